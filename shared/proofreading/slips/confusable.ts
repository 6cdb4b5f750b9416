/** Which characters are taken for one another: by ear, by eye, by a neighbouring code on the keyboard. */
import { homophones, lookAlikes } from "../packs/name-characters";
import { shapeNeighbours } from "./data/shape-neighbours";

type Groups = ReadonlyMap<number, ReadonlySet<number>>;

let sounds: Groups | null = null;
let shapes: Groups | null = null;

/** Of units: whether they sound alike (tones and the finals of the south set aside) or look or are keyed alike. */
export function areMistaken(one: number, other: number): boolean {
  return one !== other && (soundAlike(one, other) || lookAlike(one, other));
}

export function soundAlike(one: number, other: number): boolean {
  sounds ??= soundGroups();
  const groups = sounds.get(other);
  if (groups === undefined) return false;
  for (const group of sounds.get(one) ?? []) if (groups.has(group)) return true;
  return false;
}

export function lookAlike(one: number, other: number): boolean {
  shapes ??= shapePairs();
  return shapes.get(one)?.has(other) ?? false;
}

function put(table: Map<number, Set<number>>, key: number, value: number): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, new Set([value]));
  else known.add(value);
}

function soundGroups(): Groups {
  const table = new Map<number, Set<number>>();
  let group = 0;
  for (let i = 0; i < homophones.length; i += 1) {
    const unit = homophones.charCodeAt(i);
    if (unit <= 0x20) group += 1;
    else put(table, unit, group);
  }
  return table;
}

/** Both tables hold rows of a character and its neighbours, each pair once. */
function shapePairs(): Groups {
  const table = new Map<number, Set<number>>();
  for (const rows of [lookAlikes, shapeNeighbours]) {
    let first = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const unit = rows.charCodeAt(i);
      if (unit <= 0x20) first = 0;
      else if (first === 0) first = unit;
      else {
        put(table, first, unit);
        put(table, unit, first);
      }
    }
  }
  return table;
}
