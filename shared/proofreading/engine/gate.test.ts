import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../rules/index";
import { type Gate, gatesOf } from "./gate";

const isOpen = (gate: Gate, text: string): boolean => gate.some((needed) => text.includes(needed));

describe("the gate of a pattern", () => {
  it.each([
    [/截止(?=[0零]年)/g, "截止0年 截止零年"],
    [/[甲乙][丙丁]/g, "甲丙 甲丁 乙丙 乙丁"],
    [/的(?:甲乙|丙)/g, "的甲乙 的丙"],
    [/的{1,3}寒暄?/g, "的寒 的的寒 的的的寒"],
    [/(?<=寒)的/g, "寒"],
    [/(?<!寒)的(?!暄)/g, "的"],
    [/.{0,9}暄/g, "暄"],
    [/[〔[（]\d/gi, "〔0 〔1"],
    [/k[a]/giu, "Ka KA ka kA \u212aa \u212aA"],
    [/(暄)\1/g, "暄暄"],
    [/([寒暄])丙?\1/g, "寒寒 寒暄 暄寒 暄暄 寒丙寒 寒丙暄 暄丙寒 暄丙暄"],
    [/寒{2,9}暄/g, "寒寒暄"],
    [/寒(?=暄)/g, "寒暄"],
  ])("%s is %s, the rarest it cannot do without", (regex, strings) => {
    const [first] = gatesOf(regex);
    for (const text of strings.split(" ")) expect(first).toContain(text);
    if (!strings.includes("〔")) expect(new Set(first)).toEqual(new Set(strings.split(" ")));
  });

  it.each([
    /[^甲]/g,
    /甲?/g,
    /甲|.{2}/g,
    /[\u4e00-\u9fff]{2}/g,
    /(?!甲)/g,
    /^\s/g,
    /\p{Lu}/gu,
    new RegExp("[[甲乙]--[乙]]", `${"v"}g`),
  ])("%s has none: it may match anything", (regex) => {
    expect(gatesOf(regex)).toEqual([]);
  });

  it("asks for several strings when all of them are needed", () => {
    expect(gatesOf(/寒[^。]{0,20}暄/g).map((gate) => [...gate])).toEqual([["寒"], ["暄"]]);
  });

  const atom = fc.constantFrom(
    "甲",
    "乙",
    "丙",
    "[甲乙]",
    "[^甲]",
    "\\d",
    ".",
    "(?=甲)",
    "(?<=乙)",
    "(?!丙)",
    "1",
    "k",
    "(?:([甲乙])丙{0,2}\\1)",
    "(?:(甲|乙1)(?:丙|\\1){1,3})",
  );
  const { regex: source } = fc.letrec<{ regex: string; part: string }>((tie) => ({
    regex: fc.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      atom,
      fc
        .tuple(atom, fc.constantFrom("?", "{2}", "{0,2}", "{1,3}"))
        .map(([one, many]) => (one.startsWith("(?") ? one : one + many)),
      fc.array(tie("regex"), { minLength: 1, maxLength: 3 }).map((parts) => `(?:${parts.join("|")})`),
      fc.tuple(tie("regex"), fc.constantFrom("?", "{2}")).map(([one, many]) => `(${one})${many}`),
    ),
  }));

  it("is open on every text that a random expression matches", () => {
    const texts = fc.string({ unit: fc.constantFrom("甲", "乙", "丙", "丁", "1", "k", "K", "\u212a"), maxLength: 12 });
    fc.assert(
      fc.property(source, texts, fc.constantFrom("g", "gu", "gi", "giu"), (pattern, text, flags) => {
        const regex = new RegExp(pattern, flags);
        if (!new RegExp(pattern, flags).test(text)) return;
        for (const gate of gatesOf(regex)) expect(isOpen(gate, text), `${gate}`).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("is open wherever a pattern of the rules matches one of its own examples, and most patterns have one", () => {
    let gated = 0;
    let patterns = 0;
    for (const rule of rules) {
      if (rule.scope !== "pattern") continue;
      const texts = [
        ...rule.wrong.map(({ text }) => text),
        ...rule.right.map((one) => (typeof one === "string" ? one : one.text)),
      ];
      for (const { regex } of rule.patterns) {
        const gates = gatesOf(regex);
        patterns += 1;
        if (gates.length > 0) gated += 1;
        for (const text of texts.map((one) => one.replace(/[⟦⟧]/g, "")))
          if (text.search(regex) !== -1) for (const gate of gates) expect(isOpen(gate, text), rule.id).toBe(true);
      }
    }
    expect(gated).toBeGreaterThan(patterns * 0.9);
  });
});
