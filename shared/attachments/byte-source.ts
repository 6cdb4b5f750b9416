/** Bytes that are read piece by piece: a file of 200 MB is looked into without ever being whole in memory. */

export interface ByteSource {
  readonly size: number;
  /** At most `length` bytes from `at`; fewer only at the end. */
  readonly read: (at: number, length: number) => Promise<Uint8Array>;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
});

/** Pieces of equal length, the last one shorter; `piece` answers one by its number. */
export function piecedSource(
  size: number,
  pieceBytes: number,
  piece: (nth: number) => Promise<Uint8Array>,
): ByteSource {
  return {
    size,
    read: async (at, length) => {
      const end = Math.min(size, at + length);
      const taken = new Uint8Array(Math.max(0, end - at));
      for (let from = at; from < end; ) {
        const nth = Math.floor(from / pieceBytes);
        const part = (await piece(nth)).subarray(from - nth * pieceBytes, end - nth * pieceBytes);
        if (part.length === 0) throw new RangeError(`piece ${nth} is too short`);
        taken.set(part, from - at);
        from += part.length;
      }
      return taken;
    },
  };
}

/** The whole, where a reader knows no other way. */
export const wholeOf = (source: ByteSource): Promise<Uint8Array> => source.read(0, source.size);
