import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitsAt, hitsOf } from "./hits";
import { searchFor } from "./search";

const shown = (hits: readonly RegExpExecArray[]) => hits.map(({ index, 0: hit }) => [index, hit]);
const texts = fc.string({ unit: fc.constantFrom("甲", "乙", "丙", "丁", "戊", "1"), maxLength: 14 });

describe("a search by table", () => {
  it.each([/甲乙|乙丙丁?|丁(?!甲)/g, /(?<!甲)(?:乙|丙{1,2})/g, /(?<=甲)\d?乙|戊/g, /甲?/g, /[^甲]乙/g])(
    "finds what %s finds, where it finds it",
    (pattern) => {
      const search = searchFor(pattern);
      fc.assert(
        fc.property(texts, (text) => {
          expect(shown(search(text))).toEqual(shown(hitsOf(text, pattern)));
        }),
      );
    },
  );

  it("finds the same where the places are told", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const places = [...text].flatMap((char, at) => ("甲乙".includes(char) ? [at] : []));
        expect(shown(hitsAt(text, /甲[甲乙]?|乙丙/y, places))).toEqual(shown(hitsOf(text, /甲[甲乙]?|乙丙/g)));
      }),
    );
  });
});
