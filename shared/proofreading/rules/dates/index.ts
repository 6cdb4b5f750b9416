/** 日期与期限, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { wrongAge } from "./ages";
import { wrongDayCount } from "./day-count";
import { reversedHours } from "./hours";
import { impossibleDate } from "./impossible-date";
import { impossibleTime } from "./impossible-time";
import { deadlineBeforeSignature, expiredAnnouncement, futureSignature } from "./item-day";
import { mixedDate } from "./mixed-figures";
import { mixedForms } from "./mixed-forms";
import { effectiveBeforeIssue, reversedPeriod, wrongTerm } from "./periods";
import { relativeDay } from "./relative-day";
import { otherSignatureDay } from "./signature-day";
import { chineseSignature, paddedDate } from "./signature-forms";
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
];
