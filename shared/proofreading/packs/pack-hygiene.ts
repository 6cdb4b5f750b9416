/** What is wrong with the data of a pack before any text meets it. A pack with complaints is not taken (R17). */
import { hygieneOf, patternComplaints, termComplaints } from "../hygiene";
import { rules as builtinRules } from "../rules/index";
import type { LexiconPart, PatternPart } from "./lexicon-schema";
import type { Pack } from "./pack";
import type { PackContents } from "./pack-file";
import { ruleOf } from "./pack-rules";
import { choiceComplaints } from "./pattern-choices";

export interface PackSurroundings {
  /** The packs it will work beside, without an older issue of itself. */
  readonly beside: readonly Pack[];
  /** A clock in milliseconds, for expressions that take long. */
  readonly now: () => number;
}

/** Names that mean something else in a report. */
const reserved = /^(?:rules|spelling|(?:base|profile|dictionary)-.*)$/;

type Contents = Pick<PackContents, "manifest" | "lexicon" | "patterns" | "tests">;

export function packComplaints({ manifest, lexicon, patterns, tests }: Contents, around: PackSurroundings): string[] {
  const known = new Set([...builtinRules, ...around.beside.flatMap(({ rules = [] }) => rules)].map(({ id }) => id));
  const own = patterns.map(({ id }) => id);
  const named = [
    ...Object.keys(lexicon.terms ?? {}),
    ...Object.keys(lexicon.settings ?? {}),
    ...tests.map(({ rule }) => rule),
  ];
  const unknown = [...new Set(named)].filter((id) => !known.has(id) && !own.includes(id));
  return [
    ...(reserved.test(manifest.id) ? [`词库标识 ${manifest.id} 为系统保留`] : []),
    ...unknown.map((id) => `本工作站没有规则 ${id}`),
    ...own.filter((id, at) => known.has(id) || own.indexOf(id) !== at).map((id) => `规则标识 ${id} 已有，不得重用`),
    ...foreignTerms(lexicon),
    ...Object.values(lexicon.terms ?? {}).flatMap((terms) => terms.flatMap(termComplaints)),
    ...leaderComplaints(lexicon),
    ...patterns.flatMap((part) => partComplaints(part, around.now)),
  ];
}

/** Terms belong to rules of terms; to any other rule they would do nothing, silently. */
function foreignTerms({ terms = {} }: LexiconPart): string[] {
  return Object.keys(terms).flatMap((id) => {
    const rule = builtinRules.find((one) => one.id === id);
    return rule === undefined || rule.scope === "terms" ? [] : [`规则 ${id} 不是词条类规则，不能添加词条`];
  });
}

function leaderComplaints({ leaders = [] }: LexiconPart): string[] {
  return leaders.flatMap(({ name, posts }) =>
    posts
      .filter(({ from, until }) => until !== undefined && until <= from)
      .map(({ title }) => `${name}的“${title}”止于起任之前`),
  );
}

function partComplaints(part: PatternPart, now: () => number): string[] {
  const rule = readable(part);
  if (rule === null) return [`规则 ${part.id} 的正则表达式写错了`];
  const shape = rule.patterns.flatMap((pattern) => [...patternComplaints(pattern), ...choiceComplaints(pattern.regex)]);
  // Only what is sure to end is timed.
  return shape.length > 0 ? shape.map((words) => `规则 ${part.id}：${words}`) : hygieneOf(rule, { now });
}

function readable(part: PatternPart): ReturnType<typeof ruleOf> | null {
  try {
    return ruleOf(part);
  } catch {
    // A SyntaxError is the only thing that making a rule can throw; the caller says so in words.
    return null;
  }
}
