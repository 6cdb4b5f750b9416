/**
 * What changed between two versions (E14): characters inside sentences, moved blocks as moves, tables by the cell,
 * images by hash, metadata by the field, and a list of the changes that no character shows.
 */
import { type Aligned, align, type Keyed } from "./alignment";
import { type AttributeChange, blockAttributes, cellAttributes, itemAttributes, runAttributes } from "./attribute-diff";
import { type Content, contentHash, runsOf } from "./content";
import type { Block, Cell, Run } from "./manuscript";
import { type Metadata, metadataLabels } from "./metadata";
import { diffText, type Piece } from "./text-diff";

/** A stretch of text that people see as one: a paragraph, a list item, a table cell. */
export interface PartChange {
  readonly id: string;
  /** Row in the merged table, counted from 0; 0 outside tables. */
  readonly row: number;
  readonly state: "same" | "changed" | "added" | "removed";
  readonly pieces: readonly Piece[];
}

export type BlockChange =
  | { readonly kind: "added"; readonly after: Block }
  | { readonly kind: "removed"; readonly before: Block }
  | {
      readonly kind: "kept";
      readonly before: Block;
      readonly after: Block;
      /** Place in the earlier version, counted from 0; null when it did not move. */
      readonly movedFrom: number | null;
      readonly parts: readonly PartChange[];
      readonly attributes: readonly AttributeChange[];
    };

export interface FieldChange {
  readonly field: keyof Metadata;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

export interface ContentDiff {
  readonly same: boolean;
  readonly title: readonly Piece[];
  readonly blocks: readonly BlockChange[];
  readonly metadata: readonly FieldChange[];
  /** Changes that the text alone would hide: links, marks, alignment, replacement texts, file names. */
  readonly attributes: readonly AttributeChange[];
  /** The hashes differ, yet nothing that people can see does: only ids or the cutting into runs. */
  readonly onlyInternal: boolean;
}

export function diffContent(before: Content, after: Content): ContentDiff {
  const title = diffText(before.document.title, after.document.title);
  const blocks = diffBlocks(before.document.blocks, after.document.blocks);
  const metadata = diffMetadata(before.metadata, after.metadata);
  const attributes = blocks.flatMap((change) => (change.kind === "kept" ? change.attributes : []));
  const visible =
    title.some((piece) => piece.kind !== "same") ||
    metadata.length > 0 ||
    attributes.length > 0 ||
    blocks.some(isVisibleChange);
  const same = !visible && contentHash(before) === contentHash(after);
  return { same, title, blocks, metadata, attributes, onlyInternal: !same && !visible };
}

/** True when a reader would see this block differently, or elsewhere. */
export function isVisibleChange(change: BlockChange): boolean {
  return (
    change.kind !== "kept" ||
    change.movedFrom !== null ||
    change.attributes.length > 0 ||
    change.parts.some((part) => part.state !== "same")
  );
}

function diffBlocks(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  return align(before.map(keyedBlock), after.map(keyedBlock)).flatMap((pair): BlockChange[] => {
    const old = pair.kind === "added" ? undefined : before[pair.before];
    const own = pair.kind === "removed" ? undefined : after[pair.after];
    if (old === undefined) return own === undefined ? [] : [{ kind: "added", after: own }];
    if (own === undefined) return [{ kind: "removed", before: old }];
    const movedFrom = pair.kind === "kept" && pair.moved ? pair.before : null;
    return [{ kind: "kept", before: old, after: own, movedFrom, ...diffBlock(old, own) }];
  });
}

const keyedBlock = (block: Block): Keyed => ({
  id: block.id,
  // A paragraph made a heading is the same sentence.
  kind: block.kind === "heading" ? "paragraph" : block.kind,
  text: "file" in block ? `${block.file.hash} ${block.file.name}` : textOfRuns(runsOf(block)),
});

const textOfRuns = (runs: readonly Run[]): string => runs.map((run) => run.text).join("");

interface Difference {
  readonly parts: readonly PartChange[];
  readonly attributes: readonly AttributeChange[];
}

function diffBlock(before: Block, after: Block): Difference {
  const own = blockAttributes(before, after);
  if (before.kind === "list" && after.kind === "list") {
    const inside = diffParts(before.items, after.items, { row: 0, attributes: itemAttributes });
    return { parts: inside.parts, attributes: [...own, ...inside.attributes] };
  }
  if (before.kind === "table" && after.kind === "table") {
    const inside = diffRows(before.rows, after.rows);
    return { parts: inside.parts, attributes: [...own, ...inside.attributes] };
  }
  if ("file" in before || "file" in after) return { parts: [], attributes: own };
  const text = diffRuns(runsOf(before), runsOf(after), after.id);
  return { parts: [{ id: after.id, row: 0, ...text.part }], attributes: [...own, ...text.attributes] };
}

function diffRuns(before: readonly Run[], after: readonly Run[], id: string) {
  const pieces = diffText(textOfRuns(before), textOfRuns(after));
  const state = pieces.some((piece) => piece.kind !== "same") ? ("changed" as const) : ("same" as const);
  return { part: { state, pieces }, attributes: runAttributes({ before, after, pieces, id }) };
}

interface Part {
  readonly id: string;
  readonly runs: readonly Run[];
}

function diffParts<P extends Part>(
  before: readonly P[],
  after: readonly P[],
  { row, attributes }: { row: number; attributes: (before: P, after: P) => AttributeChange[] },
): Difference {
  const keyed = (part: P): Keyed => ({ id: part.id, kind: "part", text: textOfRuns(part.runs) });
  const changes = align(before.map(keyed), after.map(keyed)).map((pair): Difference => {
    const old = pair.kind === "added" ? undefined : before[pair.before];
    const own = pair.kind === "removed" ? undefined : after[pair.after];
    if (old !== undefined && own !== undefined) {
      const text = diffRuns(old.runs, own.runs, own.id);
      return { parts: [{ id: own.id, row, ...text.part }], attributes: [...attributes(old, own), ...text.attributes] };
    }
    return { parts: (old ?? own) === undefined ? [] : [lonely(pair, old ?? own, row)], attributes: [] };
  });
  return {
    parts: changes.flatMap((change) => change.parts),
    attributes: changes.flatMap((change) => change.attributes),
  };
}

/** A part that only one version has. */
function lonely(pair: Aligned, part: Part | undefined, row: number): PartChange {
  const kind = pair.kind === "removed" ? "removed" : "added";
  const text = textOfRuns(part?.runs ?? []);
  return { id: part?.id ?? "", row, state: kind, pieces: text === "" ? [] : [{ kind, text }] };
}

interface Row {
  readonly cells: readonly Cell[];
}

function diffRows(before: readonly Row[], after: readonly Row[]): Difference {
  const keyed = (row: Row): Keyed => ({
    id: row.cells[0]?.id ?? "",
    kind: "row",
    text: row.cells.map((cell) => textOfRuns(cell.runs)).join("\t"),
  });
  const changes = align(before.map(keyed), after.map(keyed)).map((pair, row) => {
    const old = pair.kind === "added" ? undefined : before[pair.before];
    const own = pair.kind === "removed" ? undefined : after[pair.after];
    return diffParts(old?.cells ?? [], own?.cells ?? [], { row, attributes: cellAttributes });
  });
  return {
    parts: changes.flatMap((change) => change.parts),
    attributes: changes.flatMap((change) => change.attributes),
  };
}

/** Changed metadata by field, in the words of the panel. */
export function diffMetadata(before: Metadata, after: Metadata): FieldChange[] {
  const fields = Object.keys(metadataLabels).filter((field): field is keyof Metadata => field in before);
  return fields.flatMap((field) => {
    const old = fieldText(before[field]);
    const own = fieldText(after[field]);
    return old === own ? [] : [{ field, label: metadataLabels[field], before: old, after: own }];
  });
}

function fieldText(value: Metadata[keyof Metadata]): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "string" ? value : [value.name, value.url, value.publishedOn].join(" ").trim();
}
