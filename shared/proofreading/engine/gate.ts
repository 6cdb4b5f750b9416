/**
 * What a regular expression cannot match without, read off its own syntax tree: a gate is a list of strings of which
 * one must stand in the text. What the reader does not understand gives no gate, and the pattern runs on every block.
 */
import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";
import { frequencyOfAny } from "./rarity";

export type Gate = readonly string[];
/** A gate of single units, too many to write out: 1 for each of the 65,536 that open it. */
export type UnitGate = Uint8Array;

/** Neighbours are joined while they make no more strings than this. */
const MOST_JOINED = 112;
/** Longer lists are no gate. Single units may be many: they cost a table entry each. */
const MOST_STRINGS = 1200;
const MOST_UNITS = 8192;
/** A gate of longer strings is hardly more choosy. */
const LONGEST = 4;
/** A repetition is written out up to this often. */
const MOST_WRITTEN = 3;
const MOST_GATES = 3;
/** Characters of a paragraph, and what noting that a gate is open costs by a look. */
const PARAGRAPH = 100;
const NOTING = 0.012;

interface Reading {
  /** Every string it can match, when those are few. */
  readonly exact: Gate | null;
  /** With one of these it begins, and with one of those it ends, when they are few. */
  readonly head: Gate | null;
  readonly tail: Gate | null;
  /** One of each list stands in whatever it matches. */
  readonly gates: readonly Gate[];
}

const nothing: Reading = { exact: null, head: null, tail: null, gates: [] };
const ofStrings = (strings: Gate | null): Reading =>
  strings === null ? nothing : { exact: strings, head: strings, tail: strings, gates: [] };
/** An assertion without strings of its own: `^`, `\b`, `(?!…)`. */
const empty = ofStrings([""]);
const allGates = ({ exact, gates }: Reading): readonly Gate[] => (exact === null ? gates : [...gates, exact]);

/** All gates must be open, the rarest first; none at all when the pattern may match anything. */
export function gatesOf(regex: RegExp): readonly Gate[] {
  const { pattern, flags } = parseRegExpLiteral(regex);
  const reader: Reader = { ignoreCase: flags.ignoreCase, unicode: flags.unicode || flags.unicodeSets };
  return rarest(allGates(choice(pattern.alternatives, reader)));
}

function rarest(gates: readonly Gate[]): readonly Gate[] {
  const known = new Map(gates.filter(isGate).map((gate) => [gate.join("\u0000"), gate]));
  return [...known.values()]
    .map((gate) => ({ gate, often: frequencyOfAny(gate) }))
    .sort((a, b) => a.often - b.often)
    .filter(({ often }, index, [first]) => index === 0 || (index < MOST_GATES && isWorthNoting(often, first?.often)))
    .map(({ gate }) => gate);
}

/** A further gate is noted wherever it opens, and saves a look only where the first is open and it is not. */
function isWorthNoting(often: number, first = 0): boolean {
  const closed = Math.exp(-PARAGRAPH * often);
  return PARAGRAPH * often * NOTING < (1 - Math.exp(-PARAGRAPH * first)) * closed;
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
  const needed: string[] = [];
  for (const reading of readings) {
    const best = rarest(allGates(reading))[0];
    if (best === undefined && reading.exact === null) return nothing;
    needed.push(...(best ?? [""]));
  }
  return {
    exact: union(readings, "exact", MOST_UNITS),
    head: union(readings, "head", MOST_JOINED),
    tail: union(readings, "tail", MOST_JOINED),
    gates: [distinct(needed)].filter(isGate),
  };
}

function union(readings: readonly Reading[], part: "exact" | "head" | "tail", most: number): Gate | null {
  const all: string[] = [];
  for (const reading of readings) {
    const strings = reading[part];
    if (strings === null || all.length + strings.length > most) return null;
    all.push(...strings);
  }
  return distinct(all);
}

/** Neighbours whose strings are few are read together: 截 and 止 need 截止, which is rarer than either. */
function sequence(elements: readonly AST.Element[], reader: Reader): Reading {
  const gates: Gate[] = [];
  let run: Gate = [""];
  /** What it begins with, once something in it is not known whole. */
  let head: Gate | null = null;
  for (const element of elements) {
    const reading = readingOf(element, reader);
    gates.push(...reading.gates);
    const begun = reading.head === null ? null : product(run, reading.head);
    if (isLookahead(element)) {
      if (begun !== null) gates.push(begun);
    } else if (reading.exact !== null && begun !== null) run = begun;
    else {
      gates.push(begun ?? run);
      head ??= begun ?? run;
      run = reading.tail ?? [""];
    }
  }
  if (head === null) return { ...ofStrings(run), gates: gates.filter(isGate) };
  return { exact: null, head, tail: run, gates: [...gates, run].filter(isGate) };
}

const isLookahead = (node: AST.Element): boolean =>
  node.type === "Assertion" && node.kind === "lookahead" && !node.negate;

function product(left: Gate, right: Gate): Gate | null {
  if (left.length === 1 && left[0] === "") return right;
  if (right.length === 1 && right[0] === "") return left;
  if (left.length * right.length > MOST_JOINED) return null;
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
      return repeatedGroup(node, reader);
    case "ExpressionCharacterClass":
      return nothing;
  }
}

function repeated(node: AST.Quantifier, reader: Reader): Reading {
  if (node.max === 0) return empty;
  const once = readingOf(node.element, reader);
  if (node.min === 1 && node.max === 1) return once;
  if (node.min === 0) return ofStrings(writtenOut(once.exact, 0, node.max));
  const whole = writtenOut(once.exact, node.min, node.max);
  if (whole !== null) return { ...ofStrings(whole), gates: once.gates };
  const ends = writtenOut(once.exact, node.min, node.min);
  return {
    exact: null,
    head: ends ?? once.head,
    tail: ends ?? once.tail,
    gates: [...allGates(once), ...(ends === null ? [] : [ends])].filter(isGate),
  };
}

/** Every string that so many repetitions make, unless they are too many. */
function writtenOut(once: Gate | null, min: number, max: number): Gate | null {
  if (once === null || max > MOST_WRITTEN) return null;
  const all: string[] = min === 0 ? [""] : [];
  let power: Gate = [""];
  for (let times = 1; times <= max; times += 1) {
    const next = product(power, once);
    if (next === null) return null;
    power = next;
    if (times >= min) all.push(...power);
  }
  return all.length > MOST_JOINED ? null : distinct(all);
}

/** What a positive look-around needs stands in the same text; it takes no room itself. */
function asserted(node: AST.Assertion, reader: Reader): Reading {
  if (node.kind !== "lookahead" && node.kind !== "lookbehind") return empty;
  if (node.negate) return empty;
  const inside = choice(node.alternatives, reader);
  const gates = allGates(inside).filter(isGate);
  return node.kind === "lookahead" ? { ...inside, exact: null, gates } : { ...empty, gates };
}

/** One of the strings of its group, when the group has surely matched before it. */
function repeatedGroup(node: AST.Backreference, reader: Reader): Reading {
  const group = node.resolved;
  return "type" in group && standsBefore(group, node) ? ofStrings(choice(group.alternatives, reader).exact) : nothing;
}

/** Whether the group is an earlier neighbour of the reference or of something the reference stands in. */
function standsBefore(group: AST.CapturingGroup, reference: AST.Backreference): boolean {
  let node: AST.Node = reference;
  while (node.parent !== null) {
    const { parent }: AST.Node = node;
    if (parent.type === "Assertion") return false;
    if (parent.type === "Alternative") {
      const own = node;
      const at = parent.elements.findIndex((element) => element === own);
      if (parent.elements.slice(0, at).includes(group)) return true;
    }
    node = parent;
  }
  return false;
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
