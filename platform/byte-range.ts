/** One range of bytes as it is asked for (RFC 9110 §14). */
export interface ByteRange {
  readonly from: number;
  readonly length: number;
}

/** Null, and so the whole, for no range, for several and for another unit (RFC 9110 §14.2). */
export function rangeOf(header: string | undefined, size: number): ByteRange | "outside" | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if ((first === "" && last === "") || size === 0) return null;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from >= size || end < from ? "outside" : { from, length: end - from + 1 };
}
