/** The ordered list of rules. Of two findings equal in severity and length the earlier rule wins. */
import type { Rule } from "../rule";
import { agreementRules } from "./agreement/index";
import { arithmeticRules } from "./arithmetic/index";
import { characterRules } from "./characters/index";
import { dateRules } from "./dates/index";
import { documentRules } from "./documents/index";
import { nameRules } from "./names/index";
import { numberRules } from "./numbers/index";
import { protectionRules } from "./protection/index";
import { publicationRules } from "./publication/index";
import { punctuationRules } from "./punctuation/index";
import { repetitionRules } from "./repetition/index";
import { spellingRules } from "./spelling/index";
import { suppliedRules } from "./supplied/index";
import { typoRules } from "./typos/index";
import { unitRules } from "./units/index";
import { wordingRules } from "./wording/index";

export const rules: readonly Rule[] = [
  ...protectionRules,
  ...publicationRules,
  ...documentRules,
  ...numberRules,
  ...dateRules,
  ...unitRules,
  ...arithmeticRules,
  ...repetitionRules,
  ...nameRules,
  ...agreementRules,
  ...typoRules,
  ...wordingRules,
  ...punctuationRules,
  ...characterRules,
  ...suppliedRules,
  ...spellingRules,
];
