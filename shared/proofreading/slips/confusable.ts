/** Which characters are taken for one another: by ear, by eye, by a neighbouring code on the keyboard. */
import { homophones, lookAlikes } from "../packs/name-characters";
import { shapeNeighbours } from "./data/shape-neighbours";

let sounds: Relation | null = null;
let shapes: Relation | null = null;

/** Of units: whether they sound alike (tones and the finals of the south set aside) or look or are keyed alike. */
export function areMistaken(one: number, other: number): boolean {
  return one !== other && (soundAlike(one, other) || lookAlike(one, other));
}

/** Whether one group of homophones holds both. */
export function soundAlike(one: number, other: number): boolean {
  sounds ??= new Relation(soundGroups());
  return sounds.shares(one, other);
}

export function lookAlike(one: number, other: number): boolean {
  shapes ??= new Relation(shapePairs());
  return shapes.holds(one, other);
}

/** The units that look or are keyed like one. */
export function alikeTo(unit: number): Uint16Array {
  shapes ??= new Relation(shapePairs());
  return shapes.of(unit);
}

type Pairs = readonly (readonly [unit: number, value: number])[];

const UNITS = 65_536;

/** For each unit a few values, in one array: asked at every near miss. */
class Relation {
  private readonly starts = new Uint32Array(UNITS + 1);
  private readonly values: Uint16Array;

  constructor(pairs: Pairs) {
    const { starts } = this;
    for (const [unit] of pairs) starts[unit + 1] = (starts[unit + 1] ?? 0) + 1;
    for (let unit = 0; unit < UNITS; unit += 1) starts[unit + 1] = (starts[unit + 1] ?? 0) + (starts[unit] ?? 0);
    this.values = new Uint16Array(pairs.length);
    const ends = starts.slice();
    for (const [unit, value] of pairs) {
      const at = ends[unit] ?? 0;
      this.values[at] = value;
      ends[unit] = at + 1;
    }
  }

  holds(unit: number, value: number): boolean {
    const end = this.starts[unit + 1] ?? 0;
    for (let i = this.starts[unit] ?? 0; i < end; i += 1) if (this.values[i] === value) return true;
    return false;
  }

  of(unit: number): Uint16Array {
    return this.values.subarray(this.starts[unit] ?? 0, this.starts[unit + 1] ?? 0);
  }

  /** Whether two units have a value in common. */
  shares(one: number, other: number): boolean {
    const end = this.starts[one + 1] ?? 0;
    for (let i = this.starts[one] ?? 0; i < end; i += 1) if (this.holds(other, this.values[i] ?? 0)) return true;
    return false;
  }
}

function soundGroups(): Pairs {
  const pairs: [number, number][] = [];
  let group = 0;
  for (let i = 0; i < homophones.length; i += 1) {
    const unit = homophones.charCodeAt(i);
    if (unit <= 0x20) group += 1;
    else pairs.push([unit, group]);
  }
  return pairs;
}

/** Both tables hold rows of a character and its neighbours, each pair once. */
function shapePairs(): Pairs {
  const pairs: [number, number][] = [];
  for (const rows of [lookAlikes, shapeNeighbours]) {
    let first = 0;
    for (let i = 0; i < rows.length; i += 1) {
      const unit = rows.charCodeAt(i);
      if (unit <= 0x20) first = 0;
      else if (first === 0) first = unit;
      else pairs.push([first, unit], [unit, first]);
    }
  }
  return pairs;
}
