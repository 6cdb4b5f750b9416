/** 规范表述、广告, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";

export const wordingRules: readonly Rule[] = [];
