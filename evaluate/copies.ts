/** The copies that are measured: each document many times, each time with one to five errors of different kinds. */
import type { Draft } from "./draft";
import { type Mutator, type Planted, plantAll } from "./plant";
import { Random } from "./random";

export interface CopyPlan {
  readonly documents: readonly Draft[];
  readonly mutators: readonly Mutator[];
  /** Plants wanted for each category at least. */
  readonly perCategory: number;
  readonly seed: number;
}

export interface Copies {
  readonly original: Draft;
  readonly copies: readonly Planted[];
}

const MOST = 5;
/** Rounds over all documents without any new plant before a kind is given up. */
const PATIENCE = 3;

export function copiesOf({ documents, mutators, perCategory, seed }: CopyPlan): readonly Copies[] {
  const random = new Random(seed);
  const wanted = quotas(mutators, perCategory);
  const made = documents.map((original) => ({ original, copies: [] as Planted[] }));
  let idle = 0;
  while (idle < PATIENCE && [...wanted.values()].some((count) => count > 0)) {
    const before = [...wanted.values()].reduce((sum, count) => sum + count, 0);
    for (const { original, copies } of random.shuffle(made)) {
      const open = mutators.filter((mutator) => (wanted.get(mutator) ?? 0) > 0);
      if (open.length === 0) break;
      const planted = plantAll(original, chosen(open, random), random);
      if (planted.plants.length === 0) continue;
      copies.push(planted);
      for (const { mutator } of planted.plants) wanted.set(mutator, (wanted.get(mutator) ?? 0) - 1);
    }
    const after = [...wanted.values()].reduce((sum, count) => sum + count, 0);
    idle = after < before ? 0 : idle + 1;
  }
  return made;
}

/** A few kinds, each of another category: errors of one category may hide one another. */
function chosen(open: readonly Mutator[], random: Random): Mutator[] {
  const shuffled = random.shuffle(open);
  const apart = shuffled.filter(
    (one, index) => shuffled.findIndex(({ category }) => category === one.category) === index,
  );
  return apart.slice(0, random.between(1, MOST));
}

function quotas(mutators: readonly Mutator[], perCategory: number): Map<Mutator, number> {
  return new Map(
    mutators.map((mutator) => {
      const kinds = mutators.filter(({ category }) => category === mutator.category).length;
      return [mutator, Math.ceil((perCategory * 1.1) / kinds)];
    }),
  );
}
