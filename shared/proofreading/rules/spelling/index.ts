/** 疑似别字: what the spelling model finds. */
import type { Rule } from "../../rule";
import { probableSlip } from "./probable-slip";

export const spellingRules: readonly Rule[] = [probableSlip];
