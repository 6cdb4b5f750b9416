/** 公文格式、发文字号、附件, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { addresseeColon, copyPeriod, printedBy } from "./addressee";
import { attachmentNumber, attachmentTitle, onlyAttachment } from "./attachment-agree";
import { attachmentCount } from "./attachment-count";
import { attachmentName } from "./attachment-name";
import { attachmentHalfColon, attachmentMark, attachmentMissing } from "./attachment-note";
import { attachmentSlip, attachmentTold } from "./attachment-slips";
import { closingPhrase, endingSuits } from "./closing";
import { numberBracket, numberBroken, numberPad, numberSpace } from "./document-number";
import { addressAgrees, genreAgrees, signatureAgrees } from "./genre-agree";
import { genreWords } from "./genre-closing";
import { headingMark } from "./heading-mark";
import { numberSlip } from "./number-slips";
import { numberSwapped, numberYear } from "./number-year";
import { abbreviationUndefined, liftedNumber } from "./reference-form";
import { endingNamesOther, reportAsks, requestAddressees } from "./request-and-report";
import { sequenceOrder } from "./seq-order";
import { signatureDate } from "./signature-date";
import { titleObject, titlePeriod, titlePerson } from "./title-agree";
import { genreWrong, titleThreeParts } from "./title-form";

export const documentRules: readonly Rule[] = [
  numberBracket,
  numberBroken,
  numberPad,
  numberSpace,
  numberSwapped,
  numberYear,
  numberSlip,
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
  genreWords,
  titlePeriod,
  titleObject,
  titlePerson,
  reportAsks,
  requestAddressees,
  endingNamesOther,
  attachmentNumber,
  attachmentTitle,
  onlyAttachment,
  attachmentSlip,
  attachmentTold,
  genreAgrees,
  addressAgrees,
  signatureAgrees,
  attachmentCount,
];
