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

  /** Lines `错 对 least`. */
  constructor(table: string) {
    for (const line of table.trim().split("\n")) {
      const [wrong = "", right = "", least = ""] = line.split(" ");
      const unit = wrong.charCodeAt(0);
      const known = this.byFirst.get(unit);
      const entry = { wrong, right, least: Number(least) };
      if (known === undefined) this.byFirst.set(unit, [entry]);
      else known.push(entry);
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
