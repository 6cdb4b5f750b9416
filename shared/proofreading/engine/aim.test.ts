import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hitsOf } from "../hits";
import { rules } from "../rules/index";
import { type Aim, aimed, hitFrom } from "./aim";
import { firstUnits } from "./first-units";

const placesOf = (regex: RegExp, text: string) => hitsOf(text, regex).map(({ index, 0: hit }) => [index, hit]);

function aimedPlaces(aim: Aim, text: string): (readonly [number, string])[] {
  const places: (readonly [number, string])[] = [];
  for (let hit = hitFrom(aim, text, 0); hit !== null; ) {
    places.push([hit.index, hit[0]]);
    hit = hitFrom(aim, text, hit.index + Math.max(1, hit[0].length));
  }
  return places;
}

describe("what a match may begin with", () => {
  it.each([
    [/(?<=甲乙)丙/g, "丙"],
    [/(?<=甲|乙丙)(?:丁|[戊己])/g, "丁己戊"],
    [/(?<=甲[乙丙])丁?\d/g, "0123456789丁"],
    [/(?<=甲乙)丁|(?<=丙乙)戊/g, "丁戊"],
    [/(?<=甲乙)(?=丙)(?<mark>丙丁)/g, "丙"],
    [/(?=[甲乙])(?<!丙)[一-龥]/g, "乙甲"],
    [/(?<=甲乙)(?=[丙丁]戊)[一-龥]/g, "丁丙"],
  ])("of %s is one of %s", (regex, units) => {
    expect(firstUnits(regex)).toBe(units);
  });

  it.each([
    /甲(?<=乙甲)/g,
    /(?<=甲)乙/g,
    /(?<!甲乙)丙/g,
    /(?<=甲乙)[^丙]/g,
    /(?<=甲乙)丙?/g,
    /(?<=甲乙)[一-龥]/g,
    /(?<=甲乙)./g,
    /(?<=(甲)乙)\1/g,
    /(?<=甲乙)k/gi,
    /(?<=甲乙)丙/gu,
  ])("of %s is not asked for", (regex) => {
    expect(aimed(regex).regex).toBe(regex);
  });
});

describe("a pattern aimed at what it begins with", () => {
  const atom = fc.constantFrom(
    "甲",
    "[乙丙]",
    "\\d",
    "[2-9a-h]",
    "-",
    "\\]",
    "[\\^1]",
    "甲?",
    "[^甲]",
    "(?=乙)",
    "(?!丙)",
    "$",
  );
  const part = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join(""));
  const source = fc
    .array(fc.tuple(part, part), { minLength: 1, maxLength: 3 })
    .map((pairs) => pairs.map(([before, after]) => `(?<=^|${before})${after}`).join("|"));
  const texts = fc.string({ unit: fc.constantFrom("甲", "乙", "丙", "1", "-", "]", "^"), maxLength: 12 });

  it("finds what the pattern finds, where it finds it", () => {
    fc.assert(
      fc.property(source, texts, (pattern, text) => {
        expect(aimedPlaces(aimed(new RegExp(pattern, "g")), text)).toEqual(placesOf(new RegExp(pattern, "g"), text));
      }),
      { numRuns: 3000 },
    );
  });

  it("does so for the rules' own patterns on their own examples, and many of them are aimed", () => {
    let count = 0;
    for (const rule of rules) {
      if (rule.scope !== "pattern") continue;
      const texts = rule.wrong.map(({ text }) => text.replace(/[⟦⟧]/g, ""));
      for (const { regex } of rule.patterns) {
        const other = aimed(regex);
        if (other.regex === regex) continue;
        count += 1;
        for (const text of texts) expect(aimedPlaces(other, text), String(regex)).toEqual(placesOf(regex, text));
      }
    }
    expect(count).toBeGreaterThan(200);
  });
});
