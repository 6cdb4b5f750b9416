import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTooMany, noPlace, readFeed, vanishing } from "./feed";

const entry = (seq: number, itemId = `item-${seq % 3}`, gone = false) => ({ seq, itemId, gone });
const feed = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));

describe("reading the change feed", () => {
  it("takes a contiguous page and stands at its end, however the feed is cut into pages", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), (start, pages) => {
        let place = { epoch: "e", cursor: start };
        for (const size of pages) {
          const end = place.cursor + size;
          const verdict = readFeed(place, { epoch: "e", entries: feed(place.cursor + 1, end), next: end });
          expect(verdict).toMatchObject({ kind: "read", place: { cursor: end } });
          place = { epoch: "e", cursor: end };
        }
      }),
    );
  });

  it("stops at any missing, doubled or reordered number, and says which it expected", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (size, pick) => {
        const whole = feed(1, size);
        const without = whole.filter((_, at) => at !== pick % (size - 1));
        expect(readFeed(noPlace, { epoch: "e", entries: without, next: size })).toMatchObject({ kind: "gap" });
        const swapped = [...whole].reverse();
        expect(readFeed(noPlace, { epoch: "e", entries: swapped, next: size }).kind).toBe("gap");
      }),
    );
    expect(readFeed(noPlace, { epoch: "e", entries: [entry(1), entry(3)], next: 3 })).toEqual({
      kind: "gap",
      expected: 2,
      got: 3,
    });
  });

  it("a next number beyond the entries is a gap too: changes would be passed over", () => {
    expect(readFeed({ epoch: "e", cursor: 4 }, { epoch: "e", entries: [], next: 6 }).kind).toBe("gap");
    expect(readFeed({ epoch: "e", cursor: 4 }, { epoch: "e", entries: [entry(5)], next: 6 }).kind).toBe("gap");
  });

  it("another epoch, or a feed shorter than what was seen, is a restored platform and starts from the beginning", () => {
    const seen = { epoch: "old", cursor: 7 };
    const restored = { kind: "restored", place: { epoch: "new", cursor: 0 } };
    expect(readFeed(seen, { epoch: "new", entries: feed(8, 9), next: 9 })).toEqual(restored);
    expect(readFeed(seen, { epoch: "old", entries: [], next: 3 }).kind).toBe("restored");
    expect(readFeed(noPlace, { epoch: "new", entries: feed(1, 2), next: 2 }).kind).toBe("read");
  });

  it("an item that left sight and came back is changed, one that left last is gone", () => {
    const entries = [entry(1, "a", true), entry(2, "a"), entry(3, "b"), entry(4, "b", true)];
    expect(readFeed(noPlace, { epoch: "e", entries, next: 4 })).toMatchObject({ changed: ["a"], gone: ["b"] });
  });

  it("asks a person once more than five in a hundred known items would vanish, not counting what is offered again", () => {
    const known = Array.from({ length: 100 }, (_, at) => `i${at}`);
    const shown = new Set(known.slice(7));
    expect(vanishing(known, shown, new Set(["i0", "i1"]))).toHaveLength(5);
    expect(isTooMany(5, 100)).toBe(false);
    expect(isTooMany(6, 100)).toBe(true);
    expect(isTooMany(1, 3)).toBe(true);
    expect(isTooMany(0, 0)).toBe(false);
  });
});
