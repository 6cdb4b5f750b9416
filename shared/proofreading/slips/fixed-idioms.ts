/** Idioms stand fast: another character in one is a slip whatever it looks like, unless writers play on the idiom there. */
import { idioms } from "./data/idioms";
import { variedIdioms } from "./data/varied-idioms";
import { phraseOf, type RightForm } from "./right-form";

const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;

/** By idiom the places where other characters are seen. */
let varied: ReadonlyMap<string, string> | null = null;

function variedPlaces(): ReadonlyMap<string, string> {
  const seen = variedIdioms
    .trim()
    .split("\n")
    .map((line): [string, string] => [phraseOf(line), line.replace(/^\D+/, "")]);
  const all = idioms
    .trim()
    .split("\n")
    .map((line): [string, string] => [phraseOf(line), ""]);
  return new Map([...all, ...seen]);
}

/** Whether any other character at a place of the phrase is a slip; false for what is no idiom. */
export function isFixedAt({ text, innocent }: RightForm, at: number, unit: number): boolean {
  if (unit < FIRST_HAN || unit > LAST_HAN) return false;
  varied ??= variedPlaces();
  const places = varied.get(text);
  if (places === undefined || places.includes(String(at))) return false;
  const excused = innocent.get(at);
  return excused === undefined || (excused !== "*" && !excused.includes(String.fromCharCode(unit)));
}
