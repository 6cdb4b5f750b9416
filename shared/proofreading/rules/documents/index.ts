/** 公文格式、发文字号、附件, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { addresseeColon, copyPeriod, printedBy } from "./addressee";
import { attachmentName } from "./attachment-name";
import { attachmentHalfColon, attachmentMark, attachmentMissing } from "./attachment-note";
import { closingPhrase, endingSuits } from "./closing";
import { numberBracket, numberBroken, numberPad, numberSpace } from "./document-number";
import { headingMark } from "./heading-mark";
import { numberSwapped, numberYear } from "./number-year";
import { abbreviationUndefined, liftedNumber } from "./reference-form";
import { sequenceOrder } from "./seq-order";
import { signatureDate } from "./signature-date";
import { genreWrong, titleThreeParts } from "./title-form";

export const documentRules: readonly Rule[] = [
  numberBracket,
  numberBroken,
  numberPad,
  numberSpace,
  numberSwapped,
  numberYear,
  sequenceOrder,
  genreWrong,
  titleThreeParts,
  addresseeColon,
  attachmentMark,
  attachmentHalfColon,
  attachmentMissing,
  attachmentName,
  closingPhrase,
  endingSuits,
  copyPeriod,
  printedBy,
  liftedNumber,
  abbreviationUndefined,
  headingMark,
  signatureDate,
];
