/** 标点、成对符号, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { clauseMarks } from "./clause-marks";
import { dashForm, dateMark, ellipsisAndDeng, ellipsisForm, rangeMark } from "./ellipsis-and-dash";
import { halfWidthStop } from "./half-width";
import { halfWidthParenthesis, straightQuote } from "./half-width-pairs";
import { itemEnd } from "./item-end";
import { leadIn } from "./lead-in";
import {
  commaBeforeAnd,
  commaBeforeDeng,
  commaBetweenBooks,
  commaBetweenQuotes,
  commaInApproximate,
} from "./list-comma";
import { lostMarks } from "./lost-marks";
import { middleDot } from "./middle-dot";
import { misplacedStop } from "./misplaced-stops";
import { cornerBracket, nestedBook, nestedParenthesis, nestedQuote } from "./nesting";
import { paragraphComma } from "./paragraph-comma";
import { paragraphEnd, titleStop } from "./paragraph-end";
import { questionMark } from "./question-mark";
import { bookMisuse, nestedColon, quotationStop } from "./sentence-marks";
import { arabicNumberMark, bracketedNumberMark, hanNumberMark, ordinalMark, yishiMark } from "./sequence";
import { commaInList, mixedSeries, titleMarks } from "./series";
import { seriesStop } from "./series-stops";
import { singleBook } from "./single-book";
import { stopChoice } from "./stop-choice";
import { clashingStops, exclamations, repeatedStop, stopAtStart } from "./stops";
import { unmatchedBook, unmatchedHex, unmatchedParenthesis, unmatchedQuote } from "./unmatched-mark";
import { wrongStop } from "./wrong-stop";

export const punctuationRules: readonly Rule[] = [
  ellipsisForm,
  repeatedStop,
  clashingStops,
  hanNumberMark,
  bracketedNumberMark,
  halfWidthStop,
  straightQuote,
  unmatchedHex,
  unmatchedBook,
  unmatchedQuote,
  unmatchedParenthesis,
  dateMark,
  commaInApproximate,
  halfWidthParenthesis,
  cornerBracket,
  nestedQuote,
  nestedBook,
  singleBook,
  ellipsisAndDeng,
  dashForm,
  middleDot,
  stopAtStart,
  arabicNumberMark,
  titleStop,
  paragraphEnd,
  nestedParenthesis,
  commaBetweenBooks,
  commaBetweenQuotes,
  commaBeforeDeng,
  commaBeforeAnd,
  rangeMark,
  ordinalMark,
  yishiMark,
  nestedColon,
  quotationStop,
  bookMisuse,
  exclamations,
  mixedSeries,
  commaInList,
  titleMarks,
  wrongStop,
  questionMark,
  clauseMarks,
  leadIn,
  itemEnd,
  paragraphComma,
  stopChoice,
  lostMarks,
  misplacedStop,
  seriesStop,
];
