import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PagedBytes } from "./paged-bytes";

const write = fc.record({ bytes: fc.uint8Array({ maxLength: 9_000 }), at: fc.nat(20_000) });

describe("bytes in pages", () => {
  it("read as one array that was written to in the same places would, and a copy keeps what it was", () => {
    fc.assert(
      fc.property(
        fc.array(write, { maxLength: 6 }),
        write,
        fc.nat(30_000),
        fc.nat(30_000),
        (writes, later, from, to) => {
          const paged = new PagedBytes();
          let plain = new Uint8Array();
          for (const { bytes, at } of writes) {
            paged.write(bytes, at);
            const next = new Uint8Array(Math.max(plain.length, at + bytes.length));
            next.set(plain);
            next.set(bytes, at);
            plain = next;
          }
          const copy = paged.copy();
          paged.write(later.bytes, later.at);
          expect(copy.length).toBe(plain.length);
          expect(Buffer.from(copy.slice()).equals(plain)).toBe(true);
          expect(Buffer.from(copy.slice(from, to)).equals(plain.slice(from, to))).toBe(true);
        },
      ),
    );
  });
});
