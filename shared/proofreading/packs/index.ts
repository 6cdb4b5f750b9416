/** The packs that ship with the product, in the order in which they are merged. */
import { acceptedWords } from "./accepted-words";
import { confusionTerms } from "./confusions";
import { governmentHosts, officialMediaHosts } from "./hosts";
import { type Pack, packOf } from "./pack";

export const builtinPacks: readonly Pack[] = [
  packOf("base-words", "2026.11.3", { terms: confusionTerms, allowed: acceptedWords }),
  packOf("base-hosts", "2026.11.1", { governmentHosts, officialMediaHosts, badHosts: [] }),
];
