/**
 * What is known of each character of the General Standard table: its readings and its Cangjie code, which spells its
 * shape. From the Unihan database (kTGHZ2013, kMandarin, kHanyuPinlu, kCangjie), see NOTICE.
 */
import { readFileSync } from "node:fs";

export interface Reading {
  readonly syllable: string;
  /** 1 to 4, 0 for the neutral tone. */
  readonly tone: number;
}

export interface Character {
  readonly unit: number;
  /** The most common reading first. */
  readonly readings: readonly Reading[];
  /** Empty when the character has none. */
  readonly shape: string;
}

const TABLE = new URL("data/characters.tsv", import.meta.url);

export function allCharacters(): Character[] {
  return readFileSync(TABLE, "utf8").trimEnd().split("\n").map(characterOf);
}

function characterOf(line: string): Character {
  const [character = "", readings = "", shape = ""] = line.split("\t");
  return { unit: character.charCodeAt(0), readings: readings.split(" ").map(readingOf), shape };
}

function readingOf(text: string): Reading {
  return { syllable: text.slice(0, -1), tone: Number(text.slice(-1)) };
}
