import { describe, expect, it } from "vitest";
import { builtinPacks } from "./packs/index";
import type { TextBlock } from "./rule";
import { rules } from "./rules/index";
import { inspect } from "./run";

const seeds = [
  ...'1， 約 的的， 〔 国办发〔 （ “ 《 密 一 的 政府 ， 1 1. a http:// www. 一、 “（ 2024年 〔 第 X × 。 " 约三百人 办发'.split(
    " ",
  ),
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

describe("a hostile text", () => {
  // How long each rule takes over these is a figure of the bench; a rule that went round for ever would end the run.
  it.each(seeds.map((seed): [string, string] => [JSON.stringify(seed), seed]))(
    "of 20,000 characters of %s is read by every rule to its end, and findings stay inside it",
    (_, seed) => {
      const blocks = adversary(seed);
      const lengths = new Map(blocks.map(({ id, text }) => [id, text.length]));
      for (const rule of rules) {
        const { findings } = inspect(blocks, {
          today: "2026-11-22",
          packs: builtinPacks,
          metadata: null,
          rules: [rule],
        });
        for (const { block, start, end } of findings) {
          expect(start, rule.id).toBeLessThanOrEqual(end);
          expect(end, rule.id).toBeLessThanOrEqual(lengths.get(block) ?? -1);
        }
      }
    },
  );
});
