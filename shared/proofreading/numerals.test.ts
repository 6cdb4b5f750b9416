import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberToWords, wordsToNumber } from "./numerals";

describe("numbers in words", () => {
  it("are read back as the number they were written from", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(wordsToNumber(numberToWords(value))).toBe(BigInt(value));
      }),
    );
  });

  it("are written as articles are numbered", () => {
    expect([10, 15, 20, 105, 110, 1260].map(numberToWords)).toEqual([
      "十",
      "十五",
      "二十",
      "一百零五",
      "一百一十",
      "一千二百六十",
    ]);
  });

  it("are read with 万 and 亿, digit by digit, and in the forms of cheques", () => {
    expect(["三亿五千万", "一万二千", "二〇二四", "叁万伍仟陆佰", "两"].map(wordsToNumber)).toEqual([
      350_000_000n,
      12_000n,
      2024n,
      35_600n,
      2n,
    ]);
    expect(wordsToNumber("甲")).toBeNull();
    expect(wordsToNumber("")).toBeNull();
  });
});
