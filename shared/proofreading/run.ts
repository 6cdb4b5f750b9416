/**
 * The machine pass 机器校对. The workstation runs it in a worker and the platform runs it again: the same content,
 * day and packs give the same findings, so nothing here reads a clock. `dayOf(report.at)` is the day of a report.
 * Only rules marked `needsToday` look at the day.
 */
import { type Content, contentHash } from "../model/content";
import type { Metadata } from "../model/metadata";
import type { Digest } from "../schema";
import { citation } from "./authority";
import { textBlocks } from "./blocks";
import { patternMatches } from "./engine/patterns";
import { TermIndex } from "./engine/terms";
import type { Finding, Report } from "./finding";
import { mergeLexicon } from "./lexicon";
import { type Candidate, resolve } from "./overlap";
import type { Pack } from "./packs/pack";
import { printOf } from "./print";
import type { BlockFact, DocumentRule, Lexicon, Match, ProofContext, Rule, TermRule, TextBlock } from "./rule";
import { rules as allRules } from "./rules/index";
import { isCovered, type Range, Vocabulary } from "./vocabulary";

/** A pass never gives up silently: beyond these it says 部分 and why. Counted in characters, not seconds, so that it repeats. */
const MAX_CHARACTERS = 2_000_000;
const MAX_FINDINGS = 50_000;

/** An outer limit in time for a caller that must answer; a report cut by it is partial. */
export interface Deadline {
  readonly now: () => number;
  readonly milliseconds: number;
}

export interface Inspection {
  readonly status: Report["status"];
  readonly reason: string;
  readonly findings: Finding[];
}

export interface InspectOptions {
  readonly today: string;
  readonly packs: readonly Pack[];
  readonly metadata: Metadata | null;
  readonly rules?: readonly Rule[];
  readonly deadline?: Deadline;
}

export interface ProofreadOptions {
  /** The day the text is judged by, `YYYY-MM-DD`: `dayOf(at)` unless a test says otherwise. */
  readonly today: string;
  readonly at: string;
  readonly packs: readonly Pack[];
  readonly deadline?: Deadline;
}

/** The whole pass over an item, bound to its content hash. */
export function proofread(content: Content, options: ProofreadOptions): Report {
  const inspection = inspect(textBlocks(content), { ...options, metadata: content.metadata });
  const hash = hashOf(content);
  return {
    contentHash: hash.value,
    status: hash.sound ? inspection.status : "partial",
    reason: [inspection.reason, hash.sound ? "" : "内容含有残缺字符，无法取得内容哈希，请先删除乱码。"].join(""),
    findings: inspection.findings,
    packs: options.packs.map(({ id, version, hash: packHash }) => ({ id, version, hash: packHash })),
    at: options.at,
  };
}

const BEIJING = 8 * 60 * 60 * 1000;

/** The calendar day in China of an instant: what `today` must be for a report made at that instant. */
export function dayOf(at: string): string {
  return new Date(Date.parse(at) + BEIJING).toISOString().slice(0, 10);
}

/** Half a surrogate pair has no canonical form (RFC 8785): such an item gets a hash nobody can sign. */
function hashOf(content: Content): { value: Digest; sound: boolean } {
  try {
    return { value: contentHash(content), sound: true };
  } catch {
    const wellFormed: Content = JSON.parse(JSON.stringify(content), (_, value) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
    return { value: contentHash(wellFormed), sound: false };
  }
}

/** The pass over text blocks alone, for files that are no items. */
export function inspect(blocks: readonly TextBlock[], options: InspectOptions): Inspection {
  const pass = new Pass(blocks, options);
  return pass.run(options.rules ?? allRules);
}

/** Lexicon and vocabulary by the list of packs they came from: a worker keeps one list for many passes. */
const prepared = new WeakMap<readonly Pack[], { lexicon: Lexicon; vocabulary: Vocabulary }>();

function prepare(packs: readonly Pack[]): { lexicon: Lexicon; vocabulary: Vocabulary } {
  const known = prepared.get(packs);
  if (known !== undefined) return known;
  const lexicon = mergeLexicon(packs);
  const fresh = { lexicon, vocabulary: new Vocabulary(lexicon.allowed) };
  prepared.set(packs, fresh);
  return fresh;
}

class Pass {
  private readonly blocks: readonly TextBlock[];
  private readonly context: ProofContext;
  private readonly vocabulary: Vocabulary;
  private readonly index: ReadonlyMap<string, number>;
  private readonly accepted = new Map<string, readonly Range[]>();
  private readonly deadline: number;
  private readonly now: () => number;
  private readonly termIndex: TermIndex;
  private readonly terms = new Map<string, readonly { rule: TermRule; match: Match }[]>();
  private reason = "";

  constructor(blocks: readonly TextBlock[], options: InspectOptions) {
    const { lexicon, vocabulary } = prepare(options.packs);
    const termRules = (options.rules ?? allRules).filter((rule) => rule.scope === "terms");
    this.termIndex = new TermIndex(termRules, lexicon);
    this.blocks = this.withinLimit(blocks);
    this.vocabulary = vocabulary;
    const spelling = options.packs.findLast((pack) => pack.spelling !== undefined)?.spelling ?? null;
    this.context = { metadata: options.metadata, today: options.today, lexicon, spelling };
    this.index = new Map(this.blocks.map((block, position) => [block.id, position]));
    this.now = options.deadline?.now ?? (() => 0);
    this.deadline =
      options.deadline === undefined ? Number.POSITIVE_INFINITY : this.now() + options.deadline.milliseconds;
  }

  run(rules: readonly Rule[]): Inspection {
    const candidates: Candidate[] = [];
    let done = 0;
    for (const [ruleIndex, rule] of rules.entries()) {
      if (this.now() > this.deadline) {
        this.reason += `校对超时，${rules.length}条规则中有${rules.length - done}条未检查，请重新校对。`;
        break;
      }
      for (const match of this.matchesOf(rule)) {
        const candidate = this.candidate(rule, ruleIndex, match);
        if (candidate !== null) candidates.push(candidate);
      }
      done += 1;
    }
    const findings = numbered(resolve(candidates));
    if (findings.length > MAX_FINDINGS) this.reason += `疑点超过${MAX_FINDINGS}个，其余未列出，请先处理已列出的。`;
    return {
      status: this.reason === "" ? "complete" : "partial",
      reason: this.reason,
      findings: findings.slice(0, MAX_FINDINGS),
    };
  }

  private matchesOf(rule: Rule): readonly Match[] {
    if (rule.scope === "document") return rule.judge(this.factsOf(rule), this.context);
    return this.blocks.filter((block) => looksAt(rule, block)).flatMap((block) => this.inBlock(rule, block));
  }

  private inBlock(rule: Exclude<Rule, DocumentRule>, block: TextBlock): readonly Match[] {
    switch (rule.scope) {
      case "terms":
        return this.termsIn(block).flatMap((hit) => (hit.rule === rule ? [hit.match] : []));
      case "pattern":
        return patternMatches(rule, block, this.context);
      case "block":
        return rule.find(block, this.context);
    }
  }

  private termsIn(block: TextBlock): readonly { rule: TermRule; match: Match }[] {
    const known = this.terms.get(block.id);
    if (known !== undefined) return known;
    const fresh = this.termIndex.find(block);
    this.terms.set(block.id, fresh);
    return fresh;
  }

  private factsOf(rule: DocumentRule): BlockFact<unknown>[] {
    return this.blocks.flatMap((block, index) => {
      if (rule.roles !== undefined && !rule.roles.includes(block.role)) return [];
      const fact = rule.facts(block, this.context);
      return fact === null ? [] : [{ block: block.id, role: block.role, index, fact }];
    });
  }

  private candidate(rule: Rule, ruleIndex: number, match: Match): Candidate | null {
    const blockIndex = this.index.get(match.block);
    const block = blockIndex === undefined ? emptyField(match.block) : this.blocks[blockIndex];
    if (block === undefined || block === null || this.isExcused(rule, block, match)) return null;
    const suggestions = [...(match.suggestions ?? [])];
    const finding: Finding = {
      rule: rule.id,
      category: rule.category,
      severity: match.severity ?? rule.severity,
      block: match.block,
      start: match.start,
      end: match.end,
      text: block.text.slice(match.start, match.end),
      message: match.message,
      authority: citation(rule.authority),
      suggestions,
      fix: suggestions.length === 0 ? "none" : (match.fix ?? rule.fix),
      confidence: rule.confidence,
      print: printOf(rule.id, block.text, match),
    };
    return { finding, blockIndex: blockIndex ?? this.blocks.length, ruleIndex, wraps: rule.wraps === true };
  }

  private isExcused(rule: Rule, block: TextBlock, match: Match): boolean {
    if (rule.yieldsToVocabulary === true && isCovered(match, this.acceptedIn(block))) return true;
    return (rule.antipatterns ?? []).some((pattern) => coversMatch(pattern, block.text, match));
  }

  private acceptedIn(block: TextBlock): readonly Range[] {
    const known = this.accepted.get(block.id);
    if (known !== undefined) return known;
    const fresh = this.vocabulary.find(block.text);
    this.accepted.set(block.id, fresh);
    return fresh;
  }

  private withinLimit(blocks: readonly TextBlock[]): readonly TextBlock[] {
    const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
    if (total <= MAX_CHARACTERS) return blocks;
    let room = MAX_CHARACTERS;
    const kept = blocks.filter((block) => {
      room -= block.text.length;
      return room >= 0;
    });
    this.reason = `全文${total}字，超过一次校对${MAX_CHARACTERS}字的上限，超出部分未检查，请拆分后再校对。`;
    return kept;
  }
}

/** A field of the metadata that is empty has no block of its own; what is missing is found there all the same. */
const emptyField = (id: string): TextBlock | null => (id.startsWith("meta.") ? { id, role: "meta", text: "" } : null);

function looksAt(rule: Rule, block: TextBlock): boolean {
  return rule.roles === undefined ? block.role !== "meta" : rule.roles.includes(block.role);
}

/** Antipatterns look at 40 characters either side: what excuses a match stands beside it. */
const WINDOW = 40;

function coversMatch(pattern: RegExp, text: string, match: Match): boolean {
  const from = Math.max(0, match.start - WINDOW);
  const near = text.slice(from, match.end + WINDOW);
  const global = pattern.global ? pattern : new RegExp(pattern.source, `${pattern.flags}g`);
  for (const found of near.matchAll(global)) {
    const start = from + found.index;
    if (start <= match.start && match.end <= start + found[0].length) return true;
  }
  return false;
}

/** Equal findings with equal surroundings in one block are told apart by their order. */
function numbered(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = `${finding.block} ${finding.print}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? finding : { ...finding, print: `${finding.print}-${count}` };
  });
}
