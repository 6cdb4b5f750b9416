import fc from "fast-check";
import { expect, it } from "vitest";
import { sameFact } from "./facts";

const copy = (value: unknown): unknown => {
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copy(item)]));
  if (value instanceof Set) return new Set(value);
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
};

const fact = fc.anything({ withMap: true, withSet: true, maxDepth: 3, key: fc.constantFrom("a", "b", "c") });

it("takes a copy for the same, and a fact with anything added, changed or left out for another", () => {
  fc.assert(fc.property(fact, (one) => sameFact({ one }, copy({ one }))));
  fc.assert(
    fc.property(fc.array(fact, { minLength: 1 }), fc.nat(), (list, at) => {
      const index = at % list.length;
      expect(sameFact(list, list.toSpliced(index, 1))).toBe(false);
      expect(sameFact(list, list.with(index, Symbol("other")))).toBe(false);
      expect(sameFact({ list }, { list, more: undefined })).toBe(false);
      expect(sameFact({ list }, { lists: list })).toBe(false);
    }),
  );
});

it("never takes for the same what it cannot look into", () => {
  expect(sameFact(new Date(0), new Date(0))).toBe(false);
  expect(sameFact(/a/, /a/)).toBe(false);
  expect(sameFact(new Map([["a", 1]]), new Map([["a", 2]]))).toBe(false);
  expect(sameFact(new Map(), new Set())).toBe(false);
  expect(sameFact([], {})).toBe(false);
});
