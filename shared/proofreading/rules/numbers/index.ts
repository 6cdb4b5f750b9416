/** 数字、日期、单位、数据, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { impossibleDate } from "./impossible-date";
import { impossibleTime } from "./impossible-time";
import { reversedPeriod } from "./reversed-period";
import { wrongWeekday } from "./wrong-weekday";

export const numberRules: readonly Rule[] = [impossibleDate, wrongWeekday, impossibleTime, reversedPeriod];
