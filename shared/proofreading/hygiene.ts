/**
 * What is wrong with a rule or a term before it meets a text: terms that are too short or stand in their own correction,
 * patterns that can go round for long, rules that take too long over hostile text. Empty lists are the goal.
 */
import { parseRegExpLiteral, visitRegExpAST } from "@eslint-community/regexpp";
import { packOf } from "./packs/pack";
import { seedsOf } from "./pattern-seeds";
import type { Lexicon, Pattern, PatternRule, Rule, Term, TextBlock } from "./rule";
import { createSession } from "./session";

/** Fifteen kinds of text that made rules look again and again: no sentence ends, marks without partners, one word for ever. */
export const hostileSeeds: readonly string[] = [
  "1，",
  "約",
  "的的，",
  "（",
  "“",
  "《",
  "〔",
  "a",
  "http://a.",
  "国办发〔",
  "2024年",
  "一、",
  "各单位要切实加强组织领导并压实工作责任，",
  "\ud800",
  "□",
];

export const HOSTILE_LENGTH = 20_000;
/** For one rule over one hostile block. */
export const LIMIT_MS = 20;
const TRIES = 3;

export interface HygieneOptions {
  /** A clock in milliseconds; without one nothing is timed. */
  readonly now?: () => number;
  /** Data the rule needs to do anything at all. */
  readonly lexicon?: Partial<Lexicon>;
}

export function hygieneOf(rule: Rule, { now, lexicon = rule.setting?.lexicon ?? {} }: HygieneOptions = {}): string[] {
  const slow = now === undefined ? [] : slowness(rule, now, lexicon);
  switch (rule.scope) {
    case "terms":
      return [...rule.terms.flatMap(termComplaints), ...slow];
    case "pattern":
      return [...rule.patterns.flatMap(patternComplaints), ...slow, ...(now === undefined ? [] : dwelling(rule, now))];
    case "block":
    case "document":
      return slow;
  }
}

export function termComplaints({ wrong, right, unless = [] }: Term): string[] {
  const complaints: string[] = [];
  if (wrong.length < 2) complaints.push(`词条“${wrong}”不足两个字，会到处误报`);
  if (right.includes(wrong)) complaints.push(`词条“${wrong}”的建议与原词相同`);
  else if (unless.length === 0 && right.some((one) => one.includes(wrong)))
    complaints.push(`词条“${wrong}”包含在自己的建议中，须写明例外`);
  if (unless.some((one) => !one.includes(wrong))) complaints.push(`词条“${wrong}”有不含该词的例外`);
  return complaints;
}

export function patternComplaints({ regex }: Pick<Pattern, "regex">): string[] {
  const complaints: string[] = [];
  if (!regex.global) complaints.push(`${regex} 没有 g 标志`);
  visitRegExpAST(parseRegExpLiteral(regex), {
    onQuantifierEnter: ({ max, raw }) => {
      if (max === Number.POSITIVE_INFINITY) complaints.push(`${regex} 的重复“${raw}”没有上限`);
    },
  });
  return complaints;
}

/** Expressions over their own characters, bare: the engine would leave out most of such a text. */
function dwelling({ id, patterns }: PatternRule, now: () => number): string[] {
  for (const { regex } of patterns) {
    for (const seed of seedsOf(regex)) {
      const text = hostile(seed);
      const time = bestOf(now, () => {
        for (const _ of text.matchAll(regex));
      });
      // One is enough to refuse it; others may take as long.
      if (time > LIMIT_MS) return [tooSlow(id, seed, time)];
    }
  }
  return [];
}

const hostile = (seed: string): string => seed.repeat(Math.ceil(HOSTILE_LENGTH / seed.length));

const tooSlow = (id: string, seed: string, milliseconds: number): string =>
  `规则 ${id} 检查两万字的“${seed}”用时 ${Math.round(milliseconds)} 毫秒，超过 ${LIMIT_MS} 毫秒`;

/** The best of three tries counts: a machine may be busy with something else. */
function bestOf(now: () => number, run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && best > LIMIT_MS; i += 1) {
    const start = now();
    run();
    best = Math.min(best, now() - start);
  }
  return best;
}

function slowness(rule: Rule, now: () => number, lexicon: Partial<Lexicon>): string[] {
  const session = { packs: [packOf("hygiene", "1", lexicon)], rules: [rule] };
  return hostileSeeds.flatMap((seed) => {
    const block: TextBlock = { id: "b", role: rule.roles?.[0] ?? "body", text: hostile(seed) };
    const best = bestOf(now, () => {
      createSession(session).check([block], { today: "2026-11-22", metadata: null });
    });
    return best <= LIMIT_MS ? [] : [tooSlow(rule.id, seed, best)];
  });
}
