/** A draft with everything that belongs to it: body, summary and versions, by the item's id. */
import { z } from "zod";
import { digestOfJson } from "../../shared/digest";
import type { Entry } from "../../shared/store/record";
import { versionIdOf } from "../../shared/store/version-id";

const tables = ["drafts", "revisions"] as const;

export interface Family {
  readonly itemId: string;
  readonly rows: readonly Entry[];
}

/** Rows of drafts and versions, each with those of its item. What names no item belongs to none. */
export function familiesOf(rows: readonly Entry[]): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  for (const row of rows) {
    const itemId = itemOf(row);
    if (itemId === null) continue;
    families.set(itemId, { itemId, rows: [...(families.get(itemId)?.rows ?? []), row] });
  }
  return families;
}

/** `body:ID`, `summary:ID`, and of a version `ID:time:version`. */
function itemOf({ table, key }: Entry): string | null {
  if (!tables.some((each) => each === table)) return null;
  const [first = "", second = ""] = key.split(":");
  return table === "drafts" ? second || null : first || null;
}

export const isSummary = (key: string): boolean => key.startsWith("summary:");

export const hasDraft = ({ rows }: Family): boolean => rows.some(({ key }) => isSummary(key));

/** Whether all that this one says stands in the other. */
export function standsIn({ rows }: Family, other: Family): boolean {
  const known = new Map(other.rows.map((row) => [`${row.table} ${row.key}`, digestOfJson(row.value)]));
  return rows
    .filter(({ key }) => !isSummary(key))
    .every((row) => known.get(`${row.table} ${row.key}`) === digestOfJson(row.value));
}

const summary = z.looseObject({ itemId: z.string(), title: z.string() });
const body = z.looseObject({ itemId: z.string(), document: z.looseObject({ title: z.string() }) });
const version = z.looseObject({
  itemId: z.string(),
  versionId: z.string(),
  parentVersion: z.string().nullable(),
  at: z.string(),
  author: z.string(),
  device: z.string(),
  reason: z.string(),
  contentHash: z.string(),
});
type Version = z.infer<typeof version>;

/** As it may stand in another store: what was on its way to the platform there waits there, here it is a draft. */
export function asDraft({ itemId, rows }: Family): Family {
  return {
    itemId,
    rows: rows.map((row) =>
      isSummary(row.key) ? withValue(row, { ...summary.parse(row.value), submitted: null }) : row,
    ),
  };
}

const TITLE_LIMIT = 300;

/** The same under another id, where that one is taken by another text: a draft of its own, its versions chained anew. */
export function renamed(family: Family, itemId: string, mark: string): Family {
  const title = (text: string): string => `${text.slice(0, TITLE_LIMIT - mark.length)}${mark}`;
  const versions = chained(family, itemId);
  const rows = family.rows.flatMap((row): Entry[] => {
    if (row.table === "revisions") return [];
    if (isSummary(row.key)) {
      const value = summary.parse(row.value);
      const more = { stage: "draft", submitted: null, base: null, lastVersion: versions.last };
      return [
        { ...withValue(row, { ...value, ...more, itemId, title: title(value.title) }), key: `summary:${itemId}` },
      ];
    }
    const value = body.parse(row.value);
    const document = { ...value.document, title: title(value.document.title) };
    const begun = { parent: null, baseRevision: 0, previousStatement: null, stage: "draft", report: null };
    return [{ ...withValue(row, { ...value, ...begun, itemId, document }), key: `body:${itemId}` }];
  });
  return { itemId, rows: [...rows, ...versions.rows] };
}

/** From the first on; a version whose chain is broken follows the last whole one, so that none is left out. */
function chained({ rows }: Family, itemId: string): { readonly rows: readonly Entry[]; readonly last: string | null } {
  const left = rows
    .filter(({ table }) => table === "revisions")
    .map((row) => ({ row, value: version.parse(row.value) }));
  const made: Entry[] = [];
  let [parent, last]: [string | null, string | null] = [null, null];
  while (left.length > 0) {
    const at = Math.max(
      0,
      left.findIndex(({ value }) => value.parentVersion === parent),
    );
    const [next] = left.splice(at, 1);
    if (next === undefined) break;
    parent = next.value.versionId;
    const value: Version = { ...next.value, itemId, parentVersion: last };
    last = versionIdOf(value);
    made.push({ ...withValue(next.row, { ...value, versionId: last }), key: `${itemId}:${value.at}:${last}` });
  }
  return { rows: made.map((row) => ({ ...row, index: { ...row.index, itemId } })), last };
}

/** What is shown of a summary without opening it follows its value. */
function withValue(row: Entry, value: Record<string, unknown>): Entry {
  const plain: Entry["value"] = JSON.parse(JSON.stringify(value));
  const stage = typeof value.stage === "string" ? { stage: value.stage } : {};
  return { ...row, index: isSummary(row.key) ? { ...row.index, ...stage, submitted: false } : row.index, value: plain };
}
