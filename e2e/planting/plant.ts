/** Plants five errors of five different kinds at seeded random places. */
import { seeded } from "../random";
import { type Mutation, mutators, type Planted } from "./mutators";
import { slotsOf } from "./slots";

export interface PlantedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly planted: readonly Planted[];
}

const wanted = 5;

/** The manuscript with five planted errors. Later plantings never touch the neighbourhood of earlier ones. @throws Error when the text is too short to hold them. */
export function plant(name: string, bytes: Uint8Array, seed: number): PlantedFile {
  const random = seeded(seed);
  const source = slotsOf(name, bytes);
  let slots = source.texts;
  let planted: Planted[] = [];
  for (const mutate of random.shuffle(mutators)) {
    if (planted.length === wanted) break;
    const mutation = apart(() => mutate(slots, random), planted);
    if (mutation === null) continue;
    planted = [...shifted(planted, mutation, slots), mutation.planted];
    slots = mutation.slots;
  }
  if (planted.length < wanted) throw new Error(`稿件太短，只能植入 ${planted.length} 处差错（需要 ${wanted} 处）。`);
  return { name, bytes: source.rebuild(slots), planted };
}

/** Tries until the place is at least 30 characters from every earlier one. */
function apart(attempt: () => Mutation | null, earlier: readonly Planted[]): Mutation | null {
  for (let tries = 0; tries < 40; tries += 1) {
    const mutation = attempt();
    if (mutation === null) return null;
    const { slot, at } = mutation.planted;
    if (earlier.every((other) => other.slot !== slot || Math.abs(other.at - at) > 30)) return mutation;
  }
  return null;
}

/** Earlier plantings later in the same slot move with the text. */
function shifted(earlier: readonly Planted[], mutation: Mutation, before: readonly string[]): Planted[] {
  const { slot, at } = mutation.planted;
  const grown = (mutation.slots[slot] ?? "").length - (before[slot] ?? "").length;
  return earlier.map((other) => (other.slot === slot && other.at > at ? { ...other, at: other.at + grown } : other));
}
