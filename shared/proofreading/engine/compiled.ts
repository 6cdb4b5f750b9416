/** Rules and packs made ready for passes, once for each pair of lists. */
import { citation } from "../authority";
import { mergeLexicon } from "../lexicon";
import type { Pack } from "../packs/pack";
import { rulesPackOf } from "../packs/rules-pack";
import type { BlockRole, BlockRule, DocumentRule, Lexicon, PatternRule, Rule, RuleSetting } from "../rule";
import { isOff } from "../settings";
import type { Speller } from "../spelling/speller";
import { type Gate, gatesOf, type UnitGate } from "./gate";
import { knownGates } from "./known-gates";
import type { Search } from "./patterns";
import { Scanner } from "./scanner";
import { type TermEntry, termEntry } from "./terms";

/** A rule that is on, with what is the same for all its findings. */
export interface ActiveRule<R extends Rule = Rule> {
  readonly rule: R;
  /** Position in the list of rules, those of the packs after the built-in ones. */
  readonly index: number;
  readonly setting: RuleSetting | undefined;
  readonly authority: string;
  readonly antipatterns: readonly RegExp[];
  /** `id version` of the rules, or of the pack that brought the rule. */
  readonly pack: string;
}

/**
 * One thing to look for in a block when its gates are open. All kinds have the same fields, and what is called stands in
 * them: a pass takes some hundred thousand looks, and rules are objects of many shapes.
 */
export type Look = PatternLook | BlockLook | FactLook;

interface PatternLook extends Search {
  readonly kind: "pattern";
  readonly active: ActiveRule<PatternRule>;
  readonly find: null;
  readonly facts: null;
}

interface BlockLook {
  readonly kind: "block";
  readonly active: ActiveRule<BlockRule>;
  readonly pattern: null;
  readonly aim: null;
  readonly find: BlockRule["find"];
  readonly facts: null;
}

interface FactLook {
  readonly kind: "facts";
  readonly active: ActiveRule<DocumentRule>;
  readonly pattern: null;
  readonly aim: null;
  readonly find: null;
  readonly facts: DocumentRule["facts"];
}

export interface Compiled {
  readonly lexicon: Lexicon;
  readonly spelling: Speller | null;
  /** The pack the spelling model came in. */
  readonly spellingPack: string;
  /** What the packs cannot check, in Chinese sentences; empty when nothing is missing. */
  readonly lacking: string;
  /** By position in the list of rules; `null` for one that is off. */
  readonly rules: readonly (ActiveRule | null)[];
  readonly documents: readonly { readonly look: number; readonly active: ActiveRule<DocumentRule> }[];
  /** Looks of rules that are asked once a pass whether they have anything to do. */
  readonly conditional: readonly number[];
  readonly looks: readonly Look[];
  readonly scanner: Scanner;
}

export const packName = ({ id, version }: Pick<Pack, "id" | "version">): string => `${id} ${version}`;

/** Whether a rule looks at blocks of this kind. Metadata only when it says so, or when it compares blocks. */
export function looksAt(rule: Rule, role: BlockRole): boolean {
  if (rule.roles !== undefined) return rule.roles.includes(role);
  return role !== "meta" || rule.scope === "document";
}

interface Kept {
  readonly columnId: string;
  readonly rules: readonly Rule[];
  readonly packs: readonly Pack[];
  readonly compiled: Compiled;
}

/** Few pairs are in use at one time: a worker has one, the platform one for each profile. */
const KEPT = 12;
let kept: readonly Kept[] = [];

/** For an item of one column; columns without settings of their own share what is made for the rest. */
export function compiledFor(rules: readonly Rule[], packs: readonly Pack[], columnId = ""): Compiled {
  const own = packs.some(({ lexicon }) => lexicon.columnSettings?.[columnId] !== undefined) ? columnId : "";
  const isIt = (one: Kept): boolean =>
    one.columnId === own && sameItems(one.rules, rules) && samePacks(one.packs, packs);
  const known = kept.find(isIt);
  if (known !== undefined) {
    if (known !== kept[0]) kept = [known, ...kept.filter((one) => one !== known)];
    return known.compiled;
  }
  const compiled = compile(rules, packs, own);
  kept = [{ columnId: own, rules, packs, compiled }, ...kept].slice(0, KEPT);
  return compiled;
}

function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left === right || (left.length === right.length && left.every((item, index) => item === right[index]));
}

function samePacks(left: readonly Pack[], right: readonly Pack[]): boolean {
  if (left === right) return true;
  return (
    left.length === right.length &&
    left.every((pack, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        packName(pack) === packName(other) &&
        pack.hash === other.hash &&
        (pack.age === "expired") === (other.age === "expired") &&
        pack.spelling === other.spelling &&
        pack.lacks === other.lacks
      );
    })
  );
}

function compile(rules: readonly Rule[], packs: readonly Pack[], columnId: string): Compiled {
  const lexicon = mergeLexicon(packs);
  const settings = lexicon.columnSettings?.[columnId] ?? lexicon.settings;
  const pack = packName(rulesPackOf(rules));
  const active = withSources(rules, packs).map(({ rule, source }, index): ActiveRule | null => {
    const setting = settings[rule.id];
    if (isOff(rule, setting)) return null;
    const antipatterns = (rule.antipatterns ?? []).map(everywhere);
    return { rule, index, setting, authority: citation(rule.authority), antipatterns, pack: source };
  });
  const looks = active.flatMap((one) => (one === null ? [] : looksOf(one)));
  const speaking = packs.findLast((one) => one.spelling !== undefined);
  return {
    lexicon,
    spelling: speaking?.spelling ?? null,
    spellingPack: speaking === undefined ? pack : packName(speaking),
    lacking: packs.map(({ lacks = "" }) => lacks).join(""),
    rules: active,
    documents: looks.flatMap((one, look) => (one.kind === "facts" ? [{ look, active: one.active }] : [])),
    conditional: looks.flatMap(({ active: { rule } }, look) => (rule.when === undefined ? [] : [look])),
    looks,
    scanner: new Scanner({
      terms: termsOf(active, packs),
      allowed: lexicon.allowed,
      gates: looks.map(gatesOfLook),
      carried: (look) => looks[look]?.active.rule.carried,
      admits: (look, role) => {
        const rule = looks[look]?.active.rule;
        return rule !== undefined && looksAt(rule, role);
      },
    }),
  };
}

/** The built-in rules, then those that packs bring, each with the name of where it comes from. */
function withSources(
  rules: readonly Rule[],
  packs: readonly Pack[],
): { readonly rule: Rule; readonly source: string }[] {
  const own = packName(rulesPackOf(rules));
  const brought = packs.flatMap((pack) => (pack.rules ?? []).map((rule) => ({ rule, source: packName(pack) })));
  return [...rules.map((rule) => ({ rule, source: own })), ...brought];
}

const everywhere = (pattern: RegExp): RegExp =>
  pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);

function looksOf(active: ActiveRule): Look[] {
  const { rule } = active;
  switch (rule.scope) {
    case "terms":
      return [];
    case "pattern":
      return rule.patterns.map((pattern) => ({
        kind: "pattern",
        active: { ...active, rule },
        pattern,
        aim: null,
        find: null,
        facts: null,
      }));
    case "block":
      return [{ kind: "block", active: { ...active, rule }, pattern: null, aim: null, find: rule.find, facts: null }];
    case "document":
      return [{ kind: "facts", active: { ...active, rule }, pattern: null, aim: null, find: null, facts: rule.facts }];
  }
}

/** Gates of a pattern are the same whatever the packs. */
const gatesOfPattern = new WeakMap<RegExp, readonly Gate[]>();

function gatesOfLook(look: Look): readonly (Gate | UnitGate)[] {
  if (look.kind === "pattern") return gatesOnce(look.pattern.regex);
  const { needs = "", seeks = [], words = [] } = look.active.rule;
  const sought = anyOf(seeks.map(gatesOnce));
  const asked = [typeof needs === "string" ? [...new Set(needs)] : needs, [...new Set(words)]];
  return [...asked.filter((gate) => gate.length > 0), ...sought];
}

/** One of several patterns is enough: the gate is open when the rarest gate of one of them is. */
function anyOf(gates: readonly (readonly Gate[])[]): readonly Gate[] {
  const [only] = gates;
  if (only === undefined || gates.length === 1) return only ?? [];
  const firsts = gates.flatMap(([first]) => (first === undefined ? [] : [first]));
  return firsts.length < gates.length ? [] : [[...new Set(firsts.flat())]];
}

function gatesOnce(regex: RegExp): readonly Gate[] {
  const known = gatesOfPattern.get(regex);
  if (known !== undefined) return known;
  const fresh = knownGates(regex) ?? gatesOf(regex);
  gatesOfPattern.set(regex, fresh);
  return fresh;
}

/** The rules' own terms first, then those of the packs in their order. */
function termsOf(active: readonly (ActiveRule | null)[], packs: readonly Pack[]): TermEntry[] {
  return active.flatMap((one) => {
    if (one === null || one.rule.scope !== "terms") return [];
    const { rule, index } = one;
    const own = rule.terms.map((term) => termEntry(index, term, one.pack));
    const added = packs.flatMap((pack) =>
      (pack.lexicon.terms?.[rule.id] ?? []).map((term) => termEntry(index, term, packName(pack))),
    );
    return [...own, ...added];
  });
}
