/** 数据一致, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { industryRatio, wrongAttendance } from "./attendance";
import { wrongBalance, wrongUnitPrice } from "./balance";
import { overWhole, percentOfRate } from "./bounds";
import { tableColumns } from "./columns";
import { bidAboveLimit, comparedTwice, reckonedMean } from "./compared";
import { headlineNumber, inconsistentAmount } from "./consistency";
import { countedList } from "./counted-lists";
import { wrongDifference, wrongSectors } from "./differences";
import { wrongGrowth } from "./growth";
import { wrongGrowthRate } from "./growth-rate";
import { listThenCount, setAndParts } from "./list-then-count";
import { bigMagnitude, magnitudeJump } from "./magnitudes";
import { moneyInWords } from "./money-words";
import { namedList } from "./named-list";
import { wrongBefore, wrongMean, wrongPartition } from "./partitions";
import { perHead } from "./per-head";
import { percentKinds } from "./percent-kinds";
import { percentParts } from "./percent-parts";
import { wrongProduct, wrongShareOfWhole } from "./products";
import { wrongRemainder } from "./remainders";
import { tooMany } from "./returned";
import { roster } from "./rosters";
import { shareSum, wrongShare } from "./shares";
import { sloganParts } from "./slogans";
import { statedRate } from "./stated-rates";
import { wrongSum } from "./sums";
import { tableAgainstText } from "./table-text";
import { tableUnit } from "./table-unit";
import { wrongTable } from "./tables";
import { titleCount } from "./title-count";
import { toldDifference } from "./told-differences";
import { wrongAbsence, wrongVotes } from "./votes";

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
  wrongProduct,
  wrongShareOfWhole,
  wrongDifference,
  wrongSectors,
  wrongAbsence,
  wrongVotes,
  namedList,
  overWhole,
  percentOfRate,
  wrongPartition,
  wrongBefore,
  wrongMean,
  tooMany,
  statedRate,
  listThenCount,
  setAndParts,
  comparedTwice,
  bidAboveLimit,
  reckonedMean,
  tableUnit,
  tableColumns,
  wrongBalance,
  wrongUnitPrice,
  percentKinds,
  perHead,
  percentParts,
  wrongRemainder,
  toldDifference,
  roster,
  sloganParts,
];
