import { describe, expect, it } from "vitest";
import { bytesOfTrees, scoreOf, treesOfBytes } from "../../../shared/proofreading/spelling/trees";
import { boost, defaultOptions, generator, type Sample } from "./boost";
import { figuresAt, reachable } from "./measure";

const random = generator(1);
/** Right when the first number is above 10 and the second below 0, or the third is 7; the fourth says nothing. */
const samples: Sample[] = Array.from({ length: 1500 }, () => {
  const row = Int16Array.from([random() * 40 - 10, random() * 100 - 50, random() * 10, random() * 1000]);
  return { row, isRight: ((row[0] ?? 0) > 10 && (row[1] ?? 0) < 0) || row[2] === 7, weight: 1 };
});
const options = { ...defaultOptions, trees: 40, rate: 0.2, featureShare: 1 };

describe("the trainer", () => {
  const trees = boost(samples.slice(0, 1000), options);

  it("finds what depends on several features together, in rows it has not seen", () => {
    const right = samples.slice(1000).filter(({ row, isRight }) => scoreOf(trees, row) > 0 === isRight);
    expect(right.length).toBeGreaterThan(480);
  });

  it("gives the same trees for the same samples, and trees that can be written and read", () => {
    expect(boost(samples.slice(0, 1000), options)).toEqual(trees);
    expect(treesOfBytes(bytesOfTrees(trees))).toEqual(trees);
  });

  it("grows no more than single leaves when nothing tells right from wrong", () => {
    const flat = boost(
      samples.slice(0, 200).map(({ isRight }) => ({ row: new Int16Array(3), isRight, weight: 1 })),
      { ...options, trees: 3 },
    );
    expect(flat.feature.length).toBe(3);
  });
});

describe("the figures", () => {
  const judged = (at: number, isRight: boolean) => ({ at, to: 65, isRight, row: new Int16Array(1) });
  const sentence = {
    wrong: "甲乙丙丁戊己庚辛壬癸",
    slips: [1, 4],
    judged: [judged(1, true), judged(4, false), judged(7, false)],
  };
  const all = [{ sentence, scores: [900, 500, 100] }];

  it("count a wrong change of a real slip against precision but not as a false alarm", () => {
    expect(figuresAt(all, 200)).toMatchObject({ precision: 0.5, recall: 0.5, alarms: 0 });
    expect(figuresAt(all, 0)).toMatchObject({ recall: 0.5, alarms: 1000 });
    expect(figuresAt(all, 600)).toMatchObject({ precision: 1, recall: 0.5, alarms: 0 });
  });

  it("know what the search never proposed", () => {
    expect(reachable([sentence])).toBe(0.5);
  });
});
