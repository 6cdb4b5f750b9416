import { describe, expect, it } from "vitest";
import type { TextBlock } from "../rule";
import { typoRules } from "../rules/typos/index";
import { inspect } from "../run";
import { confusionTerms } from "./confusions";
import { builtinPacks } from "./index";

const entries = Object.entries(confusionTerms).flatMap(([rule, terms]) => terms.map((term) => ({ rule, ...term })));
const ids = new Set(Object.keys(confusionTerms));
const termRules = typoRules.filter(({ id }) => ids.has(id));

/** All texts in one pass: the findings of the i-th text are those of block `i`. */
function findings(texts: readonly string[]): string[][] {
  const blocks = texts.map((text, i): TextBlock => ({ id: `${i}`, role: "body", text: `，${text}。` }));
  const found = inspect(blocks, {
    today: "2026-11-22",
    packs: builtinPacks,
    metadata: null,
    rules: termRules,
  }).findings;
  const by = texts.map((): string[] => []);
  for (const { block, text } of found) by[Number(block)]?.push(text);
  return by;
}

describe("the confusion tables (MC-01)", () => {
  it("belong to rules that exist and hold every wrong form once", () => {
    expect(termRules.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(new Set(entries.map(({ wrong }) => wrong)).size).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(2500);
  });

  it("are sound: two characters at least, no wrong form inside its own replacement, a reason for each", () => {
    for (const { wrong, right, why } of entries) {
      expect(Array.from(wrong).length, wrong).toBeGreaterThanOrEqual(2);
      expect(right.length, wrong).toBe(1);
      expect(right[0], wrong).not.toContain(wrong);
      expect(why.length, wrong).toBeGreaterThan(1);
    }
  });

  it("find each of their wrong forms", () => {
    const missed = findings(entries.map(({ wrong }) => wrong)).flatMap((found, i) => {
      const wrong = entries[i]?.wrong ?? "";
      return found.some((text) => text.includes(wrong) || wrong.includes(text)) ? [] : [wrong];
    });
    expect(missed).toEqual([]);
  });

  it("are quiet on each of their right forms, so that a repair leaves nothing to repair", () => {
    const loud = findings(entries.map(({ right }) => right[0] ?? "")).flatMap((found, i) =>
      found.length === 0 ? [] : [`${entries[i]?.wrong} → ${entries[i]?.right[0]}: ${found.join()}`],
    );
    expect(loud).toEqual([]);
  });

  it("never find a wrong form inside its exceptions", () => {
    const innocent = entries.flatMap(({ wrong, unless = [] }) => unless.map((text) => ({ wrong, text })));
    const loud = findings(innocent.map(({ text }) => text)).flatMap((found, i) =>
      found.includes(innocent[i]?.wrong ?? "") ? [innocent[i]?.text] : [],
    );
    expect(loud).toEqual([]);
  });
});
