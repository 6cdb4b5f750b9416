import fc from "fast-check";
import { expect, it } from "vitest";
import { sentenceAt } from "./sentences";

it("the number of a sentence is one more than the ends of sentences before it, whatever was asked before", () => {
  const text = fc.string({ unit: fc.constantFrom("甲", "，", "。", "；", "！"), maxLength: 12 });
  const questions = fc.array(fc.tuple(text, fc.nat(12)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(questions, (asked) => {
      for (const [one, at] of asked) {
        const place = Math.min(at, one.length);
        expect(sentenceAt(one, place)).toBe(one.slice(0, place).split(/[。！？；]/).length);
      }
    }),
  );
});
