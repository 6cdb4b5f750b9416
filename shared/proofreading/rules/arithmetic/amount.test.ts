import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountsIn, ONE, roundingOf, shown, shownAs, sumOf } from "./amount";

const read = (text: string) =>
  amountsIn(text).map(({ value, multiple, unit, label }) => `${label}|${shownAs(value, { multiple, unit })}`);

describe("amountsIn", () => {
  it("reads number, unit and label in figures and in words", () => {
    expect(read("共检查网站62家，其中合格五十二家、不合格10家。")).toEqual([
      "共检查网站|62家",
      "其中合格|52家",
      "不合格|10家",
    ]);
    expect(read("投资1.2万亿元，占52.3％，面积一百零五平方米")).toEqual([
      "投资|1.2万亿元",
      "占|52.3%",
      "面积|105平方米",
    ]);
    expect(read("占百分之五十二点三")).toEqual(["占|52.3%"]);
    expect(read("收入1,234,567.89元")).toEqual(["收入|1234567.89元"]);
  });

  it("reads no amount in years, ordinals and document numbers", () => {
    expect(read("2024年5月，第3家，国办发〔2017〕47号，第三人")).toEqual([]);
  });

  it("marks what is only roughly known", () => {
    expect(amountsIn("约62家，近3万元，500多人，62家左右").map(({ isRounded }) => isRounded)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(amountsIn("共62家").map(({ isRounded }) => isRounded)).toEqual([false]);
  });

  it("gives back every figure it is given, to six decimals", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (millionths) => {
        const [amount] = amountsIn(`共${shown(millionths)}元`);
        expect(amount?.value).toBe(millionths);
      }),
    );
  });
});

describe("roundingOf", () => {
  const of = (text: string) => {
    const [total, ...parts] = amountsIn(text);
    if (total === undefined) throw new Error("no amount");
    return roundingOf(total, parts);
  };

  it("allows nothing for whole numbers and half of each last figure for rounded ones", () => {
    expect(of("共62家，合格52家，不合格10家")).toBe(0n);
    expect(of("共5万元，甲3万元，乙2万元")).toBe(0n);
    expect(of("共5.00元，甲3.15元，乙1.85元")).toBe(0n);
    expect(of("共100.0%，甲52.3%，乙47.7%")).toBe(((ONE / 10n) * 3n) / 2n);
    expect(sumOf(amountsIn("52.3%，47.7%"))).toBe(100n * ONE);
  });
});
