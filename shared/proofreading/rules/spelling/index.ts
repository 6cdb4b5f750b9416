/** 疑似别字、疑似漏字多字、疑似易混词: what the spelling model finds. */
import type { Rule } from "../../rule";
import { confusedWord } from "./confused-word";
import { probableDisorder } from "./disorder";
import { probableSlip } from "./probable-slip";

export const spellingRules: readonly Rule[] = [probableSlip, confusedWord, probableDisorder];
