/**
 * Passes over one item as it is edited: what did not change is not looked at again, and the result is the one a fresh
 * pass gives. The window's worker keeps a session; the platform and the command line make one for each text.
 */
import { type Compiled, compiledFor } from "./engine/compiled";
import { METADATA, type Moment, TODAY, Watch } from "./engine/context";
import { DocumentJudge, type Verdicts } from "./engine/documents";
import { type Entry, type Reading, readAgain, readBlocks, type Scanned } from "./engine/entry";
import type { Finding, Report } from "./finding";
import { type Candidate, numbered, resolve } from "./overlap";
import type { Pack } from "./packs/pack";
import type { Rule, TextBlock } from "./rule";
import { rules as allRules } from "./rules/index";

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
  /** What was not checked and why; empty when everything was. */
  readonly reason: string;
  readonly findings: Finding[];
}

export interface SessionOptions {
  readonly packs: readonly Pack[];
  readonly rules?: readonly Rule[];
}

export interface Occasion extends Moment {
  readonly deadline?: Deadline;
}

export interface Session {
  readonly check: (blocks: readonly TextBlock[], occasion: Occasion) => Inspection;
}

export function createSession({ packs, rules = allRules }: SessionOptions): Session {
  let keeper: Keeper | null = null;
  return {
    check: (blocks, occasion) => {
      const compiled = compiledFor(rules, packs, occasion.metadata?.columnId);
      // Another column may have other settings: nothing of what was found before is worth keeping.
      if (keeper?.compiled !== compiled) keeper = new Keeper(compiled);
      return keeper.check(blocks, occasion);
    },
  };
}

const nothing: readonly Candidate[] = [];
const noFindings: readonly Finding[] = [];
const unjudged: Verdicts = { candidates: new Map(), absent: nothing, failed: [] };

class Keeper {
  readonly compiled: Compiled;
  private readonly judge = new DocumentJudge();
  private entries: readonly Entry[] = [];
  private moment: Moment | null = null;
  /** What changed since documents were last judged as a whole. */
  private unjudged = 0;
  private metadata = "";
  private pass = 0;
  private asleep = new Uint8Array(0);

  constructor(compiled: Compiled) {
    this.compiled = compiled;
  }

  check(given: readonly TextBlock[], { deadline, ...moment }: Occasion): Inspection {
    const blocks = withinLimit(given);
    const pace = paceOf(deadline);
    const changed = this.changesTo(moment);
    const watch = new Watch(moment, this.compiled, blocks.kept);
    const reading: Reading = { compiled: this.compiled, watch, changed, asleep: this.asleepIn(watch) };
    this.entries = this.read(blocks.kept, reading, pace);
    const isCut = this.entries.length < blocks.kept.length || pace.isLate();
    this.unjudged |= changed;
    const verdicts = isCut ? unjudged : this.judge.judge(this.entries, { ...reading, changed: this.unjudged });
    if (!isCut) this.unjudged = 0;
    const findings = settle(this.entries, verdicts);
    const reason = [
      blocks.reason,
      this.compiled.lacking,
      isCut ? lateReason(blocks.kept, this.entries.length) : "",
      failureReason(this.entries, verdicts),
      findings.length > MAX_FINDINGS ? `疑点超过${MAX_FINDINGS}个，其余未列出，请先处理已列出的。` : "",
    ].join("");
    return { status: reason === "" ? "complete" : "partial", reason, findings: findings.slice(0, MAX_FINDINGS) };
  }

  /** The looks with nothing to do; when they are not those of the last pass, everything is read anew. */
  private asleepIn({ context }: Watch): Uint8Array {
    const { looks, conditional } = this.compiled;
    const asleep = new Uint8Array(looks.length);
    for (const look of conditional) if (looks[look]?.active.rule.when?.(context) === false) asleep[look] = 1;
    if (conditional.some((look) => asleep[look] !== this.asleep[look])) this.entries = [];
    this.asleep = asleep;
    return asleep;
  }

  /** What of the context is not what it was at the last pass. */
  private changesTo(moment: Moment): number {
    const metadata = moment.metadata === null ? "" : JSON.stringify(moment.metadata);
    const before = this.moment;
    const changed =
      before === null ? 0 : (metadata === this.metadata ? 0 : METADATA) | (moment.today === before.today ? 0 : TODAY);
    this.moment = moment;
    this.metadata = metadata;
    return changed;
  }

  /** A block that is as it was keeps its entry, wherever it has moved; no entry stands twice. */
  private read(blocks: readonly TextBlock[], reading: Reading, { isLate, step }: Pace): Entry[] {
    const entries: Entry[] = [];
    // All blocks are scanned before any is read: the tables of the scan stay in the processor's cache.
    const plans = this.plansOf(blocks, reading);
    for (let from = 0; from < plans.length && !isLate(); from += step) {
      for (const entry of readTogether(plans.slice(from, from + step), reading)) {
        entry.pass = this.pass;
        entries.push(entry);
      }
    }
    return entries;
  }

  /** For each block the entry it keeps, or what the scan saw in it. */
  private plansOf(blocks: readonly TextBlock[], { compiled }: Reading): (Entry | Scanned)[] {
    this.pass += 1;
    const { pass, entries } = this;
    let byId: ReadonlyMap<string, Entry> | null = null;
    return blocks.map((block, index) => {
      let known = entries[index];
      if (known?.sheet.block.id !== block.id) {
        byId ??= new Map(entries.map((entry) => [entry.sheet.block.id, entry]));
        known = byId.get(block.id);
      }
      if (known === undefined) return { block, scan: compiled.scanner.scan(block), before: known };
      const isKept = known.pass !== pass && isSame(known.sheet.block, block);
      known.pass = pass;
      return isKept ? known : { block, scan: compiled.scanner.scan(block), before: known };
    });
  }
}

/** Entries of some plans, in their order. */
function readTogether(plans: readonly (Entry | Scanned)[], reading: Reading): Entry[] {
  const read = readBlocks(
    plans.filter((plan) => "scan" in plan),
    reading,
  ).values();
  const entries: Entry[] = [];
  for (const plan of plans) {
    const entry = "scan" in plan ? read.next().value : readAgain(plan, reading);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

/** The findings in text order; a block where nothing changed keeps its own. */
function settle(entries: readonly Entry[], verdicts: Verdicts): Finding[] {
  const findings: Finding[] = [];
  for (const entry of entries) {
    const compared = verdicts.candidates.get(entry.sheet) ?? nothing;
    if (entry.settled === null || !sameItems(entry.settled.compared, compared)) {
      const candidates = [...entry.terms, ...compared];
      for (const { outcome } of entry.slots) candidates.push(...outcome.value);
      entry.settled = { compared, findings: candidates.length === 0 ? noFindings : numbered(resolve(candidates)) };
    }
    for (const finding of entry.settled.findings) findings.push(finding);
  }
  findings.push(...numbered(resolve(verdicts.absent)));
  return findings;
}

function isSame(left: TextBlock, right: TextBlock): boolean {
  if (left === right) return true;
  const isText = left.id === right.id && left.text === right.text && left.role === right.role;
  return isText && sameLinks(left, right) && sameStructure(left, right);
}

/** Small values, rebuilt at every pass: compared by what they hold. */
function sameStructure(left: TextBlock, right: TextBlock): boolean {
  if (left.part === undefined && left.cell === undefined && right.part === undefined && right.cell === undefined)
    return true;
  return JSON.stringify([left.part, left.cell]) === JSON.stringify([right.part, right.cell]);
}

function sameLinks({ links: left = [] }: TextBlock, { links: right = [] }: TextBlock): boolean {
  return (
    left.length === right.length &&
    left.every((link, index) => {
      const other = right[index];
      return other !== undefined && link.start === other.start && link.end === other.end && link.href === other.href;
    })
  );
}

function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left === right || (left.length === right.length && left.every((item, index) => item === right[index]));
}

/** How many blocks are read before the clock is asked again. */
interface Pace {
  readonly isLate: () => boolean;
  readonly step: number;
}

const TOGETHER = 512;

function paceOf(deadline: Deadline | undefined): Pace {
  if (deadline === undefined) return { isLate: () => false, step: TOGETHER };
  const end = deadline.now() + deadline.milliseconds;
  let late = false;
  const isLate = () => {
    late ||= deadline.now() > end;
    return late;
  };
  return { isLate, step: 1 };
}

function withinLimit(blocks: readonly TextBlock[]): { readonly kept: readonly TextBlock[]; readonly reason: string } {
  const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (total <= MAX_CHARACTERS) return { kept: blocks, reason: "" };
  let room = MAX_CHARACTERS;
  const kept = blocks.filter((block) => {
    room -= block.text.length;
    return room >= 0;
  });
  const left = blocks.length - kept.length;
  return {
    kept,
    reason: `全文${total}字，超过一次校对${MAX_CHARACTERS}字的上限，末尾${left}段未检查，请拆分后再校对。`,
  };
}

const START = 12;

function lateReason(blocks: readonly TextBlock[], read: number): string {
  const first = blocks[read]?.text.trim().slice(0, START) ?? "";
  const unread = blocks.length - read;
  const where = unread === 0 ? "" : `全文${blocks.length}段中有${unread}段未检查（从“${first}”起），`;
  return `校对超时，${where}需要前后对照的检查未进行，请重新校对。`;
}

function failureReason(entries: readonly Entry[], verdicts: Verdicts): string {
  const titles = new Set(verdicts.failed.map(({ rule }) => rule.title));
  for (const { failed } of entries) for (const { rule } of failed) titles.add(rule.title);
  if (titles.size === 0) return "";
  return `以下检查项出错，未完成：${[...titles].join("、")}，请人工核对。`;
}
