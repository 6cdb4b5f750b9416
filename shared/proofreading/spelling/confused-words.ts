/** Where words stand that are taken for others, by the table of pairs and what each must gain to be reported. */
export interface Confused {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** What the text must gain at least by `right`, in 1/32 log10. */
  readonly least: number;
}

interface Entry {
  readonly wrong: string;
  readonly right: string;
  readonly least: number;
}

export class ConfusedWords {
  private readonly byFirst = new Map<number, Entry[]>();

  /** Lines of a word and those it is taken for, each with what the text must gain by it: `权力 权利88 全力64`. */
  constructor(table: string) {
    for (const line of table.trim().split("\n")) {
      const [wrong = "", ...others] = line.split(" ");
      const unit = wrong.charCodeAt(0);
      const entries = others.map((other) => ({
        wrong,
        right: other.slice(0, wrong.length),
        least: Number(other.slice(wrong.length)),
      }));
      const known = this.byFirst.get(unit);
      if (known === undefined) this.byFirst.set(unit, entries);
      else known.push(...entries);
    }
  }

  /** In the order of the text. */
  visit(text: string, visitor: (confused: Confused) => void): void {
    for (let start = 0; start < text.length; start += 1) {
      const entries = this.byFirst.get(text.charCodeAt(start));
      if (entries === undefined) continue;
      for (const { wrong, right, least } of entries) {
        if (text.startsWith(wrong, start)) visitor({ start, end: start + wrong.length, right, least });
      }
    }
  }
}
