/**
 * How often a regular expression can change its mind at one place of a text: the product of its open repetitions and
 * ambiguous alternatives. An expression with few choices ends soon whatever the text; only such ones are run at all.
 */
import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";

/** Times 20,000 characters, this is still a fraction of a second. */
export const MOST_CHOICES = 5_000;
const CAP = 1e9;

export function choiceComplaints(regex: RegExp): string[] {
  const choices = ofAlternatives(parseRegExpLiteral(regex).pattern.alternatives);
  return choices > MOST_CHOICES ? [`${regex} 的重复与分支套得太多，遇到长句会停不下来`] : [];
}

function ofAlternatives(alternatives: readonly AST.Alternative[]): number {
  const each = alternatives.map(({ elements }) => elements.reduce((all, one) => capped(all * ofElement(one)), 1));
  return beginApart(alternatives) ? Math.max(...each) : capped(each.reduce((sum, one) => sum + one, 0));
}

/** Alternatives that begin with different characters: only one of them can go on at a place. */
function beginApart(alternatives: readonly AST.Alternative[]): boolean {
  const firsts = alternatives.map(({ elements: [first] }) => (first?.type === "Character" ? first.value : null));
  return !firsts.includes(null) && new Set(firsts).size === firsts.length;
}

function ofElement(node: AST.Element): number {
  switch (node.type) {
    case "Group":
    case "CapturingGroup":
      return ofAlternatives(node.alternatives);
    case "Assertion":
      return node.kind === "lookahead" || node.kind === "lookbehind" ? ofAlternatives(node.alternatives) : 1;
    case "Quantifier":
      return ofRepetition(node);
    default:
      return 1;
  }
}

/** Each number of rounds is a way to match, and each round has the ways of what is repeated. */
function ofRepetition({ min, max, element }: AST.Quantifier): number {
  const once = ofElement(element);
  if (once === 1) return capped(max - min + 1);
  let all = 0;
  for (let rounds = min; rounds <= max && all < CAP; rounds += 1) all += once ** rounds;
  return capped(all);
}

const capped = (count: number): number => Math.min(count, CAP);
