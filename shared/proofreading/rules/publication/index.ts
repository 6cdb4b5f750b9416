/** 链接、来源、残留、地图、无障碍、元数据, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { futureDate } from "./future-date";
import { malformedLink } from "./malformed-link";
import { outsideLink } from "./outside-link";
import { placeholder } from "./placeholder";
import { reprintSource } from "./reprint-source";

export const publicationRules: readonly Rule[] = [reprintSource, outsideLink, malformedLink, futureDate, placeholder];
