/** 疑似别字、疑似漏字多字: what the spelling model finds. */
import type { Rule } from "../../rule";
import { probableDisorder } from "./disorder";
import { probableSlip } from "./probable-slip";

export const spellingRules: readonly Rule[] = [probableSlip, probableDisorder];
