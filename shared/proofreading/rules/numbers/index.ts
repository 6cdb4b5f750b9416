/** 数字用法, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { approximateJoined, doublyApproximate } from "./approximations";
import { doubledRange } from "./doubled-range";
import { eventDot } from "./event-dates";
import { figureMark, joinedFigures } from "./figure-marks";
import { fixedNumerals } from "./fixed-numerals";
import { looseFigure } from "./loose-figures";
import { mixedDecimal } from "./mixed-decimals";
import { congressInFigures, mixedNumerals, weekdayInFigures } from "./mixed-numerals";
import { percentForm, percentSign } from "./percent-forms";
import { decreaseByMultiple, pointsForPercent, rateOverHundred, repeatedUnit } from "./rates";
import { mixedStyle } from "./style";
import { twoForms } from "./two";
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
  doublyApproximate,
  approximateJoined,
  figureMark,
  joinedFigures,
  twoForms,
  doubledRange,
  percentForm,
  percentSign,
  looseFigure,
  mixedStyle,
  fixedNumerals,
  mixedDecimal,
];
