/** 字符、字形、乱码, in the order in which of two equal findings the earlier rule wins. */
import type { Rule } from "../../rule";
import { foreignCharacter } from "./foreign-character";

export const characterRules: readonly Rule[] = [foreignCharacter];
