/** 别字、成语、易混词、多字漏字、语病、异形词, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { adverbPlace } from "./adverb-places";
import { blendedEnd } from "./blended-ends";
import { classifier } from "./classifiers";
import { typoCollocation } from "./collocation";
import { competingFrame } from "./competing-frames";
import { confusedFrame } from "./confused-frames";
import { conjunctionAnswer } from "./conjunction-answers";
import { typoBixu, typoQiyong, typoQuanli, typoYiji, typoZaiZai } from "./contextual";
import { contradiction } from "./contradictions";
import { coordination } from "./coordination";
import { correlative } from "./correlatives";
import { countedObject, countedPredicate } from "./counted-pairs";
import { typoDeDi } from "./de-di";
import { doubledBound } from "./doubled-bounds";
import { typoExtraChar } from "./doubled-character";
import { doubledSynonym } from "./doubled-synonyms";
import { extraWord } from "./extra-words";
import { figureVerb } from "./figure-verbs";
import { doubledPreposition, missingSubject, mixedStructure } from "./grammar";
import { idiomMisuse } from "./idiom-misuse";
import { typoZhiding, variantInconsistent } from "./inconsistent";
import { typoJiezhi } from "./jiezhi";
import { lostHead } from "./lost-heads";
import { lostLink } from "./lost-links";
import { lostWord } from "./lost-words";
import { typoMissingChar } from "./missing-character";
import { missingPart } from "./missing-parts";
import { mixedFrame } from "./mixed-frames";
import { modifier } from "./modifiers";
import { typoNearIdiom, typoNearOfficial } from "./near-phrases";
import { typoHomophoneTable } from "./near-words";
import { nounAgain } from "./noun-again";
import { typoParticle } from "./particles";
import { phraseOrder } from "./phrase-order";
import { mismatchedPredicate } from "./predicates";
import { preposition } from "./prepositions";
import { purposeWord } from "./purpose-words";
import { typoDoubleNegative, typoRedundant } from "./redundancy";
import { repeatedVerb } from "./repeated-verbs";
import { saidTwice } from "./said-twice";
import { secondObject } from "./second-objects";
import { sentenceBlend } from "./sentence-blends";
import { sentenceFault } from "./sentence-faults";
import { faultPhrase, sentenceFrame } from "./sentence-frames";
import { stepOrder } from "./step-order";
import { transposedWord } from "./transposed";
import { verbObject } from "./verb-object";
import { wordChoice } from "./word-choices";
import { wordCue } from "./word-cues";
import { wordOrder } from "./word-order";
import { typoFenqi, typoIdiom, typoOfficialTerm, typoZhanghao, variantWord } from "./word-tables";

export const typoRules: readonly Rule[] = [
  typoOfficialTerm,
  typoZhanghao,
  typoIdiom,
  typoFenqi,
  typoHomophoneTable,
  typoJiezhi,
  typoBixu,
  typoQuanli,
  typoZaiZai,
  typoYiji,
  typoDeDi,
  typoParticle,
  typoQiyong,
  typoZhiding,
  typoExtraChar,
  typoMissingChar,
  typoDoubleNegative,
  typoRedundant,
  typoCollocation,
  missingSubject,
  doubledPreposition,
  mixedStructure,
  variantInconsistent,
  variantWord,
  typoNearOfficial,
  typoNearIdiom,
  sentenceFault,
  verbObject,
  faultPhrase,
  sentenceFrame,
  sentenceBlend,
  transposedWord,
  confusedFrame,
  wordChoice,
  wordCue,
  mismatchedPredicate,
  doubledSynonym,
  classifier,
  preposition,
  coordination,
  correlative,
  wordOrder,
  missingPart,
  mixedFrame,
  modifier,
  idiomMisuse,
  blendedEnd,
  competingFrame,
  conjunctionAnswer,
  contradiction,
  doubledBound,
  saidTwice,
  purposeWord,
  adverbPlace,
  stepOrder,
  nounAgain,
  lostWord,
  lostHead,
  lostLink,
  phraseOrder,
  extraWord,
  repeatedVerb,
  countedObject,
  countedPredicate,
  secondObject,
  figureVerb,
];
