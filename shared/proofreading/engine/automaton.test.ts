import fc from "fast-check";
import { expect, it } from "vitest";
import { TermMatcher } from "../term-matcher";

const units = fc.constantFrom("甲", "乙", "丙", "\ud83d", "\ude00");
const words = fc.array(fc.string({ unit: units, minLength: 1, maxLength: 5 }), { maxLength: 12 });

it("finds every occurrence of every word, overlapping ones and repeated words too, as a plain search does", () => {
  fc.assert(
    fc.property(words, fc.string({ unit: units, maxLength: 40 }), (list, text) => {
      const found = new TermMatcher(list).find(text).map(({ term, start, end }) => `${term} ${start} ${end}`);
      const all = new Set(
        list.flatMap((word, term) => {
          const places: string[] = [];
          for (let at = 0; at < text.length; at += 1)
            if (text.startsWith(word, at)) places.push(`${term} ${at} ${at + word.length}`);
          return places;
        }),
      );
      expect(new Set(found)).toEqual(all);
      expect(found).toHaveLength(all.size);
    }),
    { numRuns: 1000 },
  );
});

it("takes tens of thousands of words and finds the longest chain of words inside each other", () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `词${i.toString(36)}尾`);
  const matcher = new TermMatcher([...many, "尾", "", "9尾"]);
  expect(matcher.find("词9尾").map(({ term }) => term)).toEqual([9, 20_002, 20_000]);
});
