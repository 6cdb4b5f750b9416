/** 别字、成语、易混词、多字漏字、异形词, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { confusedWord } from "./confused-word";
import { redundantWording } from "./redundant-wording";
import { repeatedCharacter } from "./repeated-character";
import { untilWord } from "./until-word";

export const typoRules: readonly Rule[] = [confusedWord, untilWord, redundantWording, repeatedCharacter];
