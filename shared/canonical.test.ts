import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical";

/** RFC 8785 as it is written, without a thought for speed. */
function byTheBook(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(byTheBook).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = new Map<string, unknown>(Object.entries(value));
  return `{${[...members.keys()]
    .sort()
    .map((name) => `${JSON.stringify(name)}:${byTheBook(members.get(name))}`)
    .join(",")}}`;
}

const names = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.integer({ min: 0, max: 200 }).map(String),
  fc.constantFrom("__proto__", "constructor", "toString", "", "é", "\u20ac", "\u{1f600}", "\ufb33", "1", "\r", "10"),
);
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.constantFrom(null, true, false, 0, -0, 1e21, "\u2028", '"\\/\u0007'),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(names, tie("value")), { maxLength: 7 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

test("the canonical text is that of RFC 8785 for every JSON value, whatever its names and their order", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(canonicalJson(value)).toBe(byTheBook(value));
    }),
    { numRuns: 3_000 },
  );
});

test("names are sorted by UTF-16 code units, with numbers among them as text", () => {
  const value = {
    "\u20ac": 1,
    "\r": 2,
    "\ufb33": 3,
    "1": 4,
    "\u{1f600}": 5,
    "\u0080": 6,
    "\u00f6": 7,
    "10": 8,
    "2": 9,
  };
  expect(Object.keys(JSON.parse(canonicalJson(value)))).toEqual([
    "1",
    "2",
    "10",
    "\r",
    "\u0080",
    "ö",
    "€",
    "\u{1f600}",
    "\ufb33",
  ]);
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"10":8,"2":9,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}');
});

test("a value is not changed by being written", () => {
  const value = { b: [{ d: 1, c: 2 }], a: "x" };
  canonicalJson(value);
  expect(Object.keys(value)).toEqual(["b", "a"]);
  expect(Object.keys(value.b[0] ?? {})).toEqual(["d", "c"]);
});

test("an object that would speak for itself is written by its members", () => {
  expect(canonicalJson({ b: 1, a: { toString: null, toJSON: "text" } })).toBe(
    '{"a":{"toJSON":"text","toString":null},"b":1}',
  );
});

test("what JSON cannot carry is refused wherever it stands", () => {
  for (const bad of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol("s"), 1n, "\ud800"])
    for (const value of [bad, [bad], { a: bad }, { "1": bad }, [{ b: 1, a: [bad] }]])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  expect(() => canonicalJson({ "\ud800": 1 })).toThrow(TypeError);
});
