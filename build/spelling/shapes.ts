/** Which characters look alike. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Shapes } from "./confusions";

/** The table of the data folder: a character, a tab, its neighbours. Both directions count. */
export function shapesOf(folder: string): Shapes {
  const shapes = new Map<number, Set<number>>();
  const add = (one: number, other: number) => {
    const known = shapes.get(one);
    if (known === undefined) shapes.set(one, new Set([other]));
    else known.add(other);
  };
  for (const line of readFileSync(join(folder, "shape_own_keep.tsv"), "utf8").split("\n")) {
    const [character = "", neighbours = ""] = line.split("\t");
    for (let i = 0; i < neighbours.length; i += 1) {
      add(character.charCodeAt(0), neighbours.charCodeAt(i));
      add(neighbours.charCodeAt(i), character.charCodeAt(0));
    }
  }
  return shapes;
}
