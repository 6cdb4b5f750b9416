/** The one finder over all phrases that ship, made when it is first asked. */
import { remembered } from "../memo";
import { idioms } from "./data/idioms";
import { officialPhrases } from "./data/official-phrases";
import { setPhrases } from "./data/set-phrases";
import type { NearMiss } from "./near-miss";
import { NearMisses } from "./near-misses";
import type { RightForm } from "./right-form";

interface Known {
  readonly finder: NearMisses;
  /** Forms before this one are idioms. */
  readonly idioms: number;
}

export interface PhraseSlip extends NearMiss {
  readonly phrase: RightForm;
  readonly isIdiom: boolean;
}

let known: Known | null = null;

const linesOf = (table: string) => table.trim().split("\n");

function knownPhrases(): Known {
  if (known === null) {
    const first = linesOf(idioms);
    known = {
      finder: new NearMisses([...first, ...linesOf(officialPhrases), ...linesOf(setPhrases)]),
      idioms: first.length,
    };
  }
  return known;
}

/** The slips in known phrases, in text order. Several rules ask about one text in turn: it is read once. */
export const phraseSlips = remembered((text): readonly PhraseSlip[] => {
  const { finder, idioms: count } = knownPhrases();
  return finder.find(text).map((miss) => ({ ...miss, phrase: finder.form(miss.form), isIdiom: miss.form < count }));
});
