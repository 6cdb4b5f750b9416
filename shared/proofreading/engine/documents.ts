/** Rules that compare blocks: judged again only when one of the facts they look at, or what they read, has changed. */
import type { Candidate } from "../overlap";
import type { BlockFact, DocumentRule, Match } from "../rule";
import { candidateOf } from "./candidates";
import type { ActiveRule } from "./compiled";
import { BLOCKS } from "./context";
import { type Entry, packOf, type Reading } from "./entry";
import { Sheet } from "./sheet";

interface Placed {
  readonly match: Match;
  readonly sheet: Sheet;
  readonly candidate: Candidate | null;
}

interface PlacedList {
  readonly judged: Judged;
  readonly items: readonly Placed[];
}

interface Judged {
  readonly facts: readonly BlockFact<unknown>[];
  readonly matches: readonly Match[];
  readonly reads: number;
  readonly failed: boolean;
  readonly pack: string;
}

export interface Verdicts {
  /** By the block they stand in. */
  readonly candidates: ReadonlyMap<Sheet, readonly Candidate[]>;
  /** In fields of the metadata that are empty and have no block. */
  readonly absent: readonly Candidate[];
  readonly failed: readonly ActiveRule[];
}

/** Beyond so many changed blocks the lists of facts are made anew. */
const FEW = 64;

export class DocumentJudge {
  private readonly judged = new Map<ActiveRule, Judged>();
  private readonly placed = new Map<ActiveRule, PlacedList>();
  private readonly empty = new EmptyFields();
  private readonly facts = new Map<ActiveRule, FactList>();
  private readonly sheets = new Map<string, Sheet>();
  private entries: readonly Entry[] = [];

  /** `reading.changed`: what of the context is not what it was at the last call. */
  judge(entries: readonly Entry[], reading: Reading): Verdicts {
    const changed = reading.changed | (this.collect(entries) ? BLOCKS : 0);
    const candidates = new Map<Sheet, Candidate[]>();
    const absent: Candidate[] = [];
    const failed: ActiveRule[] = [];
    for (const { look, active } of reading.compiled.documents) {
      if (reading.asleep[look] === 1) continue;
      const judged = this.verdictOf(active, { ...reading, changed });
      if (judged.failed) failed.push(active);
      for (const { candidate, sheet } of this.place(active, judged)) {
        if (candidate === null) continue;
        const list = this.empty.has(sheet) ? absent : candidates.get(sheet);
        if (list === undefined) candidates.set(sheet, [candidate]);
        else list.push(candidate);
      }
    }
    return { candidates, absent, failed };
  }

  /** Brings the lists of facts up to date: where only some blocks changed in place, only there. Whether any has. */
  private collect(entries: readonly Entry[]): boolean {
    const before = this.entries;
    this.entries = entries;
    const changed = before.length === entries.length ? changedPlaces(before, entries) : null;
    if (changed === null) this.collectAll(entries);
    else for (const index of changed) this.patch(index, before[index], entries[index]);
    return changed === null || changed.length > 0;
  }

  private collectAll(entries: readonly Entry[]): void {
    this.sheets.clear();
    for (const list of this.facts.values()) list.restart();
    entries.forEach(({ sheet, facts }, index) => {
      this.sheets.set(sheet.block.id, sheet);
      for (const { look, outcome } of facts)
        if (outcome.value !== null) this.listOf(look.active).add(factAt(sheet, index, outcome.value));
    });
    for (const list of this.facts.values()) list.finish();
  }

  private patch(index: number, before: Entry | undefined, entry: Entry | undefined): void {
    if (before === undefined || entry === undefined) return;
    const { id } = entry.sheet.block;
    if (this.sheets.get(id) === before.sheet) this.sheets.set(id, entry.sheet);
    for (const { look } of before.facts)
      if (!entry.facts.some((slot) => slot.look === look)) this.listOf(look.active).put(index, null);
    for (const { look, outcome } of entry.facts)
      this.listOf(look.active).put(index, outcome.value === null ? null : factAt(entry.sheet, index, outcome.value));
  }

  private listOf(active: ActiveRule): FactList {
    const known = this.facts.get(active);
    if (known !== undefined) return known;
    const fresh = new FactList();
    this.facts.set(active, fresh);
    return fresh;
  }

  private verdictOf(active: ActiveRule<DocumentRule>, reading: Reading): Judged {
    const facts = this.facts.get(active)?.facts ?? noFacts;
    const before = this.judged.get(active);
    if (before !== undefined && before.facts === facts && (before.reads & reading.changed) === 0) return before;
    const { watch, compiled } = reading;
    let matches: readonly Match[] = [];
    let failed = false;
    watch.reads = 0;
    try {
      matches = active.rule.judge(facts, watch.context);
    } catch {
      failed = true;
    }
    const { reads } = watch;
    const fresh = { facts, matches, reads, failed, pack: packOf(active, reads, compiled) };
    this.judged.set(active, fresh);
    return fresh;
  }

  /** Findings at the places of the matches; what stands in a block that has not changed is kept. */
  private place(active: ActiveRule, judged: Judged): readonly Placed[] {
    const before = this.placed.get(active);
    const known = before?.judged === judged ? before.items : [];
    const items: Placed[] = [];
    for (const [index, match] of judged.matches.entries()) {
      const sheet = this.sheets.get(match.block) ?? this.empty.sheetOf(match.block);
      if (sheet === null) continue;
      const old = known[index];
      if (old !== undefined && old.match === match && old.sheet === sheet) items.push(old);
      else items.push({ match, sheet, candidate: candidateOf(match, { active, sheet, pack: judged.pack }) });
    }
    this.placed.set(active, { judged, items });
    return items;
  }
}

const noFacts: readonly BlockFact<unknown>[] = [];

/** The places where entries differ, unless they are many or blocks have come, gone or moved. */
function changedPlaces(before: readonly Entry[], entries: readonly Entry[]): readonly number[] | null {
  const changed: number[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    const [left, right] = [before[index], entries[index]];
    if (left === right) continue;
    if (left?.sheet.block.id !== right?.sheet.block.id || changed.length === FEW) return null;
    changed.push(index);
  }
  return changed;
}

function factAt({ block }: Sheet, index: number, fact: unknown): BlockFact<unknown> {
  return { block: block.id, role: block.role, index, fact };
}

/** The facts of one rule in document order: the same list as long as nothing in it changes. */
class FactList {
  facts: readonly BlockFact<unknown>[] = noFacts;
  /** The list being written, once it differs from the last one. */
  private fresh: BlockFact<unknown>[] | null = null;
  private position = 0;

  restart(): void {
    this.position = 0;
    this.fresh = null;
  }

  add(item: BlockFact<unknown>): void {
    const old = this.facts[this.position];
    const same = old !== undefined && isSameFact(old, item);
    if (!same) this.fresh ??= this.facts.slice(0, this.position);
    this.fresh?.push(same ? old : item);
    this.position += 1;
  }

  finish(): void {
    if (this.fresh !== null) this.facts = this.fresh;
    else if (this.position < this.facts.length) this.facts = this.facts.slice(0, this.position);
    this.fresh = null;
  }

  /** The fact of one block, or that it has none any more. */
  put(index: number, item: BlockFact<unknown> | null): void {
    let at = this.facts.findIndex((fact) => fact.index >= index);
    if (at === -1) at = this.facts.length;
    const old = this.facts[at]?.index === index ? this.facts[at] : undefined;
    if (old === undefined ? item === null : item !== null && isSameFact(old, item)) return;
    this.facts = this.facts.toSpliced(at, old === undefined ? 0 : 1, ...(item === null ? [] : [item]));
  }
}

function isSameFact(left: BlockFact<unknown>, right: BlockFact<unknown>): boolean {
  return (
    left.fact === right.fact && left.index === right.index && left.block === right.block && left.role === right.role
  );
}

/** A field of the metadata that is empty has no block of its own; what is missing is found there all the same. */
class EmptyFields {
  private readonly sheets = new Map<string, Sheet>();

  sheetOf(id: string): Sheet | null {
    if (!id.startsWith("meta.")) return null;
    const known = this.sheets.get(id);
    if (known !== undefined) return known;
    const fresh = new Sheet({ id, role: "meta", text: "" }, { allowed: [], sources: [] });
    this.sheets.set(id, fresh);
    return fresh;
  }

  has(sheet: Sheet): boolean {
    return this.sheets.get(sheet.block.id) === sheet;
  }
}
