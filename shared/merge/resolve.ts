/** From the places and a person's choices to the merged text. */
import { z } from "zod";
import type { Block, Cell, ListItem, ManuscriptDocument } from "../model/manuscript";
import type { Metadata } from "../model/metadata";
import { never } from "../never";
import { retext } from "./combine";
import type { Merge, MergedRow, MergeNode, Spot } from "./merge";
import { isUnresolved, type Place, type PlaceKind, type PlaceOf, type PlaceValues, placeRuns, type Row } from "./place";
import { type Side, settledOf } from "./three";

export const choice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mine") }),
  z.strictObject({ kind: z.literal("theirs") }),
  /** Both changes in one paragraph where that is possible, else one paragraph after the other. */
  z.strictObject({ kind: z.literal("both") }),
  z.strictObject({ kind: z.literal("edit"), text: z.string().max(200_000) }),
]);
export type Choice = z.infer<typeof choice>;
export type Choices = ReadonlyMap<string, Choice>;

/** Kinds of places of which one side's and the other's can stand one after the other. */
const repeatable: ReadonlySet<PlaceKind> = new Set(["block", "item", "row"]);

/** What a person can choose at a place. */
export function offered(place: Place): readonly Choice["kind"][] {
  const { kind, mine, theirs, combined, verdict } = place;
  const apart = mine !== null && theirs !== null && (repeatable.has(kind) || kind === "cell");
  const both = verdict === "conflict" && (combined !== null || apart);
  const edit = placeRuns(kind, mine ?? theirs) !== null;
  return ["mine", "theirs", ...(both ? (["both"] as const) : []), ...(edit ? (["edit"] as const) : [])];
}

/** Whether `choice` can stand at the place; one saved for another state of the text may not. */
export const isOffered = (place: Place, { kind }: Choice): boolean => offered(place).includes(kind);

/** Places that still wait for a person. */
export function openPlaces({ places }: Pick<Merge, "places">, choices: Choices): readonly Place[] {
  return places.filter((place) => isUnresolved(place) && !choices.has(place.id));
}

export interface Resolved {
  readonly document: ManuscriptDocument;
  readonly metadata: Metadata;
}

/** The text as it stands with these choices; an open place shows what is here (mine), and `openPlaces` names it. */
export function resolveMerge(merge: Merge, choices: Choices, metadata: Metadata): Resolved {
  const outcomes = new Map(merge.places.map((place) => [place.id, outcomeOf(place, choices.get(place.id))]));
  const sides = new Map(merge.places.map((place) => [place.id, sideOf(place, choices.get(place.id))]));
  const pick: Picker = (spot, read) => {
    if (spot.when !== "always" && spot.when !== sides.get(spot.placeId)) return [];
    const found = outcomes.get(spot.placeId);
    return found === undefined ? [] : read(found);
  };
  const titles = [...outcomes.values()].flatMap((one) => (one.kind === "title" ? one.values : []));
  const fields = merge.places.flatMap((place): [string, Metadata[keyof Metadata]][] => {
    const outcome = outcomes.get(place.id);
    const [value] = outcome?.kind === "field" ? outcome.values : [];
    return place.kind === "field" && place.field !== undefined && value !== undefined
      ? [[place.field, value.value]]
      : [];
  });
  return {
    document: { title: titles[0] ?? "", blocks: withOwnIds(merge.nodes.flatMap((node) => blocksOf(node, pick))) },
    metadata: { ...metadata, ...Object.fromEntries(fields) },
  };
}

type Outcome = {
  readonly [K in PlaceKind]: { readonly kind: K; readonly values: readonly PlaceValues[K][] };
}[PlaceKind];
type Picker = <T>(spot: Spot, read: (outcome: Outcome) => readonly T[]) => readonly T[];

function blocksOf(node: MergeNode, pick: Picker): readonly Block[] {
  switch (node.kind) {
    case "leaf":
      return pick(node.spot, (one) => (one.kind === "block" ? one.values : []));
    case "list": {
      const items = node.items.flatMap((spot) =>
        pick<ListItem>(spot, (one) => (one.kind === "item" ? one.values : [])),
      );
      return items.length === 0 ? [] : [{ kind: "list", id: node.id, ordered: node.ordered, items }];
    }
    case "table": {
      const rows = node.rows.flatMap((row) => rowsOf(row, pick)).map(({ cells }) => ({ cells: [...cells] }));
      return rows.length === 0 ? [] : [{ kind: "table", id: node.id, rows }];
    }
    default:
      return never(node);
  }
}

function rowsOf(row: MergedRow, pick: Picker): readonly Row[] {
  if (row.kind === "row") return pick<Row>(row.spot, (one) => (one.kind === "row" ? one.values : []));
  return [{ cells: row.spots.flatMap((spot) => pick<Cell>(spot, (one) => (one.kind === "cell" ? one.values : []))) }];
}

/** The side whose position counts. */
function sideOf({ placement }: Place, made: Choice | undefined): Side {
  if (made?.kind === "mine" || made?.kind === "theirs") return made.kind;
  return placement === "theirs" ? "theirs" : "mine";
}

export function outcomeOf(place: Place, made: Choice | undefined): Outcome {
  switch (place.kind) {
    case "title":
      return { kind: "title", values: valuesOf(place, made, { edit: (_, text) => text, join: null }) };
    case "field":
      return { kind: "field", values: valuesOf(place, made, { edit: (value) => value, join: null }) };
    case "block":
      return { kind: "block", values: valuesOf(place, made, { edit: edited, join: null }) };
    case "item":
      return { kind: "item", values: valuesOf(place, made, { edit: editedPart, join: null }) };
    case "row":
      return { kind: "row", values: valuesOf(place, made, { edit: (value) => value, join: null }) };
    case "cell":
      return { kind: "cell", values: valuesOf(place, made, { edit: editedPart, join: joinedCell }) };
    default:
      return never(place);
  }
}

const editedPart = <T extends ListItem | Cell>(part: T, text: string): T => ({
  ...part,
  runs: [...retext(part.runs, text)],
});
const edited = (block: Block, text: string): Block =>
  block.kind === "heading" || block.kind === "paragraph" ? { ...block, runs: [...retext(block.runs, text)] } : block;

/** A cell holds one text: both of them, on lines of their own. */
const joinedCell = (mine: Cell, theirs: Cell): Cell => ({
  ...mine,
  runs: [...mine.runs, { text: "\n", marks: [], link: null }, ...theirs.runs],
});

interface Ways<V> {
  readonly edit: (value: V, text: string) => V;
  /** Where one value must hold both; null where two can stand one after the other. */
  readonly join: ((mine: V, theirs: V) => V) | null;
}

function valuesOf<K extends PlaceKind>(
  { base, mine, theirs, verdict, combined }: PlaceOf<K>,
  made: Choice | undefined,
  { edit, join }: Ways<PlaceValues[K]>,
): readonly PlaceValues[K][] {
  const only = (value: PlaceValues[K] | null) => (value === null ? [] : [value]);
  switch (made?.kind) {
    case undefined:
      return only(verdict === "conflict" ? (mine ?? theirs) : settledOf({ base, mine, theirs }, verdict));
    case "mine":
      return only(mine);
    case "theirs":
      return only(theirs);
    case "both":
      if (combined !== null) return [combined];
      return mine !== null && theirs !== null && join !== null
        ? [join(mine, theirs)]
        : [...only(mine), ...only(theirs)];
    case "edit":
      return made.text === "" ? [] : only(mine ?? theirs).map((value) => edit(value, made.text));
    default:
      return never(made);
  }
}

/** Every block, item and cell has an id of its own, also where both sides' versions of one now stand side by side. */
function withOwnIds(blocks: readonly Block[]): Block[] {
  const taken = new Set<string>();
  const own = <T extends { readonly id: string }>(part: T): T => {
    let id = part.id;
    for (let copy = 2; taken.has(id); copy += 1) id = `${part.id.slice(0, 70)}-${copy}`;
    taken.add(id);
    return id === part.id ? part : { ...part, id };
  };
  return blocks.map(own).map((block): Block => {
    if (block.kind === "list") return { ...block, items: block.items.map(own) };
    if (block.kind !== "table") return block;
    return { ...block, rows: block.rows.map(({ cells }) => ({ cells: cells.map(own) })) };
  });
}
