import { expect, it } from "vitest";
import { storeWords } from "./store-words";

it("D8: two stores of one person are told apart by origin, drafts and newest change; a single one needs no words", () => {
  expect(storeWords({ broughtBy: null, facts: null })).toBe("");
  const here = { broughtBy: null, facts: { drafts: 12, changedAt: "2026-11-21T02:05:06.000Z" } };
  expect(storeWords(here)).toBe("在本机开始的存储，12 篇草稿，最新改动 2026-11-21 10:05:06");
  const there = { broughtBy: "20261119T110000Z", facts: { drafts: 0, changedAt: null } };
  expect(storeWords(there)).toBe("从备份恢复的存储（备份于 2026-11-19 19:00:00），0 篇草稿，没有改动过的草稿");
});
