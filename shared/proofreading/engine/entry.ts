/** What a pass knows of one block: the findings of rules that look at it alone, and the facts for those that compare. */
import type { Finding } from "../finding";
import type { Candidate } from "../overlap";
import type { Match, ProofContext, TextBlock } from "../rule";
import { candidateOf, type Source } from "./candidates";
import { type ActiveRule, type Compiled, type Look, looksAt } from "./compiled";
import { METADATA, SPELLING, TODAY, type Watch } from "./context";
import { sameFact } from "./facts";
import { patternMatches } from "./patterns";
import type { Scan, Scanner } from "./scanner";
import { Sheet } from "./sheet";
import { termMatch } from "./terms";

type FactLook = Extract<Look, { kind: "facts" }>;
type FindingLook = Exclude<Look, { kind: "facts" }>;

/** What came of one look, and what of the context it rests on. */
interface Outcome<T> {
  readonly value: T;
  readonly reads: number;
  /** The rule threw: its findings here are unknown, and the pass says so. */
  readonly failed: boolean;
}

interface Slot {
  readonly look: FindingLook;
  readonly outcome: Outcome<readonly Candidate[]>;
}

export interface FactSlot {
  readonly look: FactLook;
  readonly outcome: Outcome<unknown>;
}

export interface Entry {
  readonly sheet: Sheet;
  readonly terms: readonly Candidate[];
  readonly slots: readonly Slot[];
  readonly facts: readonly FactSlot[];
  /** Rules that threw on this block. */
  readonly failed: readonly ActiveRule[];
  /** The block's findings as they stand in the report, and the findings of document rules they were made with. */
  settled: { readonly compared: readonly Candidate[]; readonly findings: readonly Finding[] } | null;
  /** The pass that used it last. */
  pass: number;
}

export interface Reading {
  readonly compiled: Compiled;
  readonly watch: Watch;
  /** Parts of the context that are not what they were at the last pass. */
  readonly changed: number;
  /** 1 for each look whose rule has nothing to do in this pass. */
  readonly asleep: Uint8Array;
}

/** A block with what the one loop over it saw, and what was known of it before. */
export interface Scanned {
  readonly block: TextBlock;
  readonly scan: Scan;
  readonly before: Entry | undefined;
}

/**
 * Looks at blocks with everything whose gates are open, one look after the other: the code of a look and what it asks
 * of memory stay at hand. Facts that are still the same stay the same object.
 */
export function readBlocks(blocks: readonly Scanned[], reading: Reading): Entry[] {
  const { looks, scanner } = reading.compiled;
  const drafts = blocks.map((scanned) => draftOf(scanned, reading.compiled));
  const { starts, places } = placesOfLooks(blocks, scanner, looks.length);
  for (let number = 0; number < looks.length; number += 1) {
    const from = starts[number] ?? 0;
    const to = starts[number + 1] ?? 0;
    if (from === to || reading.asleep[number] === 1) continue;
    const look = looks[number];
    const spread = { drafts, places, from, to };
    if (look?.kind === "facts") takeFacts(look, spread, reading);
    else if (look !== undefined) takeFindings(look, spread, reading);
  }
  return drafts.map(entryOf);
}

/** An entry that is being made. */
interface Draft {
  readonly sheet: Sheet;
  readonly terms: readonly Candidate[];
  readonly slots: Slot[];
  readonly facts: FactSlot[];
  readonly before: Entry | undefined;
}

function draftOf({ block, scan, before }: Scanned, compiled: Compiled): Draft {
  const sheet = new Sheet(block, { allowed: scan.allowed, sources: compiled.lexicon.sources });
  const terms = scan.terms.length === 0 ? noCandidates : termsOf(scan, sheet, compiled);
  return { sheet, terms, slots: [], facts: [], before };
}

/** For look `i` the blocks that it is taken at, from `starts[i]` to `starts[i + 1]` of `places`, ascending. */
interface Places {
  readonly starts: Uint32Array;
  readonly places: Uint16Array;
}

/** Counts first and places then: two flat lists instead of one for each look. */
function placesOfLooks(blocks: readonly Scanned[], scanner: Scanner, looks: number): Places {
  const starts = new Uint32Array(looks + 2);
  const count = (list: ArrayLike<number>): void => {
    for (let i = 0; i < list.length; i += 1) {
      const at = (list[i] ?? 0) + 2;
      starts[at] = (starts[at] ?? 0) + 1;
    }
  };
  for (const { block, scan } of blocks) {
    count(scanner.always(block.role));
    count(scan.looks);
  }
  for (let look = 2; look < starts.length; look += 1) starts[look] = (starts[look] ?? 0) + (starts[look - 1] ?? 0);
  const places = new Uint16Array(starts[looks + 1] ?? 0);
  const put = (list: ArrayLike<number>, place: number): void => {
    for (let i = 0; i < list.length; i += 1) {
      const slot = (list[i] ?? 0) + 1;
      const at = starts[slot] ?? 0;
      places[at] = place;
      starts[slot] = at + 1;
    }
  };
  blocks.forEach(({ block, scan }, place) => {
    put(scanner.always(block.role), place);
    put(scan.looks, place);
  });
  return { starts, places };
}

/** A look's blocks, from one place of the list of places to another. */
interface Spread {
  readonly drafts: readonly Draft[];
  readonly places: Uint16Array;
  readonly from: number;
  readonly to: number;
}

function takeFindings(look: FindingLook, { drafts, places, from, to }: Spread, reading: Reading): void {
  for (let i = from; i < to; i += 1) {
    const draft = drafts[places[i] ?? 0];
    if (draft === undefined) continue;
    const outcome = findingsOf(look, draft.sheet, reading);
    if (outcome !== quiet && (outcome.value.length > 0 || matters(outcome))) draft.slots.push({ look, outcome });
  }
}

function takeFacts(look: FactLook, { drafts, places, from, to }: Spread, reading: Reading): void {
  for (let i = from; i < to; i += 1) {
    const draft = drafts[places[i] ?? 0];
    if (draft === undefined) continue;
    const known = draft.before?.facts.find((slot) => slot.look === look)?.outcome;
    const outcome = factOf(look, draft.sheet, { reading, known });
    if (outcome !== silence && (outcome.value !== null || matters(outcome))) draft.facts.push({ look, outcome });
  }
}

const none: readonly ActiveRule[] = [];
const noCandidates: readonly Candidate[] = [];

function entryOf({ sheet, terms, slots, facts }: Pick<Entry, "sheet" | "terms" | "slots" | "facts">): Entry {
  const hasFailed = slots.some(isFailed) || facts.some(isFailed);
  const failed = hasFailed ? [...slots, ...facts].filter(isFailed).map(({ look }) => look.active) : none;
  return { sheet, terms, slots, facts, failed, settled: null, pass: 0 };
}

const isFailed = ({ outcome }: Slot | FactSlot): boolean => outcome.failed;
/** What may be another from pass to pass; with other packs nothing is kept anyway. */
const LASTS = METADATA | TODAY;
const matters = ({ reads, failed }: Outcome<unknown>): boolean => (reads & LASTS) !== 0 || failed;

/** The same block under another day or other metadata: only looks that rest on what changed are taken again. */
export function readAgain(entry: Entry, reading: Reading): Entry {
  if (reading.changed === 0) return entry;
  const touched = ({ outcome }: Slot | FactSlot): boolean => (outcome.reads & reading.changed) !== 0;
  if (!(entry.slots.some(touched) || entry.facts.some(touched))) return entry;
  const { sheet, terms } = entry;
  const slots = entry.slots.map((slot) =>
    touched(slot) ? { ...slot, outcome: findingsOf(slot.look, sheet, reading) } : slot,
  );
  const facts = entry.facts.map((slot) =>
    touched(slot) ? { ...slot, outcome: factOf(slot.look, sheet, { reading, known: slot.outcome }) } : slot,
  );
  return entryOf({ sheet, terms, slots, facts });
}

function termsOf(scan: Scan, sheet: Sheet, compiled: Compiled): Candidate[] {
  return scan.terms.flatMap(({ entry, start }) => {
    const active = compiled.rules[entry.rule];
    if (active === null || active === undefined || !looksAt(active.rule, sheet.block.role)) return [];
    const match = termMatch(entry, sheet.block, start);
    return match === null ? [] : (candidateOf(match, { active, sheet, pack: entry.pack }) ?? []);
  });
}

const noMatches: readonly Match[] = [];
const quiet: Slot["outcome"] = { value: noCandidates, reads: 0, failed: false };

function findingsOf(look: FindingLook, sheet: Sheet, reading: Reading): Slot["outcome"] {
  const { active } = look;
  const { watch } = reading;
  let value: readonly Match[] = noMatches;
  let failed = false;
  watch.reads = 0;
  try {
    value = matchesOf(look, sheet.block, watch.context);
  } catch {
    failed = true;
  }
  const { reads } = watch;
  if (value.length === 0 && (reads & LASTS) === 0 && !failed) return quiet;
  const pack = packOf(active, reads, reading.compiled);
  const candidates = value.length === 0 ? noCandidates : candidatesOf(value, { active, sheet, pack });
  return { value: candidates, reads, failed };
}

/** Not in `findingsOf`: what a closure holds is set aside at every call, and most looks find nothing. */
const candidatesOf = (matches: readonly Match[], source: Source): readonly Candidate[] =>
  matches.flatMap((match) => candidateOf(match, source) ?? []);

function matchesOf(look: FindingLook, block: TextBlock, context: ProofContext): readonly Match[] {
  return look.kind === "pattern" ? patternMatches(look, block, context) : look.find(block, context);
}

interface Known {
  readonly reading: Reading;
  readonly known: FactSlot["outcome"] | undefined;
}

const silence: FactSlot["outcome"] = { value: null, reads: 0, failed: false };

function factOf(look: FactLook, { block }: Sheet, { reading, known }: Known): FactSlot["outcome"] {
  const { watch } = reading;
  let value: unknown = null;
  let failed = false;
  watch.reads = 0;
  try {
    value = look.facts(block, watch.context);
  } catch {
    failed = true;
  }
  const { reads } = watch;
  if (value === null && (reads & LASTS) === 0 && !failed) return silence;
  const isSame = known !== undefined && sameFact(known.value, value);
  return { value: isSame ? known.value : value, reads, failed };
}

/** The pack a finding rests on: the model's where the rule asked it, else the rules' own. */
export function packOf(active: ActiveRule, reads: number, compiled: Compiled): string {
  return (reads & SPELLING) !== 0 && compiled.spelling !== null ? compiled.spellingPack : active.pack;
}
