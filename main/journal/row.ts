/** Rows of the journal and their place in a frame: u32 head length | head (JSON, clear) | sealed bytes of each row. */
import { z } from "zod";
import { fromUtf8, utf8 } from "../../shared/bytes";
import { sealedRecord } from "../../shared/store/record";

const head = sealedRecord.omit({ sealed: true }).extend({ size: z.number().int().min(-1) });

/** A row as it lies on disk. `sealed` null is a deletion; the clear part holds ids, times and states only. */
export type Row = Omit<z.infer<typeof head>, "size"> & { readonly sealed: Uint8Array | null };

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

/** The rows of a payload whose CRC held; null when it is not of our making. */
export function decodeRows(payload: Uint8Array): Row[] | null {
  try {
    const length = new DataView(payload.buffer, payload.byteOffset, 4).getUint32(0, true);
    const heads = z.array(head).parse(JSON.parse(fromUtf8(payload.subarray(4, 4 + length))));
    let at = 4 + length;
    return heads.map(({ size, ...row }) => {
      const start = at;
      at += Math.max(size, 0);
      // A view, no copy: recovery passes over every body of the store and keeps none.
      return { ...row, sealed: size === -1 ? null : payload.subarray(start, at) };
    });
  } catch {
    return null;
  }
}
