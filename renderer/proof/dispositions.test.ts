import { expect, test } from "vitest";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import { needsDisposition } from "../../shared/proofreading/finding";
import { ledgerOf, undecided } from "../../shared/proofreading/ledger";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { proofread } from "../../shared/proofreading/run";
import { countWords, entriesFor, isOpen, mayIgnore, panelView, withEntries, withoutDecisions } from "./dispositions";

const decider = { personId: "p1", name: "张晓岚", stage: "draft", at: "2026-11-22T02:00:00.000Z", group: "g" };

const reportOn = (...texts: readonly string[]) =>
  proofread(
    contentOf(
      {
        title: "关于做好防汛工作的通知",
        blocks: texts.map((text, n) => ({
          kind: "paragraph",
          id: `p${n}`,
          align: "left",
          runs: [{ text, marks: [], link: null }],
        })),
      },
      emptyMetadata,
    ),
    { today: "2026-11-22", at: "2026-11-22T02:00:00.000Z", packs: builtinPacks },
  );

const damaged = () =>
  reportOn(
    "根据国发[2023]47号文件要求，各县区要切实做好防汛工作。",
    "按照国发[2023]47号文件精神，请抓紧落实。",
    "联系电话13812345678。",
  );

test("every finding decided in the panel leaves nothing undecided in the ledger (R21)", () => {
  const report = damaged();
  expect(report.findings.filter(needsDisposition).length).toBeGreaterThan(2);
  const entries = panelView(report, []).groups.reduce(
    (all, group) =>
      withEntries(
        all,
        entriesFor(group.open, { disposition: "escalate", reason: "请核对" }, { ...decider, group: group.id }),
      ),
    [] as readonly ReturnType<typeof entriesFor>[number][],
  );
  const ledger = ledgerOf(report, entries);
  expect(undecided(ledger)).toEqual([]);
  expect(ledger.entries).toHaveLength(report.findings.length);
  expect(panelView(report, entries).openCount).toBe(0);
});

test("one decision on a group is one entry for each of its findings, tied by the group's id", () => {
  const group = panelView(damaged(), []).groups.find((each) => each.findings.length > 1);
  if (group === undefined) throw new Error("the text has identical findings");
  const entries = entriesFor(
    group.open,
    { disposition: "ignore", reason: "引文原文如此" },
    { ...decider, group: group.id },
  );
  expect(entries).toHaveLength(group.findings.length);
  expect(new Set(entries.map((entry) => entry.group))).toEqual(new Set([group.id]));
});

test("a disposition survives edits elsewhere and the finding is open again when its own sentence changes (R7)", () => {
  const before = reportOn("今年雨情复杂，各地要重视。根据国发[2023]47号文件要求，各县区要做好防汛。", "第二段。");
  const entries = before.findings.flatMap((finding) =>
    entriesFor([finding], { disposition: "escalate", reason: "请核对" }, decider),
  );
  const elsewhere = reportOn(
    "各单位：今年雨情复杂，各地要重视。根据国发[2023]47号文件要求，各县区要做好防汛。",
    "第二段改过了。",
  );
  expect(panelView(elsewhere, entries).openCount).toBe(0);
  const sentence = reportOn("今年雨情复杂，各地要重视。依照国发[2024]48号文件要求，各县区要做好防汛。", "第二段。");
  expect(panelView(sentence, entries).openCount).toBeGreaterThan(0);
});

test("a decision taken back opens its findings again, and what was accepted stays in the ledger", () => {
  const report = damaged();
  const [first, second] = report.findings;
  if (first === undefined || second === undefined) throw new Error("the text has findings");
  const entries = [
    ...entriesFor([first], { disposition: "ignore", reason: "误报" }, decider),
    ...entriesFor([second], { disposition: "accept", reason: "" }, decider),
  ];
  expect(withoutDecisions(entries, report.findings)).toEqual(entries.slice(1));
  expect(withEntries(entries, entriesFor([first], { disposition: "escalate", reason: "再核" }, decider))).toHaveLength(
    2,
  );
});

test("open groups come before decided ones and the counts are words for open findings only", () => {
  const report = damaged();
  const all = panelView(report, []);
  const [first] = all.groups;
  if (first === undefined) throw new Error("the text has findings");
  const entries = entriesFor(first.open, { disposition: "escalate", reason: "请核对" }, decider);
  const view = panelView(report, entries);
  expect(view.groups.findIndex((group) => !isOpen(group))).toBe(view.groups.length - 1);
  expect(countWords(view.counts)).not.toEqual(countWords(all.counts));
  expect(countWords({ block: 2, error: 5, warning: 0, hint: 3 })).toEqual(["2 阻断", "5 错误", "3 提示"]);
});

test("the author cannot ignore a block finding, a reviewer can", () => {
  const [finding] = damaged().findings;
  if (finding === undefined) throw new Error("the text has findings");
  expect(mayIgnore({ ...finding, severity: "block" }, "draft")).toBe(false);
  expect(mayIgnore({ ...finding, severity: "block" }, "review-2")).toBe(true);
  expect(mayIgnore({ ...finding, severity: "error" }, "draft")).toBe(true);
});
