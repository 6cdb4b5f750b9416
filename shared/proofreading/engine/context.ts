/** The context as rules see it, with a note of what they looked at: only those need to look again when it changes. */
import type { Lexicon, ProofContext } from "../rule";
import type { Speller } from "../spelling/speller";

/** Bits of what a rule has read. */
export const METADATA = 1;
export const TODAY = 2;
export const SPELLING = 4;

export interface Moment {
  readonly metadata: ProofContext["metadata"];
  readonly today: string;
}

export interface Watch {
  readonly context: ProofContext;
  /** What was read since it was last asked. */
  readonly taken: () => number;
}

export function watched(moment: Moment, lexicon: Lexicon, spelling: Speller | null): Watch {
  let reads = 0;
  return {
    context: {
      get metadata() {
        reads |= METADATA;
        return moment.metadata;
      },
      get today() {
        reads |= TODAY;
        return moment.today;
      },
      get spelling() {
        reads |= SPELLING;
        return spelling;
      },
      lexicon,
    },
    taken: () => {
      const taken = reads;
      reads = 0;
      return taken;
    },
  };
}
