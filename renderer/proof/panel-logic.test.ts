import { expect, test } from "vitest";
import type { Finding } from "../../shared/proofreading/finding";
import { keyOf } from "../../shared/proofreading/ledger";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { inspect } from "../../shared/proofreading/run";
import { entriesFor, panelView } from "./dispositions";
import { categoryChoices, everything, severityChoices, shownGroups } from "./filter";
import { maskings, previewOf, quotedOf, safeFixes } from "./safe-fixes";
import { merged } from "./second-opinion";

const decider = { personId: "p1", name: "张晓岚", stage: "draft", at: "2026-11-22T02:00:00.000Z", group: "g" };
const blocksOf = (...texts: readonly string[]) =>
  texts.map((text, n) => ({ id: `p${n}`, role: "body" as const, text }));

function viewOf(blocks: ReturnType<typeof blocksOf>) {
  const { findings } = inspect(blocks, { today: "2026-11-22", metadata: null, packs: builtinPacks });
  const report = { contentHash: "sha-256:0", status: "complete" as const, reason: "", findings, packs: [], at: "" };
  return { findings, report, view: panelView(report, []) };
}

const made = (change: Partial<Finding>): Finding => ({
  rule: "r",
  pack: "builtin 1",
  category: "punctuation",
  severity: "error",
  block: "p0",
  start: 2,
  end: 3,
  text: ",",
  message: "",
  authority: "",
  suggestions: ["，"],
  fix: "safe",
  confidence: 1,
  print: `${change.block ?? "p0"} ${change.start ?? 2}`,
  ...change,
});

const reportWith = (...findings: Finding[]) => ({
  contentHash: "sha-256:0",
  status: "complete" as const,
  reason: "",
  findings,
  packs: [],
  at: "",
});

test("R8: in bulk go only open, mechanical corrections outside quotations and politics", () => {
  const blocks = blocksOf("请速,办理。他说“速,办”。", "党中央,同志");
  const [plain, quoted] = [made({}), made({ start: 10, end: 11 })];
  const political = made({ block: "p1", start: 3, end: 4, category: "party-wording" });
  const local = made({ start: 0, end: 1, text: "请", pack: "local:个人词典" });
  const unsure = made({ start: 4, end: 5, text: "理", fix: "suggest" });
  const report = reportWith(plain, quoted, political, local, unsure);
  expect(safeFixes(panelView(report, []), blocks)).toEqual([plain]);
  const dismissed = entriesFor([plain], { disposition: "ignore", reason: "原文如此" }, decider);
  expect(safeFixes(panelView(report, dismissed), blocks)).toEqual([]);
});

test("of two corrections that overlap only one goes in one bulk", () => {
  const wide = made({ start: 1, end: 4, text: "速,办", suggestions: ["速，办"] });
  expect(safeFixes(panelView(reportWith(wide, made({})), []), blocksOf("请速,办理。"))).toEqual([made({})]);
});

test("the marks of a quotation are not inside it, nor is what follows it", () => {
  const text = "甲“乙”丙《丁》";
  const places = [7, 6, 5, 4, 3, 2, 1].map((start) => ({ start, end: start + 1 }));
  expect(quotedOf(text, places).map(({ start }) => start)).toEqual([2, 6]);
  expect(quotedOf("甲“乙，丙", [{ start: 3, end: 4 }])).toEqual([]);
});

test("of many corrections in one paragraph every one goes in bulk that no shorter one overlaps", () => {
  const many = Array.from({ length: 3_000 }, (_, i) => made({ start: i * 3, end: i * 3 + 1, print: `m${i}` }));
  const wide = many.map(({ start }, i) => made({ start: start - 1, end: start + 2, text: "速,办", print: `w${i}` }));
  const lone = made({ start: 9_100, end: 9_103, text: "速,办", print: "lone" });
  const report = reportWith(...wide, ...many, lone);
  expect(safeFixes(panelView(report, []), blocksOf("请速,".repeat(3_100)))).toEqual([lone, ...many]);
});

test("R14: a personal number's suggestion is its masked form, offered for all of them at once", () => {
  const { view } = viewOf(blocksOf("联系人李明，手机13812345678。", "身份证号11010519491231002X。"));
  const found = maskings(view);
  expect(found.length).toBeGreaterThanOrEqual(2);
  for (const { text, suggestions } of found) {
    expect(suggestions[0]).toContain("*");
    expect(suggestions[0]).not.toBe(text);
  }
});

test("a preview shows the change between the words around it", () => {
  const preview = previewOf(made({ start: 20, end: 21 }), `${"前".repeat(20)},${"后".repeat(20)}`);
  expect(preview).toMatchObject({ from: ",", to: "，", before: `…${"前".repeat(14)}`, after: `${"后".repeat(14)}…` });
});

test("filters narrow by severity and category, and their counts are of what the other filter leaves", () => {
  const hint = made({ severity: "hint", category: "wording", start: 9, end: 10, text: "甲" });
  const warning = made({ severity: "warning", category: "wording", start: 7, end: 8, text: "乙" });
  const { groups } = panelView(reportWith(made({}), warning, hint), []);
  expect(shownGroups(groups, { ...everything, hints: false })).toHaveLength(2);
  expect(shownGroups(groups, { ...everything, category: "wording", severity: "hint" })).toHaveLength(1);
  expect(severityChoices(groups, { ...everything, category: "wording" })).toEqual([
    { value: "warning", open: 1 },
    { value: "hint", open: 1 },
  ]);
  expect(categoryChoices(groups, { ...everything, severity: "error" })).toEqual([{ value: "punctuation", open: 1 }]);
});

test("R20: a remark on our place is agreement, another is a hint of its own that nothing applies in bulk", () => {
  const blocks = blocksOf("请速,办理(急)");
  const own = made({});
  const remarks = [
    { block: "p0", start: 2, end: 3, right: "，", message: "甲" },
    { block: "p0", start: 5, end: 6, right: "（", message: "乙" },
  ];
  const opinion = { engine: "autocorrect", name: "AutoCorrect", version: "2", blocks, remarks };
  const { agreed, only } = merged(opinion, blocks, [own]);
  expect([...agreed]).toEqual([keyOf(own)]);
  expect(only).toMatchObject([{ text: "(", severity: "hint", fix: "suggest", pack: "local:autocorrect 2" }]);
  expect(merged(opinion, blocksOf("请速,办理(急)了"), []).only).toEqual([]);
});

test("findings of this machine alone hold up nothing at submission", () => {
  const local = made({ pack: "local:单位词典", severity: "warning" });
  const view = panelView(reportWith(local), []);
  expect(view.openCount).toBe(0);
  expect(view.groups).toHaveLength(1);
});
