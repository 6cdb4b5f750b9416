/** What a campaign of faults is: it does harm many times, keeps the ledger of what was acknowledged, and counts. */

/** What some runs of one case came to. Counts of one case add up over runs, so any part of them may be told at once. */
export interface Outcome {
  /** Which store and which fault, in Chinese, as it stands in the table. */
  readonly case: string;
  /** How many faults were done. */
  readonly runs: number;
  /** What was told to be saved, sent or done, in those runs. */
  readonly acknowledged: number;
  /** Of it, what was not there afterwards. */
  readonly lost: number;
  /** Effects that happened more than once. */
  readonly doubled: number;
  /** A control must lose some: one that loses nothing says that the harness does not do the harm it claims. */
  readonly control?: boolean;
  /** What a person must know to look into it: the seed of the run, what was found. */
  readonly note?: string;
}

export interface CampaignOptions {
  /** A small share of the campaign that needs neither root nor minutes. */
  readonly quick: boolean;
  readonly seed: number;
  /** How many runs of each case. */
  readonly count: number;
  /** Progress, and what is left out and why. */
  readonly say: (line: string) => void;
  readonly note: (outcome: Outcome) => void;
  /** A scratch folder of this run's own; it is removed afterwards. */
  readonly folder: string;
}

export interface Campaign {
  readonly name: string;
  /** In Chinese. */
  readonly title: string;
  readonly run: (options: CampaignOptions) => Promise<void>;
}

/** Whether what was counted is what must be: nothing lost and nothing doubled, and a control must have lost some. */
export function holds({ lost, doubled, control = false }: Outcome): boolean {
  return control ? lost > 0 : lost === 0 && doubled === 0;
}
