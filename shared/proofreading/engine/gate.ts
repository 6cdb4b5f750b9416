/**
 * What a regular expression cannot match without, read off its own syntax tree: a gate is a list of strings of which
 * one must stand in the text. What the reader does not understand gives no gate, and the pattern runs on every block.
 */
import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";
import { frequencyOfAny } from "./rarity";

export type Gate = readonly string[];

/** Neighbours are joined while they make no more strings than this. */
const MOST_JOINED = 64;
/** Longer lists are no gate. Single units may be many: they cost a table entry each. */
const MOST_STRINGS = 512;
const MOST_UNITS = 8192;
/** A gate of longer strings is hardly more choosy. */
const LONGEST = 4;
/** Further gates of a pattern are asked for only when they are rarer than this. */
const WORTH_ASKING = 0.02;
const MOST_GATES = 3;

interface Reading {
  /** Every string it can match, when those are few. */
  readonly exact: Gate | null;
  /** One of each list stands in whatever it matches. */
  readonly gates: readonly Gate[];
}

const nothing: Reading = { exact: null, gates: [] };
/** An assertion without strings of its own: `^`, `\b`, `(?!…)`. */
const empty: Reading = { exact: [""], gates: [] };

/** All gates must be open, the rarest first; none at all when the pattern may match anything. */
export function gatesOf(regex: RegExp): readonly Gate[] {
  const { pattern, flags } = parseRegExpLiteral(regex);
  const reader: Reader = { ignoreCase: flags.ignoreCase, unicode: flags.unicode || flags.unicodeSets };
  const read = choice(pattern.alternatives, reader);
  return rarest(read.exact === null ? read.gates : [...read.gates, read.exact]);
}

function rarest(gates: readonly Gate[]): readonly Gate[] {
  const known = new Map(gates.filter(isGate).map((gate) => [gate.join("\u0000"), gate]));
  return [...known.values()]
    .map((gate) => ({ gate, often: frequencyOfAny(gate) }))
    .sort((a, b) => a.often - b.often)
    .filter(({ often }, index) => index === 0 || (index < MOST_GATES && often < WORTH_ASKING))
    .map(({ gate }) => gate);
}

function isGate(gate: Gate): boolean {
  if (gate.length === 0 || gate.includes("")) return false;
  return gate.length <= MOST_STRINGS || (gate.length <= MOST_UNITS && gate.every(({ length }) => length === 1));
}

interface Reader {
  readonly ignoreCase: boolean;
  readonly unicode: boolean;
}

/** One of the alternatives: what it needs is what one of them needs. */
function choice(alternatives: readonly AST.Alternative[], reader: Reader): Reading {
  const readings = alternatives.map((one) => sequence(one.elements, reader));
  if (readings.length === 1) return readings[0] ?? nothing;
  const exact: string[] = [];
  const needed: string[] = [];
  let isExact = true;
  for (const reading of readings) {
    const best = rarest(reading.exact === null ? reading.gates : [...reading.gates, reading.exact])[0];
    if (best === undefined && reading.exact === null) return nothing;
    needed.push(...(best ?? [""]));
    if (reading.exact === null) isExact = false;
    else exact.push(...reading.exact);
  }
  return {
    exact: isExact && exact.length <= MOST_UNITS ? distinct(exact) : null,
    gates: [distinct(needed)].filter(isGate),
  };
}

/** Neighbours whose strings are few are read together: 截 and 止 need 截止, which is rarer than either. */
function sequence(elements: readonly AST.Element[], reader: Reader): Reading {
  const gates: Gate[] = [];
  let run: Gate = [""];
  let isExact = true;
  for (const element of elements) {
    const reading = readingOf(element, reader);
    gates.push(...reading.gates);
    const longer = reading.exact === null ? null : product(run, reading.exact);
    if (longer !== null) {
      run = longer;
      continue;
    }
    isExact = false;
    gates.push(run);
    run = reading.exact ?? [""];
  }
  if (isExact) return { exact: run, gates: gates.filter(isGate) };
  return { exact: null, gates: [...gates, run].filter(isGate) };
}

function product(left: Gate, right: Gate): Gate | null {
  if (left.length * right.length > MOST_JOINED && (left.length > 1 || left[0] !== "")) return null;
  const joined = distinct(left.flatMap((head) => right.map((tail) => head + tail)));
  return joined.some((text) => text.length > LONGEST) && !left.includes("") ? null : joined;
}

function readingOf(node: AST.Element, reader: Reader): Reading {
  switch (node.type) {
    case "Character":
      return ofStrings(cases(node.value, reader));
    case "CharacterClass":
      return node.negate || node.unicodeSets ? nothing : ofStrings(unitsOf(node.elements, reader));
    case "CharacterSet":
      return node.kind === "any" ? nothing : ofStrings(unitsOf([node], reader));
    case "Group":
      return node.modifiers === null ? choice(node.alternatives, reader) : nothing;
    case "CapturingGroup":
      return choice(node.alternatives, reader);
    case "Quantifier":
      return repeated(node, reader);
    case "Assertion":
      return asserted(node, reader);
    case "Backreference":
    case "ExpressionCharacterClass":
      return nothing;
  }
}

const ofStrings = (strings: Gate | null): Reading => (strings === null ? nothing : { exact: strings, gates: [] });

function repeated(node: AST.Quantifier, reader: Reader): Reading {
  if (node.max === 0) return empty;
  const once = readingOf(node.element, reader);
  if (node.min === 1 && node.max === 1) return once;
  if (node.min === 0) {
    const optional = node.max === 1 && once.exact !== null && once.exact.length < MOST_JOINED;
    return optional ? { exact: distinct([...(once.exact ?? []), ""]), gates: [] } : nothing;
  }
  return { exact: null, gates: (once.exact === null ? once.gates : [...once.gates, once.exact]).filter(isGate) };
}

/** What a positive look-around needs stands in the same text; it takes no room itself. */
function asserted(node: AST.Assertion, reader: Reader): Reading {
  if (node.kind !== "lookahead" && node.kind !== "lookbehind") return empty;
  if (node.negate) return empty;
  const inside = choice(node.alternatives, reader);
  return {
    exact: [""],
    gates: (inside.exact === null ? inside.gates : [...inside.gates, inside.exact]).filter(isGate),
  };
}

/** The characters of a class, or `null` when they are too many or not known. */
function unitsOf(elements: readonly AST.CharacterClassElement[], reader: Reader): Gate | null {
  const units: string[] = [];
  for (const element of elements) {
    const range = rangeOf(element);
    if (range === null || units.length + range[1] - range[0] > MOST_UNITS) return null;
    for (let code = range[0]; code <= range[1]; code += 1) {
      const both = cases(code, reader);
      if (both === null) return null;
      units.push(...both);
    }
  }
  return units.length > MOST_UNITS ? null : distinct(units);
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

/** With flag `i` a letter stands for all that fold to it; beyond ASCII those are not worth knowing. */
function cases(code: number, { ignoreCase, unicode }: Reader): Gate | null {
  const char = String.fromCodePoint(code);
  if (!ignoreCase) return [char];
  const [lower, upper] = [char.toLowerCase(), char.toUpperCase()];
  if (code > 0x7f) return lower === upper ? [char] : null;
  if (lower === upper) return [char];
  if (unicode && lower === "k") return [lower, upper, "\u212a"];
  if (unicode && lower === "s") return [lower, upper, "\u017f"];
  return [lower, upper];
}

const distinct = (strings: readonly string[]): Gate => [...new Set(strings)];
