/** 领导人、机构、地名、法规, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { directionSlip } from "./direction-slip";
import { inconsistentName } from "./inconsistent-names";
import { knownDocumentNumber } from "./known-document-numbers";
import { articleSlip } from "./law-articles";
import { lawEdition, lawEffectiveDay, lawOrder } from "./law-edition";
import { lawFact } from "./law-facts";
import { articleFormat, constitution, lawNoBook, shouldMust, trialBrackets } from "./law-form";
import { articleBeyond, lawKind } from "./law-kinds";
import { orderNumber, remedyTerm } from "./law-remedies";
import { lawRepealed, lawTitleWrong, standardReplaced } from "./law-titles";
import { leaderNameTypo, leaderSplitLine } from "./leader-name";
import { leaderComradeMissing, leaderOrder, leaderTitleMismatch } from "./leader-post";
import { leaderBoss, leaderInPerson, leaderTitleDuplicate } from "./leader-wording";
import { courtName, officeLevel } from "./organ-form";
import { organLostPart } from "./organ-lost-part";
import { organOutdated } from "./organ-outdated";
import { organShape } from "./organ-shape";
import { organCentral, organSlip } from "./organ-slip";
import { organState } from "./organ-state";
import { organSuffix } from "./organ-suffix";
import { organNearMiss, organWrongName } from "./organ-wrong-name";
import { personCareer, personGender } from "./person-facts";
import { placeAbolished } from "./region-abolished";
import { placeForm } from "./region-form";
import { placeParent } from "./region-parent";

export const nameRules: readonly Rule[] = [
  leaderNameTypo,
  leaderTitleMismatch,
  leaderOrder,
  leaderTitleDuplicate,
  leaderSplitLine,
  leaderBoss,
  leaderInPerson,
  leaderComradeMissing,
  organWrongName,
  organNearMiss,
  organState,
  organSlip,
  organCentral,
  organSuffix,
  organOutdated,
  courtName,
  officeLevel,
  organShape,
  lawKind,
  articleBeyond,
  articleSlip,
  placeAbolished,
  placeParent,
  placeForm,
  constitution,
  lawTitleWrong,
  lawRepealed,
  standardReplaced,
  lawNoBook,
  articleFormat,
  trialBrackets,
  shouldMust,
  remedyTerm,
  orderNumber,
  lawEdition,
  lawOrder,
  lawEffectiveDay,
  inconsistentName,
  directionSlip,
  personGender,
  personCareer,
  organLostPart,
  lawFact,
  knownDocumentNumber,
];
