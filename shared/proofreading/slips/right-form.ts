/** How surely what strays from a phrase is a slip; `context` is never judged. */
import { hitsOf } from "../hits";

export type Weight = "sure" | "likely" | "context";

/**
 * A phrase that is right, and which slips in it are none. One line of the tables: the phrase, `!` when it is common
 * and nothing resembles it or `?` when it is only known so that it is not taken for a slip in another, then what is left out: `2施时` (these characters at place 2 are innocent), `2` followed by
 * `*` (any character is), `t1` (places 1 and 2 may be the other way round), `d1` (place 1 may be absent), `x1` (may be
 * written twice).
 */
export interface RightForm {
  readonly text: string;
  readonly weight: Weight;
  /** By place, the characters that are innocent there; `*` when all are. */
  readonly innocent: ReadonlyMap<number, string>;
  readonly swapped: string;
  readonly dropped: string;
  readonly doubled: string;
}

const NONE: ReadonlyMap<number, string> = new Map();
const LINE = /^([^!?\d*tdx]+)([!?]?)(.*)$/u;
const FIRST_HAN = 0x3400;
const PART = /([tdx]\d+|\d[^\dtdx]+)/gu;

/** Only the phrase of a line. */
export function phraseOf(line: string): string {
  let end = 0;
  while (end < line.length && line.charCodeAt(end) >= FIRST_HAN) end += 1;
  return line.slice(0, end);
}

const weightOf = (mark: string): Weight => (mark === "!" ? "sure" : mark === "?" ? "context" : "likely");
const MARKS: Readonly<Record<Weight, string>> = { sure: "!", likely: "", context: "?" };

export function formOf(line: string): RightForm {
  const [, text = "", mark = "", rest = ""] = LINE.exec(line) ?? [];
  if (rest === "") return { text, weight: weightOf(mark), innocent: NONE, swapped: "", dropped: "", doubled: "" };
  const innocent = new Map<number, string>();
  const places = { t: "", d: "", x: "" };
  for (const [part] of hitsOf(rest, PART)) {
    const kind = part.charAt(0);
    if (kind === "t" || kind === "d" || kind === "x") places[kind] = part.slice(1);
    else innocent.set(Number(kind), part.slice(1));
  }
  return { text, weight: weightOf(mark), innocent, swapped: places.t, dropped: places.d, doubled: places.x };
}

export function lineOf({ text, weight, innocent, swapped, dropped, doubled }: RightForm): string {
  const places = [...innocent].sort(([a], [b]) => a - b).map(([place, characters]) => `${place}${characters}`);
  const others = [`t${swapped}`, `d${dropped}`, `x${doubled}`].filter((part) => part.length > 1);
  return `${text}${MARKS[weight]}${places.join("")}${others.join("")}`;
}
