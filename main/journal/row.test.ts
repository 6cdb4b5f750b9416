import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import { tables } from "../../shared/store/record";
import { decodeRows, encodeRows, head, isHead, type Row } from "./row";

const clear = fc.oneof(fc.string({ maxLength: 8 }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const good = fc.record({
  table: fc.constantFrom(...tables),
  key: fc.string({ minLength: 1, maxLength: 12 }),
  index: fc.dictionary(
    fc.string({ maxLength: 5 }).filter((name) => name !== "__proto__"),
    clear,
  ),
  seq: fc.nat(),
  size: fc.integer({ min: -1, max: 1_000 }),
});
/** A member changed, left out or added, at the edges of what is allowed. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    "",
    "drafts",
    "nothing",
    "x".repeat(200),
    "x".repeat(201),
    -1,
    -2,
    0,
    0.5,
    2 ** 53,
    Number.POSITIVE_INFINITY,
    null,
    true,
  ),
  fc.constantFrom(
    {},
    [],
    [1],
    { a: {} },
    { a: [] },
    { a: "x".repeat(200) },
    { a: "x".repeat(201) },
    { a: Number.POSITIVE_INFINITY },
  ),
);
const changed = fc
  .tuple(good, fc.constantFrom("table", "key", "index", "seq", "size", "more"), fc.option(odd, { nil: undefined }))
  .map(([value, name, other]) => ({ ...value, [name]: other }));

describe("rows of the journal", () => {
  it("takes a head exactly where its schema does", () => {
    const asRead = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
    fc.assert(
      fc.property(fc.oneof(good, changed, odd, fc.json().map(asRead)), (value) => {
        expect(isHead(value)).toBe(head.safeParse(value).success);
      }),
      { numRuns: 2_000 },
    );
    // Numbers that JSON reads and no head may hold.
    const huge: unknown = JSON.parse('{"table":"drafts","key":"a","index":{"n":1e999},"seq":0,"size":0}');
    expect([isHead(huge), head.safeParse(huge).success]).toEqual([false, false]);
  });

  it("gives back what was encoded, and null for a payload that another program made", () => {
    const rows: readonly Row[] = [
      { table: "drafts", key: "body:一", index: { stage: "draft", at: null }, seq: 7, sealed: utf8("甲乙") },
      { table: "items", key: "b", index: {}, seq: 8, sealed: null },
    ];
    const payload = encodeRows(rows);
    expect(decodeRows(payload)?.map((row) => ({ ...row, sealed: row.sealed && [...row.sealed] }))).toEqual(
      rows.map((row) => ({ ...row, sealed: row.sealed && [...row.sealed] })),
    );
    const other = utf8('....[{"table":"drafts","key":"a","index":{},"seq":0,"size":0,"more":1}]');
    new DataView(other.buffer).setUint32(0, other.length - 4, true);
    expect(decodeRows(other)).toBeNull();
    expect(decodeRows(payload.subarray(0, 20))).toBeNull();
  });
});
