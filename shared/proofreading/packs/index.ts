/** The packs that ship with the product, in the order in which they are merged. */
import { confusionTerms } from "./confusions";
import { governmentHosts, officialMediaHosts } from "./hosts";
import { type Pack, packOf } from "./pack";

export const builtinPacks: readonly Pack[] = [
  packOf("base-words", "2026.11.2", { terms: confusionTerms }),
  packOf("base-hosts", "2026.11.1", { governmentHosts, officialMediaHosts, badHosts: [] }),
];
