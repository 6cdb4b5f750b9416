/** 标点、成对符号, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { halfWidthPair } from "./half-width-pair";
import { halfWidthPunctuation } from "./half-width-punctuation";
import { repeatedPunctuation } from "./repeated-punctuation";
import { unfinishedParagraph } from "./unfinished-paragraph";
import { unpairedMark } from "./unpaired-mark";

export const punctuationRules: readonly Rule[] = [
  halfWidthPunctuation,
  halfWidthPair,
  repeatedPunctuation,
  unpairedMark,
  unfinishedParagraph,
];
