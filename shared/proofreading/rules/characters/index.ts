/** 字符、字形、乱码, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { escapedText } from "./escaped";
import { foreignCase } from "./foreign-words";
import { compatibilityForm, replacementCharacter, specialNumber, zeroWidth } from "./hidden";
import { lookAlike } from "./look-alike";
import { outsideTable } from "./outside-table";
import { traditionalCharacter, variantCharacter } from "./traditional";
import { fullWidthAlphanumeric, spaceInChinese } from "./width";

export const characterRules: readonly Rule[] = [
  replacementCharacter,
  escapedText,
  zeroWidth,
  compatibilityForm,
  traditionalCharacter,
  variantCharacter,
  outsideTable,
  lookAlike,
  fullWidthAlphanumeric,
  specialNumber,
  spaceInChinese,
  foreignCase,
];
