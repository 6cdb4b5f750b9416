import { describe, expect, it } from "vitest";
import { type Ledger, ledgerHash } from "../../../shared/proofreading/ledger";
import { machinePass } from "../../../shared/proofreading/machine-pass";
import type { OutboxEntry } from "../../services";
import { afterwards, chainRows, earlierRevisions, phaseName, timelineRows } from "./chain";
import { countLine, openGroups } from "./finding-groups";
import { pendingOf } from "./pending";
import {
  detailOf,
  digest,
  edit,
  finding,
  first,
  hash,
  history,
  historyOf,
  ledgerOver,
  luan,
  matterOf,
  person,
  reviewer,
  ticked,
  writer,
} from "./testing/fixtures";
import { approval, ledgerWith, refusal, signingRequestOf, turnOf } from "./verdict";

describe("what a reviewer may do", () => {
  it("is told by the workflow's own decision: nothing is signed before gates and checklist are ticked", () => {
    const matter = matterOf(ledgerOver([]));
    expect(turnOf(matter)).toMatchObject({ step: { id: "review-2" }, role: "审核员", mine: { allowed: true } });
    expect(approval(matter, { gates: [], checks: [], note: "" })).toMatchObject({ allowed: false, code: "E_STAGE" });
    expect(approval(matter, { ...ticked, checks: [] })).toMatchObject({ allowed: false, code: "E_FORM" });
    expect(approval(matter, ticked)).toEqual({ allowed: true });
  });

  it("is nothing for the author and for other roles, with the reason (W2)", () => {
    const author = matterOf(ledgerOver([]), { account: { ...writer, roles: ["审核员"] } });
    expect(approval(author, ticked)).toMatchObject({ allowed: false, code: "E_SOD" });
    const stranger = matterOf(ledgerOver([]), { account: person("p3", "王敏", ["信息发布员"]) });
    expect(approval(stranger, ticked)).toMatchObject({ allowed: false, code: "E_PERM" });
  });

  it("opens only when every finding is decided, and a reviewer may decide even a block finding with a reason (R21)", () => {
    const matter = matterOf(ledgerOver([finding("block", 0), finding("warning", 4)]));
    expect(approval(matter, ticked)).toMatchObject({ allowed: false, code: "E_FINDING" });
    const by = { account: reviewer, stage: "review-2", at: new Date("2026-11-22T02:00:00.000Z") };
    const decided = ledgerWith(
      matter.ledger,
      { findings: matter.ledger.findings, disposition: "ignore", reason: " 已核对依据 " },
      by,
    );
    expect(approval({ ...matter, ledger: decided }, ticked)).toEqual({ allowed: true });
    expect(decided.entries.map(({ name, reason, stage, at }) => [name, reason, stage, at])).toEqual([
      ["李建国", "已核对依据", "review-2", "2026-11-22T02:00:00.000Z"],
      ["李建国", "已核对依据", "review-2", "2026-11-22T02:00:00.000Z"],
    ]);
    expect(machinePass(decided)).toMatchObject({
      ledgerHash: ledgerHash(decided),
      undecided: { block: 0, error: 0, warning: 0 },
      ignoredBlocks: 1,
    });
  });

  it("stays shut on a partial machine pass", () => {
    const partial: Ledger = { ...ledgerOver([]), status: "partial" };
    expect(approval(matterOf(partial), ticked)).toMatchObject({ allowed: false, code: "E_MACHINE" });
  });

  it("needs a category of the profile and words to send it back (W4), and neither ticks nor a ledger", () => {
    const matter = matterOf(ledgerOver([finding("block", 0)]));
    const category = luan.review.refusals[0]?.code ?? "";
    expect(refusal(matter, { category: "", text: "请改" })).toMatchObject({ allowed: false, code: "E_FORM" });
    expect(refusal(matter, { category, text: "  " })).toMatchObject({ allowed: false, code: "E_FORM" });
    expect(refusal(matter, { category, text: "请核对金额。" })).toEqual({ allowed: true });
    expect(signingRequestOf(matter, ticked, { category, text: "请核对金额。" })).toMatchObject({
      decision: "return",
      category,
      note: "请核对金额。",
      gates: [],
      checks: [],
      previousStatement: digest("a"),
      revision: 2,
    });
  });
});

describe("the chain and the history", () => {
  it("shows a signature as lapsed once the content changed after it (W3)", () => {
    const changed = [...history, ...historyOf([writer, edit(digest("c"), hash, 3)])].map((entry, seq) => ({
      ...entry,
      seq,
    }));
    expect(chainRows(detailOf(history, ledgerOver([])), luan).map((row) => row.valid)).toEqual([true]);
    expect(chainRows(detailOf(changed, ledgerOver([])), luan).map((row) => row.valid)).toEqual([false]);
  });

  it("tells every entry in words, newest first, and names the earlier versions", () => {
    const detail = detailOf(history, ledgerOver([]));
    expect(timelineRows(detail, luan).map((row) => row.what)).toEqual(["初审签名同意", "修改为版本 2", "建立稿件"]);
    expect(earlierRevisions(detail)).toEqual([{ hash: first, label: "版本 1 · 张晓岚" }]);
    expect(phaseName(detail, luan)).toBe("待复审");
  });

  it("says after a decision what happens next and to whom it goes, and that an offline one waits for the platform", () => {
    const detail = detailOf(history, ledgerOver([]));
    const said = { detail, profile: luan, decision: "approve" as const, step: "review-2" as const, reachable: true };
    expect(afterwards(said)).toContain("下一环节是终审，由相关负责人办理");
    expect(afterwards({ ...said, reachable: false })).toContain("平台确认后才算数");
    expect(afterwards({ ...said, step: "review-3" })).toContain("入库和发布");
    expect(afterwards({ ...said, decision: "return" })).toContain("退回采编人修改");
    const important = { ...detail, summary: { ...detail.summary, important: true } };
    expect(afterwards({ ...said, detail: important })).toContain("由主要负责人办理");
  });
});

describe("the findings list", () => {
  it("puts identical findings into one group, the gravest first, and counts what is open", () => {
    const ledger = ledgerOver([finding("warning", 0), finding("warning", 9), finding("hint", 3), finding("block", 5)]);
    expect(openGroups(ledger).map((group) => group.findings.map((item) => item.start))).toEqual([[5], [0, 9]]);
    expect(countLine(ledger)).toBe("未处置：阻断 1、警告 2");
    expect(countLine(ledgerOver([finding("hint", 0)]))).toBe("疑点均已处置。");
  });
});

describe("what is under way for an item", () => {
  const entry = (state: OutboxEntry["state"], queuedAt: string): OutboxEntry => ({
    operation: { operationId: "o1", body: { kind: "ingest", itemId: "i1", contentHash: hash } },
    state,
    title: "",
    queuedAt,
    attempts: 1,
    failure: state === "rejected" ? { code: "E_SOD", detail: "职责须分离" } : null,
  });

  it("blocks the buttons until the platform answers, and tells a refusal with its code", () => {
    const late = "2026-11-22T03:00:00.000Z";
    expect(pendingOf([entry("queued", late)], "i1", history).kind).toBe("waiting");
    expect(pendingOf([entry("queued", late)], "i2", history).kind).toBe("none");
    expect(pendingOf([entry("confirmed", late)], "i1", history).kind).toBe("none");
    expect(pendingOf([entry("rejected", late)], "i1", history).sentence).toContain("E_SOD");
    expect(pendingOf([entry("rejected", "2026-11-22T00:00:00.000Z")], "i1", history).kind).toBe("none");
  });
});
