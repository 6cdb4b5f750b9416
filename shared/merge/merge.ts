/**
 * 三方合并 (D3): base, mine and theirs in one text, paragraph by paragraph, lists by the item, tables by the cell, metadata
 * by the field. A place that one side left alone is proposed as the other side has it; where both changed it, a person
 * decides. Nothing is dropped: whatever a side has stands at a place, or that side deleted it itself.
 */
import type { Keyed } from "../model/alignment";
import { type Content, runsOf } from "../model/content";
import type { Block, Cell, ListItem, ManuscriptDocument, Run } from "../model/manuscript";
import { metadataLabels } from "../model/metadata";
import { combineBlock, combineText, combineTitle } from "./combine";
import type { Field, Place, PlaceKind, PlaceOf, PlaceValues, Row } from "./place";
import { type Entity, mergeSequence, type Slot } from "./sequence";
import { cellGrid, type GridRow } from "./table";
import { type Side, type Three, type Verdict, verdictOf, visibly } from "./three";

/** Where a place stands in the merged text. */
export interface Spot {
  readonly placeId: string;
  readonly when: "always" | Side;
}

export type MergeNode =
  | { readonly kind: "leaf"; readonly spot: Spot }
  | { readonly kind: "list"; readonly id: string; readonly ordered: boolean; readonly items: readonly Spot[] }
  | { readonly kind: "table"; readonly id: string; readonly rows: readonly MergedRow[] };

/** A row that one side alone touched is one place; one that both changed is a place for each cell. */
export type MergedRow =
  | { readonly kind: "row"; readonly spot: Spot }
  | { readonly kind: "cells"; readonly spots: readonly Spot[] };

export interface Merge {
  /** False when the two sides have no state in common: then every difference is put to the person. */
  readonly hasBase: boolean;
  /** In the order of the text: title, fields, blocks. */
  readonly places: readonly Place[];
  readonly nodes: readonly MergeNode[];
}

export interface ThreeContents {
  readonly base: Content | null;
  readonly mine: Content;
  readonly theirs: Content;
}

/** Collects places and gives them their numbers in the order of the text. */
interface Collector {
  readonly add: (place: NewPlace) => string;
}
type NewPlace = { readonly [K in PlaceKind]: Omit<PlaceOf<K>, "id"> }[PlaceKind];

export function mergeContent({ base, mine, theirs }: ThreeContents): Merge {
  const places: Place[] = [];
  const collector: Collector = {
    add: (place) => {
      const id = `p${places.length + 1}`;
      // Without a common state, what both have alike is not a change of both.
      const settle = (verdict: Verdict) => (base === null && verdict === "agreed" ? "none" : verdict);
      places.push({ ...place, id, verdict: settle(place.verdict), placement: settle(place.placement) });
      return id;
    },
  };
  const titles = { base: base?.document.title ?? null, mine: mine.document.title, theirs: theirs.document.title };
  collector.add(placeOf("title", titles, { placement: "none", combined: combineTitle }));
  for (const field of fields) {
    const values = {
      base: base === null ? null : { value: base.metadata[field] },
      mine: { value: mine.metadata[field] },
      theirs: { value: theirs.metadata[field] },
    };
    collector.add({ ...placeOf("field", values, { placement: "none", combined: () => null }), field });
  }
  const lists = { base: blocksOf(base?.document), mine: mine.document.blocks, theirs: theirs.document.blocks };
  const nodes = nodesOf(mergeSequence(lists, keyedBlock), collector);
  return { hasBase: base !== null, places, nodes };
}

const fields = Object.keys(metadataLabels).filter((name): name is Field => name in metadataLabels);
const blocksOf = (document: ManuscriptDocument | undefined): readonly Block[] => document?.blocks ?? [];

interface PlaceFacts<T> {
  readonly placement: Verdict;
  readonly combined: (three: Three<T>) => T | null;
}

/** The verdict on one place; ids that differ in nothing else are nobody's matter. */
function placeOf<K extends PlaceKind>(
  kind: K,
  { base, mine, theirs }: Three<PlaceValues[K]>,
  { placement, combined }: PlaceFacts<PlaceValues[K]>,
): Omit<PlaceOf<K>, "id"> {
  const three = { base, mine, theirs };
  const verdict = contestedMove(three, placement) ? "conflict" : verdictOf(three, visibly);
  return { kind, ...three, verdict, placement, combined: verdict === "conflict" ? combined(three) : null };
}

/** One side moved what the other deleted: neither may win unasked. */
function contestedMove({ base, mine, theirs }: Three<unknown>, placement: Verdict): boolean {
  if (base === null) return false;
  return (mine === null && placement === "theirs") || (theirs === null && placement === "mine");
}

function nodesOf(slots: readonly Slot<Block>[], collector: Collector): MergeNode[] {
  const spots = spotWriter((entity: Entity<Block>) => {
    const { placement } = entity;
    return collector.add(placeOf("block", entity, { placement, combined: combineBlock }));
  });
  return slots.map((slot) => inside(slot.entity, collector) ?? { kind: "leaf", spot: spots(slot) });
}

/** An entity that stands in two slots is one place. */
function spotWriter<T>(add: (entity: Entity<T>) => string): (slot: Slot<T>) => Spot {
  const known = new Map<Entity<T>, string>();
  return ({ entity, when }) => {
    const placeId = known.get(entity) ?? add(entity);
    known.set(entity, placeId);
    return { placeId, when };
  };
}

/** Lists and tables that both sides changed are merged inside. One that both also moved apart stays one place. */
function inside({ base, mine, theirs, placement }: Entity<Block>, collector: Collector): MergeNode | null {
  if (placement === "conflict" || verdictOf({ base, mine, theirs }, visibly) !== "conflict") return null;
  if (base?.kind === "list" && mine?.kind === "list" && theirs?.kind === "list") {
    const lists = { base: base.items, mine: mine.items, theirs: theirs.items };
    const write = spotWriter((entity: Entity<ListItem>) => {
      return collector.add(placeOf("item", entity, { placement: entity.placement, combined: combineText }));
    });
    // Of two values, both sides can only have changed to the same one.
    const ordered = mine.ordered === base.ordered ? theirs.ordered : mine.ordered;
    const items = mergeSequence(lists, keyedItem).map(write);
    return { kind: "list", id: idOf({ base, mine, theirs }), ordered, items };
  }
  if (base?.kind === "table" && mine?.kind === "table" && theirs?.kind === "table") {
    const grid = cellGrid({ base: base.rows, mine: mine.rows, theirs: theirs.rows });
    return grid === null ? null : { kind: "table", id: idOf({ base, mine, theirs }), rows: rowsOf(grid, collector) };
  }
  return null;
}

function rowsOf(grid: readonly GridRow[], collector: Collector): MergedRow[] {
  const writeRow = spotWriter((entity: Entity<Row>) => {
    return collector.add(placeOf("row", entity, { placement: entity.placement, combined: () => null }));
  });
  const writeCell = spotWriter((entity: Entity<Cell>) => {
    return collector.add(placeOf("cell", entity, { placement: "none", combined: combineText }));
  });
  return grid.map((row) =>
    row.kind === "row" ? { kind: "row", spot: writeRow(row.slot) } : { kind: "cells", spots: row.cells.map(writeCell) },
  );
}

/** The id of what both sides have; the same one whichever side asks. */
function idOf({ base, mine, theirs }: Three<{ readonly id: string }>): string {
  const ids = [mine, theirs].flatMap((one) => (one === null ? [] : [one.id])).sort();
  return ids.find((id) => id !== base?.id) ?? ids[0] ?? "";
}

const keyedBlock = (block: Block): Keyed => ({
  id: block.id,
  // A paragraph made a heading is the same sentence.
  kind: block.kind === "heading" ? "paragraph" : block.kind,
  text: "file" in block ? `${block.file.hash} ${block.file.name}` : textOf(runsOf(block)),
});
const keyedItem = (item: ListItem): Keyed => ({ id: item.id, kind: "item", text: textOf(item.runs) });
const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join("");
