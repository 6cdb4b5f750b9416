/** 日期与期限, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { wrongAge } from "./ages";
import { wrongAnniversary } from "./anniversaries";
import { congressYear } from "./congress-days";
import { wrongDayCount } from "./day-count";
import { eventOrder } from "./event-order";
import { planYears } from "./five-year-plans";
import { namedDay, pastDate } from "./history";
import { holidayEnd } from "./holiday-ends";
import { reversedHours } from "./hours";
import { impossibleDate } from "./impossible-date";
import { impossibleTime } from "./impossible-time";
import { deadlineBeforeSignature, expiredAnnouncement, futureSignature } from "./item-day";
import { mixedDate } from "./mixed-figures";
import { mixedForms } from "./mixed-forms";
import { periodEnds } from "./period-ends";
import { effectiveBeforeIssue, reversedPeriod, wrongTerm } from "./periods";
import { processOrder } from "./process-order";
import { relativeDay } from "./relative-day";
import { otherSignatureDay } from "./signature-day";
import { chineseSignature, paddedDate } from "./signature-forms";
import { eventBeforeSignature, factsAfterSignature } from "./signature-order";
import { stageOrder } from "./stage-order";
import { statedTerm } from "./stated-terms";
import { lunarFestival, sessionYear, validityEnd } from "./terms-and-sessions";
import { noSuchQuarter, reversedValidity } from "./validity";
import { wrongWeekday } from "./wrong-weekday";
import { beginAfterEnd, reversedYears } from "./year-order";

export const dateRules: readonly Rule[] = [
  impossibleDate,
  wrongWeekday,
  impossibleTime,
  reversedPeriod,
  effectiveBeforeIssue,
  wrongTerm,
  wrongAge,
  futureSignature,
  deadlineBeforeSignature,
  otherSignatureDay,
  factsAfterSignature,
  eventBeforeSignature,
  stageOrder,
  processOrder,
  periodEnds,
  expiredAnnouncement,
  paddedDate,
  chineseSignature,
  mixedForms,
  relativeDay,
  mixedDate,
  reversedHours,
  wrongDayCount,
  reversedYears,
  beginAfterEnd,
  reversedValidity,
  noSuchQuarter,
  wrongAnniversary,
  congressYear,
  pastDate,
  namedDay,
  planYears,
  sessionYear,
  validityEnd,
  lunarFestival,
  statedTerm,
  eventOrder,
  holidayEnd,
];
