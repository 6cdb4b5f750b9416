/** How a quotation differs from the passage it was taken from: the shortest edit within a band around one diagonal. */
import type { Range } from "../vocabulary";

/** How far the passage may begin or end from where the shared strings put it. */
export const SLACK = 24;
const WIDTH = 2 * SLACK + 1;

export interface Difference {
  /** In the quotation. */
  readonly quoted: Range;
  /** In the source. */
  readonly source: Range;
}

export interface Alignment {
  /** Where the passage stands in the source. */
  readonly passage: Range;
  readonly edits: number;
  readonly differences: readonly Difference[];
}

/** Aligns the whole quotation with a stretch of the source that begins within `SLACK` of `offset`. */
export function align(quoted: string, source: string, offset: number): Alignment {
  const costs = costTable(quoted, source, offset - SLACK);
  let best = SLACK;
  for (let k = 0; k < WIDTH; k += 1) {
    const [cost, least] = [costs.at(quoted.length, k), costs.at(quoted.length, best)];
    if (cost < least || (cost === least && Math.abs(k - SLACK) < Math.abs(best - SLACK))) best = k;
  }
  const steps = walkBack({ quoted, source, first: offset - SLACK, costs }, best);
  const start = steps[0]?.source ?? offset;
  return {
    passage: { start, end: offset - SLACK + quoted.length + best },
    edits: costs.at(quoted.length, best),
    differences: runsOf(steps),
  };
}

class Costs {
  private readonly cells: Uint16Array;

  constructor(rows: number) {
    this.cells = new Uint16Array(rows * WIDTH);
  }

  at(row: number, k: number): number {
    return k < 0 || k >= WIDTH ? 65_535 : (this.cells[row * WIDTH + k] ?? 65_535);
  }

  set(row: number, k: number, cost: number): void {
    this.cells[row * WIDTH + k] = Math.min(cost, 65_534);
  }
}

/** Row i, column k: the first i units of the quotation against the source up to `first + i + k`. */
function costTable(quoted: string, source: string, first: number): Costs {
  const costs = new Costs(quoted.length + 1);
  for (let i = 1; i <= quoted.length; i += 1)
    for (let k = 0; k < WIDTH; k += 1) {
      const other = source.charCodeAt(first + i + k - 1);
      const replaced = costs.at(i - 1, k) + (quoted.charCodeAt(i - 1) === other ? 0 : 1);
      costs.set(i, k, Math.min(replaced, costs.at(i - 1, k + 1) + 1, costs.at(i, k - 1) + 1));
    }
  return costs;
}

interface Step {
  /** Place in the quotation and in the source before the step. */
  readonly quoted: number;
  readonly source: number;
  readonly takesQuoted: 0 | 1;
  readonly takesSource: 0 | 1;
  readonly isSame: boolean;
}

interface Table {
  readonly quoted: string;
  readonly source: string;
  readonly first: number;
  readonly costs: Costs;
}

function walkBack({ quoted, source, first, costs }: Table, end: number): Step[] {
  const steps: Step[] = [];
  let [i, k] = [quoted.length, end];
  while (i > 0) {
    const here = costs.at(i, k);
    const place = first + i + k;
    const isSame = quoted.charCodeAt(i - 1) === source.charCodeAt(place - 1);
    if (here === costs.at(i - 1, k) + (isSame ? 0 : 1)) {
      steps.push({ quoted: i - 1, source: place - 1, takesQuoted: 1, takesSource: 1, isSame });
      i -= 1;
    } else if (here === costs.at(i - 1, k + 1) + 1) {
      steps.push({ quoted: i - 1, source: place, takesQuoted: 1, takesSource: 0, isSame: false });
      [i, k] = [i - 1, k + 1];
    } else {
      steps.push({ quoted: i, source: place - 1, takesQuoted: 0, takesSource: 1, isSame: false });
      k -= 1;
    }
  }
  return steps.reverse();
}

/** Neighbouring edits are one difference. */
function runsOf(steps: readonly Step[]): Difference[] {
  const runs: Difference[] = [];
  let isOpen = false;
  for (const step of steps) {
    if (!step.isSame) {
      const last = isOpen ? runs.pop() : undefined;
      runs.push({
        quoted: { start: last?.quoted.start ?? step.quoted, end: step.quoted + step.takesQuoted },
        source: { start: last?.source.start ?? step.source, end: step.source + step.takesSource },
      });
    }
    isOpen = !step.isSame;
  }
  return runs;
}
