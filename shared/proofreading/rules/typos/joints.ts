/** Before and after which characters a character ends or begins a word, by the table counted from a dictionary. */
import { wordJoints } from "./word-joints";

export interface Joints {
  /** 工作 is a word: 工 stands before 作. */
  readonly before: string;
  /** 作风 is a word: 风 stands after 作. */
  readonly after: string;
}

const joints: ReadonlyMap<string, Joints> = new Map(
  wordJoints
    .trim()
    .split("\n")
    .map((line): [string, Joints] => {
      const [char = "", before = "", after = ""] = line.split(" ");
      return [char, { before, after }];
    }),
);

export function jointsOf(char: string): Joints | undefined {
  return joints.get(char);
}

/** Whether a stretch is the end of one word and the beginning of another: 履[行使]用. */
export function isInside(text: string, start: number, end: number): boolean {
  return isJoined(text.charAt(start - 1), text.charAt(start)) && isJoined(text.charAt(end - 1), text.charAt(end));
}

/** Whether two characters are a word, or begin or end one. */
export function isJoined(first: string, second: string): boolean {
  return first !== "" && second !== "" && joints.get(second)?.before.includes(first) === true;
}
