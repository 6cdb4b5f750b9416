/** 规范表述、广告, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { adClaim } from "./ad-claims";
import { commercialAd, gamblingAd, medicalAd } from "./ads";
import { clickbait, forcedLikes, namedBlame, offTopic, personalView, sensitiveWords, unsourcedClaim } from "./conduct";
import { outdatedName, plainSpeech } from "./dated-words";
import { famousLine } from "./famous-line";
import { releaseTime, tradeSecret } from "./handling-marks";
import { groupLabel } from "./labels";
import { lawOrgan, povertyWords, villageHead } from "./offices";
import { partyFrame } from "./party-frames";
import { partyPair } from "./party-pairs";
import { partyPhrase } from "./party-phrase";
import { partyPost } from "./party-posts";
import { partyTerm, sloganNumber } from "./party-term";
import { disabledPeople, ethnic, gender, religion, suspect } from "./people";
import { epidemic, regionAbbreviation, stateNames, territory } from "./place-names";
import { officePost } from "./posts";
import { quotedWork } from "./quoted-works";
import { setWording } from "./set-wording";
import { acrossStrait, hongKongReturn, laihua, taiwanCountry, taiwanOrg } from "./territory";
import { regionForms } from "./territory-forms";
import { beltAndRoad, beltAndRoadQuote, founding, slang, standardWording, superlative } from "./usage";

export const wordingRules: readonly Rule[] = [
  taiwanCountry,
  taiwanOrg,
  acrossStrait,
  laihua,
  hongKongReturn,
  regionForms,
  territory,
  partyTerm,
  partyFrame,
  partyPair,
  partyPhrase,
  setWording,
  famousLine,
  sloganNumber,
  beltAndRoad,
  beltAndRoadQuote,
  founding,
  standardWording,
  stateNames,
  epidemic,
  regionAbbreviation,
  disabledPeople,
  ethnic,
  religion,
  suspect,
  lawOrgan,
  officePost,
  partyPost,
  villageHead,
  gender,
  povertyWords,
  superlative,
  slang,
  groupLabel,
  outdatedName,
  plainSpeech,
  commercialAd,
  medicalAd,
  gamblingAd,
  adClaim,
  tradeSecret,
  sensitiveWords,
  personalView,
  clickbait,
  offTopic,
  releaseTime,
  namedBlame,
  unsourcedClaim,
  forcedLikes,
  quotedWork,
];
