/** 重复与编号, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { repeatedSentence } from "./repeated-sentence";
import { repeatedWord } from "./repeated-word";
import { sequenceNumber } from "./sequence-number";

export const repetitionRules: readonly Rule[] = [repeatedWord, repeatedSentence, sequenceNumber];
