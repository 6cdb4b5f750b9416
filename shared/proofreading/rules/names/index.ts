/** 领导人、机构、地名、法规, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";

export const nameRules: readonly Rule[] = [];
