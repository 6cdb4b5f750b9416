import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSpellingModel } from "../../shared/proofreading/spelling/spelling-model";
import { BEGIN, TokenLine, UNKNOWN } from "../../shared/proofreading/spelling/tokens";
import { buildModel } from "./model";
import { keptOf } from "./pruning";
import { resemblances } from "./shapes";
import { CHARACTERS, chancesOf, levelsOf, MATERIAL, runsOf, SIZES, TEXT } from "./testing/office";
import { placeOfRun } from "./tree";

describe("the packed model", () => {
  const model = openSpellingModel(buildModel(MATERIAL));
  const { language, vocabulary } = model;
  const idOf = (text: string) => vocabulary.idOf(text.charCodeAt(0));

  it.each(SIZES)("gives back $name of the n-grams with their probability in steps of 1/32", ({ wanted }) => {
    const { levels } = levelsOf(TEXT);
    const kept = keptOf(levels, wanted);
    const { chances } = chancesOf(levels, kept);
    const reader = openSpellingModel(buildModel({ ...MATERIAL, characters: [], wanted })).language;
    const found = [0, 0, 0, 0];
    for (const { ids, level, place } of runsOf(levels)) {
      if (level === 0 || kept[level]?.[place] !== 1) continue;
      const [last = 0, second = UNKNOWN, third = UNKNOWN, fourth = UNKNOWN] = [...ids].reverse();
      reader.setContext(0, fourth, third, second);
      const score =
        level === 1
          ? reader.bigram(second, last)
          : level === 2
            ? reader.trigram(third, second, last)
            : reader.score(0, last);
      expect(-score).toBeCloseTo(Math.max(0, Math.round(-Math.log10(chances[level]?.[place] ?? 1) * 32)));
      expect(reader.hit).toBe(level + 1);
      found[level] = (found[level] ?? 0) + 1;
    }
    expect(reader.counts.slice(1)).toEqual(found.slice(1));
    expect(found[3]).toBeGreaterThan(50);
  });

  it("has no false hits: what was never counted is answered by a lower order", () => {
    const { levels } = levelsOf(TEXT);
    const reader = openSpellingModel(buildModel({ ...MATERIAL, characters: [] })).language;
    const id = fc.integer({ min: 3, max: vocabulary.size - 1 - CHARACTERS.length });
    fc.assert(
      fc.property(id, id, id, id, (a, b, c, d) => {
        reader.setContext(0, a, b, c);
        reader.score(0, d);
        const longest = [4, 3, 2].find(
          (size) => placeOfRun(levels, Uint16Array.from([a, b, c, d]).subarray(4 - size)) >= 0,
        );
        expect(reader.hit).toBe(longest ?? 1);
      }),
      { numRuns: 2000 },
    );
  });

  it("scores the same by its state, by three characters given and after a copy", () => {
    language.reserve(40);
    const line = new TokenLine();
    line.fill(TEXT[7] ?? "", vocabulary);
    language.begin(20);
    for (let i = 0; i < line.length; i += 1) {
      const idBefore = (back: number) => (i >= back ? (line.ids[i - back] ?? 0) : BEGIN);
      language.setContext(30, idBefore(3), idBefore(2), idBefore(1));
      language.copy(20, 31);
      const id = line.ids[i] ?? 0;
      expect(language.score(31, id)).toBe(language.score(20, id));
      const given = language.score(30, id);
      expect(language.same(20, 30)).toBe(true);
      expect(language.advance(20, id, 20)).toBe(given);
    }
  });

  it("agrees with itself on pairs and triples asked for by their characters", () => {
    const [a, b, c] = [idOf("政"), idOf("府"), idOf("于")];
    expect(language.hasBigram(a, b)).toBe(true);
    expect(language.hasBigram(b, a)).toBe(false);
    language.setContext(0, UNKNOWN, UNKNOWN, a);
    expect(language.bigram(a, b)).toBe(language.score(0, b));
    expect(language.bigram(a, c)).toBe(language.score(0, c));
    expect(language.trigram(a, b, c)).toBeGreaterThan(language.trigram(b, a, c));
    language.setContext(0, UNKNOWN, a, b);
    expect(language.trigram(a, b, c)).toBe(language.score(0, c));
    expect(language.unigram(idOf("政"))).toBeLessThan(0);
  });

  it("prefers the sentences it was trained on to their characters in disorder", () => {
    const costOf = (text: string) => {
      const line = new TokenLine();
      line.fill(text, vocabulary);
      language.begin(0);
      let cost = 0;
      for (let i = 0; i < line.length; i += 1) cost -= language.advance(0, line.ids[i] ?? 0, 0);
      return cost;
    };
    expect(costOf("镇人民政府公布了会议纪要。")).toBeLessThan(costOf("镇民人政府布公了议会纪要。"));
  });

  it("knows for each character those of the same sound, near sound, like shape and half-like shape", () => {
    const common = [...CHARACTERS].flatMap(({ unit }) =>
      Array.from({ length: 24 }, () => `${String.fromCharCode(unit).repeat(2)}。`),
    );
    const { confusions, vocabulary: known } = openSpellingModel(
      buildModel({ ...MATERIAL, lines: () => [...TEXT, ...common] }),
    );
    const kind = (a: string, b: string) => confusions.typeOf(known.idOf(a.charCodeAt(0)), known.idOf(b.charCodeAt(0)));
    expect([kind("指", "只"), kind("指", "制"), kind("指", "脂"), kind("兑", "党"), kind("指", "年")]).toEqual([
      0, 1, 5, 3, 3,
    ]);
    const range = confusions.end(known.idOf("兑".charCodeAt(0))) - confusions.begin(known.idOf("兑".charCodeAt(0)));
    expect(range).toBe(1);
  });

  it("knows its words and offers those that sound alike", () => {
    const line = new TokenLine();
    line.fill("完成检查指标的只标", vocabulary);
    expect(model.words.classOf(line.units, 4, 2)).toBe(5);
    expect(model.words.classOf(line.units, 7, 2)).toBe(0);
    expect(model.words.cover(line.units, line.length, 3)).toBe((4 << 4) | 4);
    expect(model.words.cover(line.units, line.length, 0)).toBe(0);
    expect(model.homophones.find(line.units, 7, 2)).toBe(1);
    expect([...model.homophones.ids.subarray(0, 2)]).toEqual([idOf("指"), idOf("标")]);
    expect(model.homophones.find(line.units, 4, 2)).toBe(0);
    expect(model.readings.share(idOf("指"), idOf("制"))).toBe(true);
    expect(model.readings.share(idOf("指"), idOf("标"))).toBe(false);
  });

  it("is made the same to the last byte every time", () => {
    expect(Buffer.from(buildModel(MATERIAL)).equals(Buffer.from(buildModel(MATERIAL)))).toBe(true);
  });
});

describe("half-like shapes", () => {
  it("are those with a common half of the code or one letter's difference", () => {
    const alike = resemblances(CHARACTERS);
    const like = (a: string, b: string) => alike.get(a.charCodeAt(0))?.has(b.charCodeAt(0)) ?? false;
    expect([like("兑", "党"), like("指", "脂"), like("指", "标"), like("年", "只")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
