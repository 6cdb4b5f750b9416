/** 数据一致, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { industryRatio, wrongAttendance } from "./attendance";
import { headlineNumber, inconsistentAmount } from "./consistency";
import { countedList } from "./counted-lists";
import { wrongGrowth } from "./growth";
import { wrongGrowthRate } from "./growth-rate";
import { bigMagnitude, magnitudeJump } from "./magnitudes";
import { moneyInWords } from "./money-words";
import { shareSum, wrongShare } from "./shares";
import { wrongSum } from "./sums";
import { tableAgainstText } from "./table-text";
import { wrongTable } from "./tables";
import { titleCount } from "./title-count";

export const arithmeticRules: readonly Rule[] = [
  wrongSum,
  wrongTable,
  moneyInWords,
  shareSum,
  wrongShare,
  wrongGrowth,
  headlineNumber,
  tableAgainstText,
  countedList,
  inconsistentAmount,
  magnitudeJump,
  bigMagnitude,
  wrongAttendance,
  industryRatio,
  titleCount,
  wrongGrowthRate,
];
