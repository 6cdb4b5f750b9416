/** 重复与编号, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { articleNumber } from "./article-number";
import { repeatedClause } from "./repeated-clause";
import { repeatedItem } from "./repeated-item";
import { repeatedMember } from "./repeated-member";
import { repeatedParty } from "./repeated-party";
import { repeatedSentence } from "./repeated-sentence";
import { repeatedWord } from "./repeated-word";
import { rowNumber } from "./row-number";
import { sequenceNumber } from "./sequence-number";

export const repetitionRules: readonly Rule[] = [
  repeatedWord,
  repeatedClause,
  repeatedItem,
  repeatedMember,
  repeatedSentence,
  sequenceNumber,
  articleNumber,
  repeatedParty,
  rowNumber,
];
