/**
 * Which of two words taken for each other a sentence speaks for: weights of what stands elsewhere in it, as pairs of
 * neighbouring characters. 判处 and 有期徒刑 ask for 罚金, however far they stand from it.
 */
export interface Asked {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** What the sentence says for `right`, in 1/32 log10. */
  readonly told: number;
  /** What that and the gain of the language model must reach together. */
  readonly least: number;
}

interface Entry {
  readonly wrong: string;
  readonly right: string;
  readonly least: number;
  /** 1 where the weights speak for `right`, -1 where against. */
  readonly sign: number;
  readonly weights: ReadonlyMap<number, number>;
}

/** Characters on each side that are read. */
const REACH = 30;
const ENDS: ReadonlySet<number> = new Set(Array.from("。！？\n", (mark) => mark.charCodeAt(0)));
/** Less than this, in 1/32 log10, is no opinion. */
export const LEAST_TOLD = 24;
/** What stands directly before and behind, as a pair with these. */
export const BEFORE = "<";
export const BEHIND = ">";
const [BEFORE_UNIT, BEHIND_UNIT] = [BEFORE.charCodeAt(0), BEHIND.charCodeAt(0)];

const keyOf = (first: number, second: number): number => first * 0x10000 + second;

export class WordContexts {
  private readonly byPair = new Map<number, Entry[]>();

  /**
   * A line for two words: what must be reached for the second in the place of the first, for the first in the place of
   * the second (`-` for never), then weights for the second: `罚款 罚金 96 - 判处45 <收-20`.
   */
  constructor(table: string) {
    for (const line of table.trim().split("\n")) this.add(line);
  }

  private add(line: string): void {
    const [one = "", other = "", least = "-", back = "-", ...told] = line.split(" ");
    const weights = new Map(
      told.map((weight): [number, number] => [
        keyOf(weight.charCodeAt(0), weight.charCodeAt(1)),
        Number(weight.slice(2)),
      ]),
    );
    if (least !== "-") this.put({ wrong: one, right: other, least: Number(least), sign: 1, weights });
    if (back !== "-") this.put({ wrong: other, right: one, least: Number(back), sign: -1, weights });
  }

  private put(entry: Entry): void {
    const key = keyOf(entry.wrong.charCodeAt(0), entry.wrong.charCodeAt(1));
    const known = this.byPair.get(key);
    if (known === undefined) this.byPair.set(key, [entry]);
    else known.push(entry);
  }

  /** In the order of the text. */
  visit(text: string, visitor: (asked: Asked) => void): void {
    for (let start = 0; start + 1 < text.length; start += 1) {
      const entries = this.byPair.get(keyOf(text.charCodeAt(start), text.charCodeAt(start + 1)));
      if (entries === undefined) continue;
      for (const { wrong, right, least, sign, weights } of entries) {
        const end = start + wrong.length;
        if (!text.startsWith(wrong, start)) continue;
        let told = 0;
        visitContext(text, { start, end }, (key) => {
          told += weights.get(key) ?? 0;
        });
        visitor({ start, end, right, told: told * sign, least });
      }
    }
  }
}

/** Every pair of neighbours in the sentence around a word, each once, and what stands beside the word. */
export function visitContext(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  visitor: (key: number) => void,
): void {
  let from = start;
  while (from > 0 && start - from < REACH && !ENDS.has(text.charCodeAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end < REACH && !ENDS.has(text.charCodeAt(to))) to += 1;
  const seen = new Set<number>();
  const tell = (key: number): void => {
    if (seen.has(key)) return;
    seen.add(key);
    visitor(key);
  };
  for (let at = from; at + 1 < start; at += 1) tell(keyOf(text.charCodeAt(at), text.charCodeAt(at + 1)));
  for (let at = end; at + 1 < to; at += 1) tell(keyOf(text.charCodeAt(at), text.charCodeAt(at + 1)));
  if (start > from) tell(keyOf(BEFORE_UNIT, text.charCodeAt(start - 1)));
  if (end < to) tell(keyOf(BEHIND_UNIT, text.charCodeAt(end)));
}
