/** 个人信息、涉密, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { personalNumber } from "./personal-number";
import { secrecyMark } from "./secrecy-mark";

export const protectionRules: readonly Rule[] = [secrecyMark, personalNumber];
