import { expect, test } from "vitest";
import { builtinPacks } from "./packs/index";
import { packOf } from "./packs/pack";
import type { BlockLink } from "./rule";
import { inspect } from "./run";

const today = "2026-11-22";
const packs = [...builtinPacks, packOf("bad", "1", { badHosts: ["example.net"] })];
const foundIn = (text: string, links: readonly BlockLink[]) =>
  inspect([{ id: "b1", role: "body", text, links }], { today, metadata: null, packs }).findings.map(
    ({ rule, text: words }) => `${rule} ${words}`,
  );
const over = (text: string, href: string): BlockLink[] => [{ start: 0, end: text.length, href }];

test("a slip inside linked words and the link's outside target are both shown", () => {
  const text = "全面布署网站检查工作。";
  // The slip is graver than an outside link and less grave than a forbidden one.
  for (const href of ["https://www.example.com/a", "https://www.example.net/a"])
    expect(foundIn(text, over(text, href))).toEqual([`link-external ${text}`, "typo-official-term 布署"]);
  expect(foundIn(text, over(text, "https://www.gov.cn/a"))).toEqual(["typo-official-term 布署"]);
});

test("one place has one finding about a link's target: the graver", () => {
  const found = foundIn("点击这里", over("点击这里", "https://www.example.com/a"));
  expect(found).toEqual(["link-external 点击这里"]);
});

test("a link that shows its address is words like any other: one finding", () => {
  const text = "www.gov.cn";
  expect(foundIn(text, over(text, "https://www.example.com/a"))).toEqual([`link-mismatch ${text}`]);
});
