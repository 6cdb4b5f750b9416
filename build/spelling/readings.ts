/** Writes the readings of every character of the vocabulary. */
import type { Section } from "../../shared/proofreading/spelling/packed-file";
import type { Character } from "./characters";
import { folded } from "./syllables";
import { bytesOf } from "./trie";

/** A number for every folded syllable, from 1, in the order of the alphabet. */
function numbersOf(characters: readonly Character[]): ReadonlyMap<string, number> {
  const all = new Set(characters.flatMap(({ readings }) => readings.map(({ syllable }) => folded(syllable))));
  return new Map([...all].sort().map((syllable, index) => [syllable, index + 1]));
}

export function readingSections(units: Uint16Array, characters: readonly Character[]): Section[] {
  const numbers = numbersOf(characters);
  const byUnit = new Map(characters.map((character) => [character.unit, character]));
  const begins = [0];
  const syllables: number[] = [];
  for (const unit of units) {
    const own = new Set(byUnit.get(unit)?.readings.map(({ syllable }) => numbers.get(folded(syllable)) ?? 0));
    syllables.push(...own);
    begins.push(syllables.length);
  }
  return [
    { name: "read.begin", bytes: bytesOf(Uint16Array.from(begins)) },
    { name: "read.syllable", bytes: bytesOf(Uint16Array.from(syllables)) },
  ];
}
