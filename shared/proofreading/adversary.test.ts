import { describe, expect, it } from "vitest";
import { mergeLexicon } from "./lexicon";
import { builtinPacks } from "./packs/index";
import type { TextBlock } from "./rule";
import { rules } from "./rules/index";
import { inspect } from "./run";

const seeds = [
  ...'（ “ 《 密 一 的 政府 ， 1 1. a http:// www. 一、 “（ 2024年 〔 第 X × 。 " 约三百人 办发'.split(" "),
  " ",
  "　",
  "\ud800",
  "各单位要切实加强组织领导并压实工作责任，",
];

function adversary(seed: string): readonly TextBlock[] {
  const text = seed.repeat(Math.ceil(20_000 / seed.length));
  const lines = Array.from({ length: 500 }, (_, i): TextBlock => ({ id: `l${i}`, role: "body", text: seed }));
  return [{ id: "long", role: "body", text }, ...lines];
}

/** Sentences without an end, one character for ever, marks without partners: what made a rule look again and again. */
const blockSeeds = ["1，", "約", "（", "“", "的的，", "a", "〔", "http://a.", "国办发〔", "，"];

describe("a hostile block", () => {
  it.each(blockSeeds)("of 20,000 characters of %s takes a rule little more than reading it", (seed) => {
    const block: TextBlock = { id: "b", role: "body", text: seed.repeat(Math.ceil(20_000 / seed.length)) };
    const context = { metadata: null, today: "2026-11-22", lexicon: mergeLexicon(builtinPacks) };
    for (const rule of rules) {
      let best = Number.POSITIVE_INFINITY;
      // 20 ms on an idle machine; other work is allowed for, and the quadratic ones took a multiple of this.
      for (let i = 0; i < 8 && best > 20; i += 1) {
        const before = Date.now();
        if (rule.scope === "document") rule.find([block], context);
        else rule.find(block, context);
        best = Math.min(best, Date.now() - before);
      }
      expect(best, rule.id).toBeLessThan(60);
    }
  });
});

describe("a hostile text", () => {
  it.each(seeds.map((seed): [string, string] => [JSON.stringify(seed), seed]))(
    "of 20,000 characters of %s keeps no rule busy",
    (_, seed) => {
      const blocks = adversary(seed);
      for (const rule of rules) {
        const run = () => {
          const before = Date.now();
          inspect(blocks, { today: "2026-11-22", packs: builtinPacks, metadata: null, rules: [rule] });
          return Date.now() - before;
        };
        // The machine may be busy with other work, so a slow run is repeated.
        const first = run();
        const best = first < 300 ? first : Math.min(run(), run());
        expect(best, rule.id).toBeLessThan(300);
      }
    },
  );
});
