/** Every kind of error that can be planted, by category. */
import type { Mutator } from "../plant";
import { arithmeticMutators } from "./arithmetic";
import { characterMutators } from "./characters";
import { dateMutators } from "./dates";
import { documentMutators } from "./documents";
import { figureMutators } from "./figures";
import { linkMutators } from "./links";
import { markMutators } from "./marks";
import { nameMutators } from "./names";
import { protectionMutators } from "./protection";
import { publicationMutators } from "./publication";
import { repetitionMutators } from "./repetition";
import { structureMutators } from "./structure";
import { termMutators } from "./terms";

export const mutators: readonly Mutator[] = [
  ...protectionMutators,
  ...termMutators,
  ...nameMutators,
  ...markMutators,
  ...characterMutators,
  ...repetitionMutators,
  ...figureMutators,
  ...arithmeticMutators,
  ...dateMutators,
  ...documentMutators,
  ...linkMutators,
  ...publicationMutators,
  ...structureMutators,
];
