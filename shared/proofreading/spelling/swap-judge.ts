/** Which words of a text stand in the place of others, by the trees that were trained for it. */
import { fromBase64 } from "../../bytes";
import type { DecoderModel } from "./decoder-model";
import { SwapHistory } from "./swap-history";
import { swapPairs } from "./swap-pairs";
import { swapTrees } from "./swap-trees";
import { type Swap, Swaps } from "./swaps";
import type { CharacterIds } from "./tokens";
import { SCALE, scoreOf, type Trees, treesOfBytes } from "./trees";

/** A word that is probably another. Offsets in UTF-16 units of the text asked about. */
export interface Swapped {
  readonly start: number;
  readonly end: number;
  /** As long as what stands there. */
  readonly right: string;
  /** Whether what stands there is a word too. */
  readonly isWord: boolean;
  /** Log-odds that `right` is what was meant. */
  readonly odds: number;
}

export interface SwapTables {
  readonly trees: Trees;
  readonly history: SwapHistory;
}

let shipped: SwapTables | null = null;

/** The tables that ship, made when they are first asked for; `null` where they are not of this version. */
export function shippedSwaps(): SwapTables | null {
  if (shipped !== null) return shipped;
  const trees = treesOfBytes(fromBase64(swapTrees));
  if (trees === null) return null;
  shipped = { trees, history: new SwapHistory(swapPairs) };
  return shipped;
}

export class SwapJudge {
  private readonly swaps: Swaps;
  private readonly tables: SwapTables;

  constructor(model: DecoderModel & { readonly vocabulary: CharacterIds }, tables: SwapTables) {
    this.swaps = new Swaps(model);
    this.tables = tables;
  }

  /** Those of at least such odds, of overlapping ones the surest, in the order of the text. */
  find(text: string, least: number): readonly Swapped[] {
    const found: Swapped[] = [];
    this.swaps.visit(text, (swap) => {
      const odds = this.oddsOf(text, swap);
      const { start, end, right, known } = swap;
      if (odds >= least) found.push({ start, end, right, isWord: known > 0, odds });
    });
    const kept: Swapped[] = [];
    for (const one of found.sort((a, b) => b.odds - a.odds || a.start - b.start || a.end - b.end))
      if (kept.every(({ start, end }) => one.end <= start || end <= one.start)) kept.push(one);
    return kept.sort((a, b) => a.start - b.start);
  }

  private oddsOf(text: string, { start, end, right, row }: Swap): number {
    const { trees, history } = this.tables;
    history.fill(row, text.slice(start, end), right);
    return scoreOf(trees, row) / SCALE;
  }
}
