/** Stretches of a text that are another's words or an address: quotations, titles in 书名号, links. */
import { hitsOf } from "../hits";
import type { TextBlock } from "../rule";
import type { Range } from "../vocabulary";

const closers: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "「": "」",
  "『": "』",
  "《": "》",
  "〈": "〉",
};
const MARKS = /[“”‘’「」『』《》〈〉]/g;

export interface Enclosure extends Range {
  /** The opening mark. */
  readonly mark: string;
}

/** What stands between paired marks, the marks left out. A mark that breaks the nesting pairs with nothing. */
export function enclosuresIn(text: string): Enclosure[] {
  const open: { mark: string; at: number }[] = [];
  const found: Enclosure[] = [];
  for (const { 0: char, index } of hitsOf(text, MARKS)) {
    if (closers[char] !== undefined) {
      open.push({ mark: char, at: index });
      continue;
    }
    const last = open.at(-1);
    if (last === undefined || closers[last.mark] !== char) continue;
    open.pop();
    found.push({ mark: last.mark, start: last.at + 1, end: index });
  }
  return found;
}

/** A person speaks: between the quotation marks stand marks of a sentence, or somebody says it. */
const SENTENCE = /[，。！？；…]/;
const SAID = /[说道问答讲喊称言][：，]$/;

/** Quotations that are speech, not words picked out: there people talk as they talk. */
export function spokenRanges(text: string): Range[] {
  return enclosuresIn(text).filter(
    ({ mark, start, end }) =>
      mark === "“" &&
      (SENTENCE.test(text.slice(start, end)) || SAID.test(text.slice(Math.max(0, start - 3), start - 1))),
  );
}

/** Where nothing is corrected in bulk. */
export function protectedRanges(block: TextBlock): Range[] {
  return [...enclosuresIn(block.text), ...(block.links ?? [])];
}
