/** The ordered list of rules. Of two findings equal in severity and length the earlier rule wins. */
import type { Rule } from "../rule";
import { confusedWord } from "./confused-word";
import { documentNumber } from "./document-number";
import { foreignCharacter } from "./foreign-character";
import { futureDate } from "./future-date";
import { halfWidthPair } from "./half-width-pair";
import { halfWidthPunctuation } from "./half-width-punctuation";
import { impossibleDate } from "./impossible-date";
import { impossibleTime } from "./impossible-time";
import { malformedLink } from "./malformed-link";
import { outsideLink } from "./outside-link";
import { personalNumber } from "./personal-number";
import { placeholder } from "./placeholder";
import { redundantWording } from "./redundant-wording";
import { repeatedCharacter } from "./repeated-character";
import { repeatedPunctuation } from "./repeated-punctuation";
import { repeatedSentence } from "./repeated-sentence";
import { repeatedWord } from "./repeated-word";
import { reprintSource } from "./reprint-source";
import { reversedPeriod } from "./reversed-period";
import { secrecyMark } from "./secrecy-mark";
import { sequenceNumber } from "./sequence-number";
import { unfinishedParagraph } from "./unfinished-paragraph";
import { unpairedMark } from "./unpaired-mark";
import { untilWord } from "./until-word";
import { wrongWeekday } from "./wrong-weekday";

export const rules: readonly Rule[] = [
  secrecyMark,
  personalNumber,
  reprintSource,
  outsideLink,
  malformedLink,
  documentNumber,
  impossibleDate,
  wrongWeekday,
  impossibleTime,
  reversedPeriod,
  futureDate,
  repeatedWord,
  repeatedCharacter,
  repeatedPunctuation,
  repeatedSentence,
  sequenceNumber,
  unpairedMark,
  confusedWord,
  untilWord,
  redundantWording,
  placeholder,
  halfWidthPunctuation,
  halfWidthPair,
  foreignCharacter,
  unfinishedParagraph,
];
