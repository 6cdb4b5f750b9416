/** 数据一致, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { countedList } from "./counted-lists";
import { wrongGrowth } from "./growth";
import { bigMagnitude, magnitudeJump } from "./magnitudes";
import { moneyInWords } from "./money-words";
import { shareSum, wrongShare } from "./shares";
import { wrongSum } from "./sums";

export const arithmeticRules: readonly Rule[] = [
  wrongSum,
  moneyInWords,
  shareSum,
  wrongShare,
  wrongGrowth,
  countedList,
  magnitudeJump,
  bigMagnitude,
];
