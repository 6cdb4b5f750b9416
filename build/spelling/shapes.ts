/** Which characters look alike, and which resemble each other in half. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Character } from "./characters";

/** For each unit the units that look like it. */
export type Shapes = ReadonlyMap<number, ReadonlySet<number>>;

class Pairs {
  readonly map = new Map<number, Set<number>>();

  add(one: number, other: number): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = this.map.get(from);
      if (known === undefined) this.map.set(from, new Set([to]));
      else known.add(to);
    }
  }
}

/** The table of the data folder: a character, a tab, its neighbours. Both directions count. */
export function shapesOf(folder: string): Shapes {
  const pairs = new Pairs();
  for (const line of readFileSync(join(folder, "spelling", "shape_own_keep.tsv"), "utf8").split("\n")) {
    const [character = "", neighbours = ""] = line.split("\t");
    for (let i = 0; i < neighbours.length; i += 1) pairs.add(character.charCodeAt(0), neighbours.charCodeAt(i));
  }
  return pairs.map;
}

/** Cangjie marks a character that needs telling apart from another of the same code. */
const DISTINGUISHING = "X";
const shapeOf = ({ shape }: Character) =>
  shape.length > 1 && shape.startsWith(DISTINGUISHING) ? shape.slice(1) : shape;

/** Characters whose second half, whole body or all but one stroke group is spelt alike in Cangjie: 徂 and 组, 兑 and 党. */
export function resemblances(characters: readonly Character[]): Shapes {
  const pairs = new Pairs();
  const bySuffix = new Map<string, Character[]>();
  for (const character of characters) {
    const shape = shapeOf(character);
    for (let from = 0; from + 1 < shape.length; from += 1) {
      const suffix = shape.slice(from);
      bySuffix.set(suffix, [...(bySuffix.get(suffix) ?? []), character]);
    }
  }
  for (const [suffix, all] of bySuffix) {
    const alike = all.filter((character) => suffix.length * 2 >= shapeOf(character).length);
    alike.forEach((one, index) => {
      for (const other of alike.slice(index + 1)) pairs.add(one.unit, other.unit);
    });
  }
  addNeighbours(characters, pairs);
  return pairs.map;
}

/** Codes of at least three letters that differ in one. */
function addNeighbours(characters: readonly Character[], pairs: Pairs): void {
  const byPattern = new Map<string, Character[]>();
  for (const character of characters) {
    const shape = shapeOf(character);
    if (shape.length < 3) continue;
    for (let i = 0; i < shape.length; i += 1) {
      const pattern = `${shape.slice(0, i)}?${shape.slice(i + 1)}`;
      byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), character]);
    }
  }
  for (const alike of byPattern.values()) {
    alike.forEach((one, index) => {
      for (const other of alike.slice(index + 1)) pairs.add(one.unit, other.unit);
    });
  }
}
