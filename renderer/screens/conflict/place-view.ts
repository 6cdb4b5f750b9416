/** How a place of a merge is named and drawn: every kind as a block, so that one view shows them all. */
import type { Merge } from "../../../shared/merge/merge";
import type { Place } from "../../../shared/merge/place";
import type { Verdict } from "../../../shared/merge/three";
import { runsOf } from "../../../shared/model/content";
import type { Block, ManuscriptDocument, Run } from "../../../shared/model/manuscript";
import { itemTypes, type Metadata, metadataLabels } from "../../../shared/model/metadata";
import { addedWords, conflictText, removedWords, verdictWords } from "../../text/conflict";

/** Which list item, row or cell a place is, in words; title, fields and whole blocks are named by their kind. */
export function placeNames({ nodes, places }: Merge): ReadonlyMap<string, string> {
  const names = new Map(places.map((place) => [place.id, ownName(place)]));
  for (const node of nodes) {
    if (node.kind === "list")
      for (const [at, { placeId }] of node.items.entries()) names.set(placeId, `列表第 ${at + 1} 项`);
    if (node.kind !== "table") continue;
    for (const [at, row] of node.rows.entries()) {
      if (row.kind === "row") names.set(row.spot.placeId, `表格第 ${at + 1} 行`);
      else
        for (const [column, { placeId }] of row.spots.entries())
          names.set(placeId, `表格第 ${at + 1} 行第 ${column + 1} 列`);
    }
  }
  return names;
}

const blockNames = {
  heading: "小标题",
  paragraph: "段落",
  list: "列表",
  table: "表格",
  image: "图片",
  attachment: "附件",
} as const satisfies Record<Block["kind"], string>;

function ownName(place: Place): string {
  if (place.kind === "field" && place.field !== undefined) return metadataLabels[place.field];
  const block = place.kind === "block" ? (place.mine ?? place.theirs ?? place.base) : null;
  return block === null ? conflictText.kinds[place.kind] : blockNames[block.kind];
}

/** What happened at a place, in words. */
export function happened({ base, mine, theirs, verdict, placement }: Place): string {
  const side: Verdict = verdict;
  if (side === "mine" || side === "theirs" || side === "agreed") {
    if (base === null) return addedWords[side];
    if (mine === null || theirs === null) return removedWords[side];
  }
  if (side === "conflict" && mine === null) return "本机删除，平台改过";
  if (side === "conflict" && theirs === null) return "平台删除，本机改过";
  return verdictWords(verdict, placement);
}

type ColumnName = (columnId: string) => string;

/** What stands at a place as one block; null where nothing stands. */
export function asBlock(
  place: Pick<Place, "kind" | "field">,
  value: Place["mine"],
  columnName: ColumnName,
): Block | null {
  if (value === null) return null;
  if (typeof value === "string") return line("title", [plain(value)]);
  if ("value" in value) return line("field", [plain(fieldWords(place.field, value.value, columnName))]);
  if ("cells" in value) return { kind: "table", id: "row", rows: [{ cells: [...value.cells] }] };
  if ("kind" in value) return value;
  return line(value.id, value.runs);
}

const plain = (text: string): Run => ({ text, marks: [], link: null });
const line = (id: string, runs: readonly Run[]): Block => ({ kind: "paragraph", id, align: "left", runs: [...runs] });

function fieldWords(field: Place["field"], value: Metadata[keyof Metadata], columnName: ColumnName): string {
  if (value === null || value === "") return "（空）";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value !== "string") return [value.name, value.url, value.publishedOn].filter(Boolean).join(" ");
  if (field === "columnId") return columnName(value);
  return field === "itemType" ? (Object.entries(itemTypes).find(([id]) => id === value)?.[1] ?? value) : value;
}

const SHOWN = 14;

/** The words a block stands after, shortened; empty at the start or where the document has no such block. */
export function standsAfter({ blocks }: ManuscriptDocument, id: string): string {
  const at = blocks.findIndex((block) => block.id === id);
  const before = at < 1 ? undefined : blocks[at - 1];
  if (before === undefined) return "";
  const words = runsOf(before)
    .map((run) => run.text)
    .join("");
  const text = words === "" ? blockNames[before.kind] : words;
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
