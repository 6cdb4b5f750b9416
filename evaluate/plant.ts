/** Errors put into a draft at recorded places. */

import type { Metadata } from "../shared/model/metadata";
import type { Category } from "../shared/proofreading/category";
import type { Severity } from "../shared/proofreading/finding";
import type { TextBlock } from "../shared/proofreading/rule";
import type { Draft } from "./draft";
import type { Random } from "./random";

export interface Span {
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

/** One place of a block rewritten. Offsets speak of the draft before the change. */
export interface Change {
  readonly block: string;
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
  /** Where in `insert` the error is; all of it when absent. */
  readonly mark?: readonly [number, number];
  /** What should stand there instead of `insert`; what was removed when absent. */
  readonly right?: string;
}

/** What a mutator does to a draft. */
export interface Mutation {
  readonly changes?: readonly Change[];
  /** Further places, in the draft before, where a finding speaks of this error too. */
  readonly also?: readonly Span[];
  /** Blocks put in after another one; their whole text counts. */
  readonly added?: { readonly after: string; readonly blocks: readonly TextBlock[] };
  /** Blocks taken out or rewritten as a whole. */
  readonly rebuilt?: (blocks: readonly TextBlock[]) => readonly TextBlock[];
  readonly metadata?: Partial<Metadata>;
  /** Any finding in these blocks speaks of it. */
  readonly anywhereIn?: readonly string[];
  /** The document as a whole is wrong: the only plant of its copy, any new finding of its category speaks of it. */
  readonly isWhole?: true;
}

export interface Mutator {
  /** What the error is, in Chinese: 成对符号缺一半. */
  readonly name: string;
  readonly category: Category;
  /** Deterministic categories can be decided by the text alone; contextual ones need knowledge. */
  readonly nature: "deterministic" | "contextual";
  /** The severity an editor would expect, for the red class of R3. */
  readonly severity: Severity;
  readonly mutate: (draft: Draft, random: Random) => Mutation | null;
}

export interface Plant {
  readonly mutator: Mutator;
  readonly spans: readonly Span[];
  readonly anywhereIn: readonly string[];
  readonly isWhole: boolean;
  /** The start of a line was changed: what counts on from there speaks of it too. */
  readonly isAtHead: boolean;
  /** The block as it should read, when one change made the error. */
  readonly repaired: { readonly block: string; readonly text: string } | null;
}

export interface Planted {
  readonly draft: Draft;
  readonly plants: readonly Plant[];
}

/** Distance between two plants of one copy, in characters. */
const APART = 30;
const TRIES = 12;
/** Characters in which a line carries its number. */
const HEAD = 6;

/** A copy of the draft with the error of each mutator that found a place for it. */
export function plantAll(draft: Draft, mutators: readonly Mutator[], random: Random): Planted {
  let planted: Planted = { draft, plants: [] };
  for (const mutator of mutators) planted = plantOne(planted, mutator, random) ?? planted;
  return planted;
}

function plantOne({ draft, plants }: Planted, mutator: Mutator, random: Random): Planted | null {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const mutation = mutator.mutate(draft, random);
    if (mutation === null) return null;
    if (!isApart(mutation, plants)) continue;
    const changed = applied(draft, mutation);
    const earlier = plants.map((plant) => shifted(plant, mutation.changes ?? []));
    return { draft: changed, plants: [...earlier, plantOf(mutator, mutation, draft)] };
  }
  return null;
}

function isApart({ changes = [], metadata, rebuilt, added }: Mutation, plants: readonly Plant[]): boolean {
  if ((metadata !== undefined || rebuilt !== undefined) && plants.length > 0) return false;
  if (plants.some(({ isWhole }) => isWhole)) return false;
  if (added !== undefined && plants.some(({ spans }) => spans.some(({ block }) => block === added.after))) return false;
  return changes.every(({ block, at, remove }) =>
    plants.every(
      ({ spans, anywhereIn }) =>
        !anywhereIn.includes(block) &&
        spans.every((span) => span.block !== block || at + remove + APART < span.start || at > span.end + APART),
    ),
  );
}

/** @throws Error when a change speaks of no block or two changes overlap */
function applied(draft: Draft, { changes = [], added, rebuilt, metadata = {} }: Mutation): Draft {
  let blocks: readonly TextBlock[] = draft.blocks.map((block) => {
    const own = changes.filter((change) => change.block === block.id).sort((a, b) => b.at - a.at);
    return own.length === 0 ? block : own.reduce(rewritten, block);
  });
  if (added !== undefined)
    blocks = blocks.flatMap((block) => (block.id === added.after ? [block, ...added.blocks] : [block]));
  if (rebuilt !== undefined) blocks = rebuilt(blocks);
  return { ...draft, blocks, metadata: { ...draft.metadata, ...metadata } };
}

function rewritten(block: TextBlock, { at, remove, insert }: Change): TextBlock {
  const grown = insert.length - remove;
  const text = block.text.slice(0, at) + insert + block.text.slice(at + remove);
  if (block.links === undefined) return { ...block, text };
  const links = block.links.map((link) => ({
    ...link,
    start: link.start >= at + remove ? link.start + grown : link.start,
    end: link.end >= at + remove ? link.end + grown : link.end,
  }));
  return { ...block, text, links };
}

function shiftedSpan(span: Span, changes: readonly Change[]): Span {
  const grown = changes
    .filter(({ block, at, remove }) => block === span.block && at + remove <= span.start)
    .reduce((sum, { insert, remove }) => sum + insert.length - remove, 0);
  return { ...span, start: span.start + grown, end: span.end + grown };
}

function shifted(plant: Plant, changes: readonly Change[]): Plant {
  const isTouched = changes.some(({ block }) => block === plant.repaired?.block);
  return {
    ...plant,
    spans: plant.spans.map((span) => shiftedSpan(span, changes)),
    // With a second error in the block the repaired text is no longer what one suggestion gives.
    repaired: isTouched ? null : plant.repaired,
  };
}

function plantOf(mutator: Mutator, mutation: Mutation, before: Draft): Plant {
  const { changes = [], also = [], added, anywhereIn = [] } = mutation;
  const own = changes.map((change): Span => {
    const [from, to] = change.mark ?? [0, change.insert.length];
    const start = shiftedSpan(
      { block: change.block, start: change.at, end: change.at },
      without(changes, change),
    ).start;
    // Where something was left out, its neighbours are the place.
    return from === to
      ? { block: change.block, start: Math.max(0, start + from - 1), end: start + to + 1 }
      : { block: change.block, start: start + from, end: start + to };
  });
  const whole = (added?.blocks ?? []).map(({ id, text }) => ({ block: id, start: 0, end: text.length }));
  const near = also.map((span) => shiftedSpan(span, changes));
  const spans = [...own, ...whole, ...near].filter(({ start, end }) => start < end);
  const isWhole = mutation.isWhole === true;
  const isAtHead = changes.some(({ at }) => at < HEAD);
  return { mutator, spans, anywhereIn, isWhole, isAtHead, repaired: repairedBy(changes, before) };
}

const without = (changes: readonly Change[], one: Change): Change[] => changes.filter((change) => change !== one);

function repairedBy(changes: readonly Change[], before: Draft): Plant["repaired"] {
  const [change, ...more] = changes;
  if (change === undefined || more.length > 0) return null;
  const { block, at, remove } = change;
  // A sentence put in with an error that has no one right form.
  if (change.mark !== undefined && change.right === undefined) return null;
  const text = before.blocks.find(({ id }) => id === block)?.text ?? "";
  const right = change.right ?? text.slice(at, at + remove);
  return { block, text: text.slice(0, at) + right + text.slice(at + remove) };
}
