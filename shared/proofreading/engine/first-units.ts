/**
 * With which units a match may begin, read off the syntax tree: for patterns that look back before they look at anything.
 * Each of them would look back at every place of a text, which costs more than all the rest of a pass over it.
 */
import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";

/** Longer lists are hardly choosy. */
const MOST = 160;
const LAST_UNIT = 0xffff;

interface First {
  /** `null` for too many, or unknown ones. */
  readonly units: ReadonlySet<number> | null;
  /** Whether it may match without taking a unit. */
  readonly mayBeEmpty: boolean;
}

const nothing: First = { units: new Set(), mayBeEmpty: true };
const anything: First = { units: null, mayBeEmpty: true };
const oneOf = (units: readonly number[] | null): First => ({
  units: units === null || units.length > MOST ? null : new Set(units),
  mayBeEmpty: false,
});
const oneOfMany = oneOf(null);

/**
 * The units as a string, ascending; `null` where a pattern does not begin by looking back or ahead, or may begin with too
 * many.
 */
export function firstUnits(regex: RegExp): string | null {
  return parseRegExpLiteral(regex).pattern.alternatives.some(looksAround) ? beginnings(regex) : null;
}

/** The same for a pattern that begins in any way. */
export function beginnings(regex: RegExp): string | null {
  const { pattern, flags } = parseRegExpLiteral(regex);
  if (flags.ignoreCase || flags.unicode || flags.unicodeSets) return null;
  const { units, mayBeEmpty } = choice(pattern.alternatives);
  if (units === null || mayBeEmpty || units.size === 0) return null;
  return String.fromCharCode(...[...units].sort((a, b) => a - b));
}

/** Whether it begins with a look ahead at what it takes, or a look back that is dearer than a look at one character. */
function looksAround({ elements: [first] }: AST.Alternative): boolean {
  if (first === undefined) return false;
  if (first.type === "Group" || first.type === "CapturingGroup") return first.alternatives.some(looksAround);
  if (isLookahead(first)) return true;
  if (first.type !== "Assertion" || first.kind !== "lookbehind" || first.negate) return false;
  const [only, ...others] = first.alternatives;
  const isOne = others.length === 0 && only?.elements.length === 1 && only.elements[0]?.type === "Character";
  return !isOne;
}

const isLookahead = (node: AST.Element): node is AST.LookaheadAssertion =>
  node.type === "Assertion" && node.kind === "lookahead" && !node.negate;

function choice(alternatives: readonly AST.Alternative[]): First {
  return alternatives.map(sequence).reduce((left, right) => ({
    units: union(left.units, right.units),
    mayBeEmpty: left.mayBeEmpty || right.mayBeEmpty,
  }));
}

function sequence({ elements }: AST.Alternative): First {
  let units: First["units"] = new Set<number>();
  for (const element of elements) {
    // What it looks ahead at must stand there whatever follows.
    const ahead = isLookahead(element) ? choice(element.alternatives) : null;
    if (ahead !== null && ahead.units !== null && !ahead.mayBeEmpty)
      return { units: union(units, ahead.units), mayBeEmpty: false };
    const first = firstOf(element);
    units = union(units, first.units);
    if (!first.mayBeEmpty) return { units, mayBeEmpty: false };
  }
  return { units, mayBeEmpty: true };
}

function union(left: First["units"], right: First["units"]): First["units"] {
  if (left === null || right === null) return null;
  const all = new Set([...left, ...right]);
  return all.size > MOST ? null : all;
}

function firstOf(node: AST.Element): First {
  switch (node.type) {
    case "Character":
      return node.value > LAST_UNIT ? oneOfMany : oneOf([node.value]);
    case "CharacterClass":
      return node.negate || node.unicodeSets ? oneOfMany : oneOf(unitsOf(node.elements));
    case "CharacterSet":
      return node.kind === "any" ? oneOfMany : oneOf(unitsOf([node]));
    case "Group":
      return node.modifiers === null ? choice(node.alternatives) : anything;
    case "CapturingGroup":
      return choice(node.alternatives);
    case "Quantifier": {
      if (node.max === 0) return nothing;
      const once = firstOf(node.element);
      return { units: once.units, mayBeEmpty: once.mayBeEmpty || node.min === 0 };
    }
    case "Assertion":
      return nothing;
    default:
      return anything;
  }
}

function unitsOf(elements: readonly AST.CharacterClassElement[]): readonly number[] | null {
  const units: number[] = [];
  for (const element of elements) {
    const range = rangeOf(element);
    if (range === null || range[1] - range[0] > MOST) return null;
    for (let unit = range[0]; unit <= range[1]; unit += 1) units.push(unit);
  }
  return units;
}

function rangeOf(element: AST.CharacterClassElement): readonly [number, number] | null {
  switch (element.type) {
    case "Character":
      return [element.value, element.value];
    case "CharacterClassRange":
      return [element.min.value, element.max.value];
    case "CharacterSet":
      return element.kind === "digit" && !element.negate ? [0x30, 0x39] : null;
    default:
      return null;
  }
}
