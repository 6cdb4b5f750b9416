/** Rules that compare blocks: judged again only when one of the facts they look at, or what they read, has changed. */
import type { Candidate } from "../overlap";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../rule";
import { candidateOf } from "./candidates";
import type { ActiveRule } from "./compiled";
import { type Entry, guarded, packOf, type Reading } from "./entry";
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
  /** By the block they stand in; one that is not of the document is a field of the metadata left empty. */
  readonly candidates: ReadonlyMap<Sheet, readonly Candidate[]>;
  readonly failed: readonly ActiveRule[];
}

export class DocumentJudge {
  private readonly judged = new Map<ActiveRule, Judged>();
  private readonly placed = new Map<ActiveRule, PlacedList>();
  private readonly empty = new EmptyFields();
  private readonly facts = new Map<ActiveRule, FactList>();

  /** `changed` are the parts of the context that are not what they were at the last call. */
  judge(entries: readonly Entry[], changed: number, reading: Reading): Verdicts {
    this.collect(entries);
    const byId = new Map(entries.map((entry) => [entry.sheet.block.id, entry.sheet]));
    const candidates = new Map<Sheet, Candidate[]>();
    const failed: ActiveRule[] = [];
    for (const active of reading.compiled.documents) {
      const judged = this.verdictOf(active, changed, reading);
      if (judged.failed) failed.push(active);
      for (const { candidate, sheet } of this.place(active, judged, byId)) {
        if (candidate === null) continue;
        const list = candidates.get(sheet);
        if (list === undefined) candidates.set(sheet, [candidate]);
        else list.push(candidate);
      }
    }
    return { candidates, failed };
  }

  private collect(entries: readonly Entry[]): void {
    for (const list of this.facts.values()) list.restart();
    entries.forEach(({ sheet, facts }, index) => {
      for (const { look, outcome } of facts) {
        if (outcome.value === null) continue;
        this.listOf(look.active).add(sheet.block, index, outcome.value);
      }
    });
  }

  private listOf(active: ActiveRule): FactList {
    const known = this.facts.get(active);
    if (known !== undefined) return known;
    const fresh = new FactList();
    this.facts.set(active, fresh);
    return fresh;
  }

  private verdictOf(active: ActiveRule<DocumentRule>, changed: number, reading: Reading): Judged {
    const list = this.facts.get(active);
    const facts = list?.taken() ?? noFacts;
    const before = this.judged.get(active);
    if (before !== undefined && before.facts === facts && (before.reads & changed) === 0) return before;
    const { value, reads, failed } = guarded(reading.watch, () => active.rule.judge(facts, reading.watch.context));
    const fresh = { facts, matches: value ?? [], reads, failed, pack: packOf(active, reads, reading.compiled) };
    this.judged.set(active, fresh);
    return fresh;
  }

  /** Findings at the places of the matches; what stands in a block that has not changed is kept. */
  private place(active: ActiveRule, judged: Judged, sheets: ReadonlyMap<string, Sheet>): readonly Placed[] {
    const before = this.placed.get(active);
    const known = before?.judged === judged ? before.items : [];
    const items = judged.matches.flatMap((match, index) => {
      const sheet = sheets.get(match.block) ?? this.empty.sheetOf(match.block);
      if (sheet === null) return [];
      const old = known[index];
      if (old !== undefined && old.match === match && old.sheet === sheet) return [old];
      return [{ match, sheet, candidate: candidateOf(match, { active, sheet, pack: judged.pack }) }];
    });
    this.placed.set(active, { judged, items });
    return items;
  }
}

const noFacts: readonly BlockFact<unknown>[] = [];

/** The facts of one rule in document order: the same list as long as nothing in it changes. */
class FactList {
  private facts: readonly BlockFact<unknown>[] = noFacts;
  /** The list being written, once it differs from the last one. */
  private fresh: BlockFact<unknown>[] | null = null;
  private position = 0;

  restart(): void {
    this.position = 0;
    this.fresh = null;
  }

  add({ id, role }: TextBlock, index: number, fact: unknown): void {
    const old = this.facts[this.position];
    const same = old !== undefined && old.fact === fact && old.block === id && old.role === role && old.index === index;
    if (!same) this.fresh ??= this.facts.slice(0, this.position);
    this.fresh?.push(same ? old : { block: id, role, index, fact });
    this.position += 1;
  }

  taken(): readonly BlockFact<unknown>[] {
    if (this.fresh !== null) this.facts = this.fresh;
    else if (this.position < this.facts.length) this.facts = this.facts.slice(0, this.position);
    this.fresh = null;
    return this.facts;
  }
}

/** A field of the metadata that is empty has no block of its own; what is missing is found there all the same. */
class EmptyFields {
  private readonly sheets = new Map<string, Sheet>();

  sheetOf(id: string): Sheet | null {
    if (!id.startsWith("meta.")) return null;
    const known = this.sheets.get(id);
    if (known !== undefined) return known;
    const fresh = new Sheet({ id, role: "meta", text: "" }, []);
    this.sheets.set(id, fresh);
    return fresh;
  }
}
