/** What this machine adds to a report: decisions of the dictionaries, their words, a second engine's remarks. Pure. */
import type { Finding, Report } from "../../../shared/proofreading/finding";
import { keyOf, type LedgerEntry } from "../../../shared/proofreading/ledger";
import type { TextBlock } from "../../../shared/proofreading/rule";
import type { DictionaryWord } from "../../proof/dictionary";
import { DICTIONARY_GROUP, excused, excuses, rejectedIn } from "../../proof/dictionary-findings";
import type { Decider } from "../../proof/dispositions";
import { merged, noSecond, type SecondOpinion } from "../../proof/second-opinion";

export interface LocalMatter {
  readonly report: Report;
  readonly blocks: readonly TextBlock[];
  readonly entries: readonly LedgerEntry[];
  readonly words: readonly DictionaryWord[];
  readonly second: SecondOpinion | null;
  /** Findings whose excuse the person took back. */
  readonly reopened: ReadonlySet<string>;
  readonly decider: Decider & { readonly at: string };
}

export interface LocalOutcome {
  /** The same list when nothing changed. */
  readonly entries: readonly LedgerEntry[];
  readonly local: readonly Finding[];
  readonly agreed: ReadonlySet<string>;
}

export function localPass({ report, blocks, entries, words, second, reopened, decider }: LocalMatter): LocalOutcome {
  const found = excused(report.findings, blocks, words);
  const covered = new Map([...found].filter(([finding]) => !reopened.has(keyOf(finding))));
  const standing = new Set([...covered.keys()].map(keyOf));
  // What a dictionary decided goes with its word, or with the text it spoke of.
  const kept = entries.filter(({ group, finding }) => group !== DICTIONARY_GROUP || standing.has(keyOf(finding)));
  const added = excuses(covered, kept, decider);
  const { agreed, only } = second === null ? noSecond : merged(second, blocks, report.findings);
  return {
    entries: added.length === 0 && kept.length === entries.length ? entries : [...kept, ...added],
    local: [...rejectedIn(blocks, words, report.findings), ...only],
    agreed,
  };
}
