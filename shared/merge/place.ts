/** A place 合并处: where two states of a manuscript meet, and what each side has there. */
import type { Block, Cell, ListItem, Run } from "../model/manuscript";
import type { Metadata } from "../model/metadata";
import type { Three, Verdict } from "./three";

export interface Row {
  readonly cells: readonly Cell[];
}

export type Field = keyof Metadata;

/** What can stand at a place, by the kind of the place. A field is wrapped, since a source may be null by itself. */
export interface PlaceValues {
  readonly title: string;
  readonly field: { readonly value: Metadata[Field] };
  readonly block: Block;
  readonly item: ListItem;
  readonly row: Row;
  readonly cell: Cell;
}
export type PlaceKind = keyof PlaceValues;

export interface PlaceOf<K extends PlaceKind> extends Three<PlaceValues[K]> {
  readonly id: string;
  readonly kind: K;
  /** Which metadata field; absent for every other kind. */
  readonly field?: Field;
  readonly verdict: Verdict;
  /** Who moved it. */
  readonly placement: Verdict;
  /** Both changes in one, where they do not touch each other; null where they do. */
  readonly combined: PlaceValues[K] | null;
}

export type Place = { readonly [K in PlaceKind]: PlaceOf<K> }[PlaceKind];

/** Somebody has to decide: both sides changed it, or moved it, differently. */
export const isUnresolved = ({ verdict, placement }: Pick<Place, "verdict" | "placement">): boolean =>
  verdict === "conflict" || placement === "conflict";

/** Something is different from what both sides had in common. */
export const isChanged = ({ verdict, placement }: Pick<Place, "verdict" | "placement">): boolean =>
  verdict !== "none" || placement !== "none";

/** The runs of what stands at a place; null for what has no text of its own. */
export function placeRuns(kind: PlaceKind, value: Place["mine"]): readonly Run[] | null {
  if (value === null) return null;
  if (typeof value === "string") return [{ text: value, marks: [], link: null }];
  if (kind === "row" || kind === "field") return null;
  return "runs" in value ? value.runs : null;
}
