/** The context as rules see it, with a note of what they looked at: only those need to look again when it changes. */
import type { Lexicon, ProofContext, TextBlock } from "../rule";
import type { Speller } from "../spelling/speller";

/** Bits of what a rule has read. */
export const METADATA = 1;
export const TODAY = 2;
export const SPELLING = 4;
export const BLOCKS = 8;

export interface Moment {
  readonly metadata: ProofContext["metadata"];
  readonly today: string;
}

/** Reads are bits in a field, not a closure: it is asked before and after every look at every block. */
export class Watch {
  readonly context: ProofContext;
  /** What was read since it was last set to 0. */
  reads = 0;

  constructor(moment: Moment, { lexicon, spelling }: Supply, blocks: readonly TextBlock[]) {
    const note = (bit: number): void => {
      this.reads |= bit;
    };
    this.context = {
      get metadata() {
        note(METADATA);
        return moment.metadata;
      },
      get today() {
        note(TODAY);
        return moment.today;
      },
      get spelling() {
        note(SPELLING);
        return spelling;
      },
      get blocks() {
        note(BLOCKS);
        return blocks;
      },
      lexicon,
    };
  }
}

/** What does not change from pass to pass. */
interface Supply {
  readonly lexicon: Lexicon;
  readonly spelling: Speller | null;
}
