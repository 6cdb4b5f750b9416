import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FEATURES, featureNames } from "./features";
import { PackedFile, packSections } from "./packed-file";
import { StatisticalSpeller } from "./statistical-speller";
import { SWAP_FEATURES } from "./swap-features";
import { SwapHistory } from "./swap-history";
import { toyModel } from "./testing/toy-model";
import { PROBABLE, SWAPPED_RUN } from "./tiers";
import { LEAF, SCALE, type Trees } from "./trees";
import { VERIFIER_SECTION, verifierBytes, verifierOf } from "./verifier";

const model = () =>
  toyModel({
    sentences: ["加快建设大数据产业平台。", "开展安全隐患排查整治。", "驻村帮扶工作队逐户走访。"],
    words: ["数据", "整治", "帮扶", "排查"],
    pairs: [
      [0, "据局"],
      [0, "扶夫"],
      [0, "整正"],
      [0, "治制"],
    ],
  });

/** Two to one for a change that gains more than this, two to one against any other. */
const verifier = (gain: number): Trees => ({
  roots: Uint32Array.from([0]),
  feature: Uint8Array.from([featureNames.indexOf("gain"), LEAF, LEAF]),
  value: Int16Array.from([gain, -2 * SCALE, 2 * SCALE]),
  right: Uint8Array.from([2, 0, 0]),
  base: 0,
});

describe("the speller", () => {
  it("tells the slips the verifier believes in, words in one piece", () => {
    const speller = new StatisticalSpeller(model(), verifier(0));
    expect(speller.slipsIn("加快建设大数局产业平台。开展安全隐患排查正制。")).toEqual([
      { start: 6, end: 7, right: "据", odds: 2, word: { start: 5, end: 7 } },
      { start: 20, end: 22, right: "整治", odds: 2, word: { start: 20, end: 22 } },
    ]);
  });

  it("keeps back what the verifier does not believe", () => {
    expect(new StatisticalSpeller(model(), verifier(32_000)).slipsIn("加快建设大数局产业平台。")).toEqual([]);
  });

  it("answers a text it has read before as it did then", () => {
    const speller = new StatisticalSpeller(model(), verifier(0));
    const parts = ["加快建设大数局产业平台。", "驻村帮夫工作队", "𠮷", "12", "，", "a"];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (list) => {
        const text = list.join("");
        const first = speller.slipsIn(text);
        expect(speller.slipsIn(text)).toEqual(first);
        expect(new StatisticalSpeller(model(), verifier(0)).slipsIn(text)).toEqual(first);
        for (const { start, end, right } of first) {
          expect(text.slice(start, end)).not.toBe(right);
          expect(right.length).toBe(end - start);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the speller with a judge of words in the place of others", () => {
  const judge = (odds: number): Trees => ({
    roots: Uint32Array.from([0]),
    feature: Uint8Array.from([SWAP_FEATURES - 1, LEAF, LEAF]),
    value: Int16Array.from([0, -2 * SCALE, odds * SCALE]),
    right: Uint8Array.from([2, 0, 0]),
    base: 0,
  });
  const speller = (words: readonly string[], odds: number) =>
    new StatisticalSpeller(
      toyModel({ sentences: ["开展安全隐患排查整治。"], words: ["排查", ...words], pairs: [[4, "查渣"]] }),
      verifier(32_000),
      { trees: judge(odds), history: new SwapHistory("") },
    );
  const text = "开展安全隐患排渣整治。";

  it("tells a run that is no word as a slip, only what differs, as sure as its judge", () => {
    expect(speller([], 4).slipsIn(text)).toEqual([
      { start: 7, end: 8, right: "查", odds: 4 - SWAPPED_RUN + PROBABLE, word: { start: 6, end: 8 } },
    ]);
    expect(speller([], 4).confusedIn(text)).toEqual([]);
  });

  it("tells a word in the place of another as a confusion, whole", () => {
    expect(speller(["排渣"], 4).slipsIn(text)).toEqual([]);
    expect(speller(["排渣"], 4).confusedIn(text)).toMatchObject([{ start: 6, end: 8, right: "排查" }]);
  });

  it("keeps back what the judge is not sure of", () => {
    expect(speller([], 1).slipsIn(text)).toEqual([]);
    expect(speller(["排渣"], 1).confusedIn(text)).toEqual([]);
  });
});

describe("the verifier in the packed model", () => {
  const packed = (bytes: Uint8Array) => PackedFile.open(packSections([{ name: VERIFIER_SECTION, bytes }]));

  it("comes back as it was written", () => {
    expect(verifierOf(packed(verifierBytes(verifier(3))))).toEqual(verifier(3));
  });

  it("is not taken for other features, damaged, or missing", () => {
    const other = verifierBytes(verifier(3));
    other[0] = FEATURES + 1;
    expect(verifierOf(packed(other))).toBeNull();
    expect(verifierOf(packed(verifierBytes(verifier(3)).subarray(0, 20)))).toBeNull();
    const unknown = { ...verifier(3), feature: Uint8Array.from([FEATURES, LEAF, LEAF]) };
    expect(verifierOf(packed(verifierBytes(unknown)))).toBeNull();
    expect(verifierOf(PackedFile.open(packSections([{ name: "other", bytes: new Uint8Array(8) }])))).toBeNull();
  });
});
