import { describe, expect, it } from "vitest";
import { idioms } from "../../shared/proofreading/slips/data/idioms";
import { officialPhrases } from "../../shared/proofreading/slips/data/official-phrases";
import { coveredForms, judgedPhrases } from "../../shared/proofreading/slips/data/scale";
import { phraseSlips } from "../../shared/proofreading/slips/known-phrases";
import { formOf, type RightForm } from "../../shared/proofreading/slips/right-form";
import { drawer, type Family, families, SlipGenerator } from "./testing/slip-generator";

const forms = [...idioms.trim().split("\n"), ...officialPhrases.trim().split("\n")].map(formOf);
const judged = forms.filter(({ weight }) => weight !== "context");
const common = new Set(judged.map(({ text }) => text).join(""));

/** Whether the tables speak of such a slip at this place at all. */
function isCovered({ innocent, swapped, dropped, doubled }: RightForm, at: number, family: Family): boolean {
  if (family === "swapped") return !swapped.includes(String(at));
  if (family === "dropped") return !dropped.includes(String(at));
  if (family === "doubled") return !doubled.includes(String(at));
  return innocent.get(at) !== "*";
}

/** The share of so many generated slips that are found and put right. */
function recall(family: Family, wanted: number): number {
  const draw = drawer(20_261_122);
  const generator = new SlipGenerator(draw, common);
  let made = 0;
  let found = 0;
  while (made < wanted) {
    const form = judged[draw(judged.length)];
    if (form === undefined) continue;
    const at = draw(form.text.length);
    const slip = isCovered(form, at, family) ? generator.slip(form.text, at, family) : null;
    if (slip === null) continue;
    made += 1;
    if (phraseSlips(`，${slip.wrong}。`).some(({ phrase }) => phrase.text === slip.right)) found += 1;
  }
  return found / made;
}

describe("the phrases that ship", () => {
  it.each(families)(
    "find at least 95 of 100 generated slips of the family %s and say what is right (R23)",
    (family) => {
      expect(recall(family, 1_000)).toBeGreaterThanOrEqual(0.95);
    },
  );

  it("stand for at least 50,000 wrong forms, and no phrase is listed twice", () => {
    expect(coveredForms).toBeGreaterThanOrEqual(50_000);
    expect(judged).toHaveLength(judgedPhrases);
    expect(new Set(forms.map(({ text }) => text)).size).toBe(forms.length);
  });

  it("are all quiet when they are written as they should be", () => {
    for (const { text } of forms) expect(phraseSlips(`，${text}。`), text).toEqual([]);
  });
});
