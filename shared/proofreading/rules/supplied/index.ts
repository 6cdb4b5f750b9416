/** Rules that speak only when a pack brings them something: registered texts, a unit's dictionary. */
import type { Rule } from "../../rule";
import { quotationDiffers } from "./quotation-differs";
import { unitTerm } from "./unit-term";

export const suppliedRules: readonly Rule[] = [quotationDiffers, unitTerm];
