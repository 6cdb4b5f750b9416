/** 数字用法, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { eventDot } from "./event-dates";
import { congressInFigures, mixedNumerals, weekdayInFigures } from "./mixed-numerals";
import { decreaseByMultiple, pointsForPercent, rateOverHundred, repeatedUnit } from "./rates";
import { gapBeforePercent, missingZero, mixedGrouping } from "./written-figures";
import { approximateFigures, rangeWithoutUnit } from "./written-ranges";
import { shortYear, zeroInYear } from "./written-years";

export const numberRules: readonly Rule[] = [
  congressInFigures,
  zeroInYear,
  shortYear,
  approximateFigures,
  mixedNumerals,
  rangeWithoutUnit,
  missingZero,
  mixedGrouping,
  eventDot,
  weekdayInFigures,
  gapBeforePercent,
  decreaseByMultiple,
  rateOverHundred,
  repeatedUnit,
  pointsForPercent,
];
