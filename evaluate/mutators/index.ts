/** Every kind of error that can be planted, by category. */
import type { Mutator } from "../plant";
import { characterMutators } from "./characters";
import { dateMutators } from "./dates";
import { documentMutators } from "./documents";
import { figureMutators } from "./figures";
import { markMutators } from "./marks";
import { nameMutators } from "./names";
import { protectionMutators } from "./protection";
import { pageMutators } from "./publication";
import { repetitionMutators } from "./repetition";
import { termMutators } from "./terms";

export const mutators: readonly Mutator[] = [
  ...protectionMutators,
  ...termMutators,
  ...nameMutators,
  ...markMutators,
  ...characterMutators,
  ...repetitionMutators,
  ...figureMutators,
  ...dateMutators,
  ...documentMutators,
  ...pageMutators,
];
