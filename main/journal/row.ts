/** Rows of the journal and their place in a frame: u32 head length | head (JSON, clear) | sealed bytes of each row. */
import { z } from "zod";
import { utf8 } from "../../shared/bytes";
import { sealedRecord, tables } from "../../shared/store/record";

export const head = sealedRecord.omit({ sealed: true }).extend({ size: z.number().int().min(-1) });
type Head = z.infer<typeof head>;

/** A row as it lies on disk. `sealed` null is a deletion; the clear part holds ids, times and states only. */
export type Row = Omit<Head, "size"> & { readonly sealed: Uint8Array | null };

/** A row before it has its sequence number. `seal` null deletes the key. */
export type RowDraft = Omit<Row, "seq" | "sealed"> & { readonly seal: ((seq: number) => Uint8Array) | null };

/** Table and key as one map key; a table name holds no blank. */
export const rowName = (row: { readonly table: string; readonly key: string }): string => `${row.table} ${row.key}`;

export function encodeRows(rows: readonly Row[]): Uint8Array {
  const heads = rows.map(({ table, key, index, seq, sealed }) => ({
    table,
    key,
    index,
    seq,
    size: sealed === null ? -1 : sealed.length,
  }));
  const text = utf8(JSON.stringify(heads));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  return Buffer.concat([length, text, ...rows.flatMap((row) => (row.sealed === null ? [] : [row.sealed]))]);
}

/**
 * What `head` accepts, written out: a third of the time, and each opening of the journal passes over every row it holds.
 * Values are as JSON gives them.
 */
export function isHead(value: unknown): value is Head {
  if (!isRecord(value) || Object.keys(value).length !== 5) return false;
  const { table, key, index, seq, size } = value;
  return (
    isTable.has(table) &&
    typeof key === "string" &&
    key.length >= 1 &&
    key.length <= 200 &&
    isWhole(seq) &&
    seq >= 0 &&
    isWhole(size) &&
    size >= -1 &&
    isRecord(index) &&
    Object.values(index).every(isClear)
  );
}

const isTable: ReadonlySet<unknown> = new Set(tables);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isClear = (value: unknown): boolean =>
  value === null ||
  typeof value === "boolean" ||
  (typeof value === "string" && value.length <= 200) ||
  Number.isFinite(value);

/** The rows of a payload whose CRC held; null when it is not of our making. */
export function decodeRows(payload: Uint8Array): Row[] | null {
  try {
    const length = new DataView(payload.buffer, payload.byteOffset, 4).getUint32(0, true);
    const { buffer, byteOffset, byteLength } = payload.subarray(4, 4 + length);
    const heads: unknown = JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString("utf8"));
    if (!Array.isArray(heads) || !heads.every(isHead)) return null;
    let at = 4 + length;
    return heads.map(({ table, key, index, seq, size }) => {
      const start = at;
      at += Math.max(size, 0);
      // A view, no copy: recovery passes over every body of the store and keeps none.
      return { table, key, index, seq, sealed: size === -1 ? null : payload.subarray(start, at) };
    });
  } catch {
    return null;
  }
}
