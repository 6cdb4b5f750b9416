/**
 * What text is worst for a regular expression: its own characters over and over, and what it nearly matches. Text without
 * them shows nothing, since an expression that finds no place to begin ends at once.
 */
import { type AST, parseRegExpLiteral, visitRegExpAST } from "@eslint-community/regexpp";

const MOST_SEEDS = 60;
/** A repetition with a lower bound is sampled at most so many times. */
const MOST_ROUNDS = 40;
/** Tried in turn where a set says only what it does not hold. */
const ANY = ["各", "甲", "，", "a", "1", " ", "。"];

/** Strings to be repeated, each once. */
export function seedsOf(regex: RegExp): string[] {
  const { pattern } = parseRegExpLiteral(regex);
  const sampleOf = samplerFor(regex.flags.replace(/[gy]/g, ""));
  const repeated: string[] = [];
  const characters: string[] = [];
  visitRegExpAST(pattern, {
    onQuantifierEnter: ({ max, element }) => {
      if (max > 1) repeated.push(sampleOf(element));
    },
    onCharacterEnter: ({ value }) => {
      characters.push(String.fromCodePoint(value));
    },
  });
  const nearly = pattern.alternatives.map((alternative) => alternative.elements.map(sampleOf).join("").slice(0, -1));
  return [...new Set([...repeated, ...nearly, ...characters])].filter((seed) => seed !== "").slice(0, MOST_SEEDS);
}

/** Gives a text that a node matches, as far as that is easily said; empty for what takes no characters. */
function samplerFor(flags: string): (node: AST.Element) => string {
  const sampleOf = (node: AST.Element): string => {
    switch (node.type) {
      case "Character":
        return String.fromCodePoint(node.value);
      case "CharacterSet":
      case "CharacterClass":
        return ANY.find((char) => new RegExp(node.raw, flags).test(char)) ?? firstIn(node);
      case "Group":
      case "CapturingGroup":
        return (node.alternatives[0]?.elements ?? []).map(sampleOf).join("");
      case "Quantifier":
        return sampleOf(node.element).repeat(Math.min(Math.max(node.min, 1), MOST_ROUNDS));
      default:
        return "";
    }
  };
  return sampleOf;
}

function firstIn(node: AST.CharacterSet | AST.CharacterClass): string {
  if (node.type === "CharacterSet") return "";
  const [first] = node.elements;
  if (first?.type === "Character") return String.fromCodePoint(first.value);
  return first?.type === "CharacterClassRange" ? String.fromCodePoint(first.min.value) : "";
}
