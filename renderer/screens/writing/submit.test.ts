import { expect, test } from "vitest";
import { contentHash, contentOf } from "../../../shared/model/content";
import { ledgerHash } from "../../../shared/proofreading/ledger";
import { luan } from "../../../shared/workflow/profiles/luan";
import { tongnan } from "../../../shared/workflow/profiles/tongnan";
import { paragraph } from "../../editor/testing";
import { entriesFor } from "../../proof/dispositions";
import type { Draft } from "../../services";
import { answered, planSubmit, type SubmitPlan, signingRequestOf } from "./submit";
import { AT, directProofreader, draftWith, goodMetadata } from "./testing";

const account = {
  accountId: "a1",
  personId: "p1",
  name: "张晓岚",
  site: "luan",
  unitId: "u1",
  unitName: "办公室",
  roles: ["编辑员"],
};
const clean = [paragraph("p1", "各县区人民政府，请认真落实。")];
const planOf = async (draft: Draft, roles: readonly string[] = account.roles): Promise<SubmitPlan> => {
  const report = await directProofreader.check(contentOf(draft.document, draft.metadata));
  return planSubmit({ draft, report, profile: luan, account: { ...account, roles: [...roles] } });
};
const faultOf = async (draft: Draft, roles?: readonly string[]): Promise<string> => {
  const plan = await planOf(draft, roles);
  return plan.kind === "fault" ? plan.fault.at : plan.kind;
};

test("a clean draft with full metadata goes to the first review with the ledger of exactly its content (R21)", async () => {
  const draft = draftWith("关于防汛工作的通知", clean);
  const plan = await planOf(draft);
  if (plan.kind !== "sign") throw new Error(`expected a signature, got ${JSON.stringify(plan)}`);
  expect(plan.step.id).toBe("review-1");
  expect(plan.ledger.contentHash).toBe(contentHash(plan.content));
  const request = signingRequestOf(draft, plan, { gates: ["政治"], checks: ["x"], note: " 好 " });
  expect(request).toMatchObject({
    revision: 1,
    decision: "approve",
    category: null,
    note: "好",
    previousStatement: null,
  });
  expect(ledgerHash(request.ledger)).toBe(ledgerHash(plan.ledger));
});

test("what is missing is named in the order a person mends it", async () => {
  expect(await faultOf(draftWith("", clean))).toBe("title");
  expect(await faultOf(draftWith("标题", [paragraph("p1", " ")]))).toBe("body");
  expect(await faultOf(draftWith("标题", [paragraph("p1", "国办发[2023]47号文件。")]))).toBe("proof");
  expect(await faultOf(draftWith("标题", clean, { metadata: { ...goodMetadata, columnId: "" } }))).toBe("metadata");
});

test("a text too large to leave this machine is told with its figures before anything is signed, and a title is (E1)", async () => {
  const long = planSubmit({
    draft: draftWith("标题", [paragraph("p1", "字".repeat(200_001))]),
    report: await directProofreader.check(contentOf({ title: "标题", blocks: clean }, goodMetadata)),
    profile: luan,
    account,
  });
  if (long.kind !== "fault") throw new Error(`expected a fault, got ${long.kind}`);
  expect(long.fault.at).toBe("body");
  expect(long.fault.text).toContain("现为 200001，最多 200000，超出 1");
  expect(long.fault.text).toContain("已保存在本机");
  expect(await faultOf(draftWith("题".repeat(301), clean))).toBe("title");
});

test("an undecided finding stops submission and a decided one does not", async () => {
  const draft = draftWith("标题", [paragraph("p1", "国办发[2023]47号文件。")]);
  const report = await directProofreader.check(contentOf(draft.document, draft.metadata));
  const decider = { personId: "p1", name: "张晓岚", stage: "draft", at: AT, group: "g" };
  const entries = entriesFor(report.findings, { disposition: "ignore", reason: "引文原文如此" }, decider);
  expect(await faultOf({ ...draft, entries })).toBe("sign");
});

test("an image without words is refused unless it is marked decorative (E4)", async () => {
  const file = { hash: `sha-256:${"a".repeat(64)}`, name: "a.png", mime: "image/png", size: 1 };
  const image = { kind: "image" as const, id: "i1", file, alt: "", decorative: false, caption: "" };
  expect(await faultOf(draftWith("标题", [...clean, image]))).toBe("image");
  expect(await faultOf(draftWith("标题", [...clean, { ...image, decorative: true }]))).toBe("sign");
  expect(await faultOf(draftWith("标题", [...clean, { ...image, alt: "示意图" }]))).toBe("sign");
});

test("where somebody else holds the first level the revision goes up unsigned and says for whom it waits", async () => {
  const plan = await planOf(draftWith("标题", clean), ["撰稿员"]);
  expect(plan).toMatchObject({
    kind: "hand-over",
    roles: ["编辑员"],
    ledger: { contentHash: contentHash(contentOf({ title: "标题", blocks: clean }, goodMetadata)) },
  });
});

test("a reviewer's permitted edit goes back to the review screen instead of a signature", async () => {
  expect(await faultOf(draftWith("标题", clean, { stage: "review-2" }))).toBe("review");
});

test("a returned draft that was not changed is not sent again", async () => {
  const draft = draftWith("标题", clean);
  const parent = contentHash(contentOf(draft.document, draft.metadata));
  expect(await faultOf({ ...draft, parent, baseRevision: 1 })).toBe("body");
});

test("the dialog is complete only when every gate and item is ticked and a required note is written", () => {
  const step = luan.review.steps[0];
  if (step === undefined) throw new Error("a profile has steps");
  const gates = luan.review.gates;
  const checks = step.checklist.map((item) => item.id);
  expect(answered(step, luan, { gates, checks, note: "" })).toBe(true);
  expect(answered(step, luan, { gates: gates.slice(1), checks, note: "" })).toBe(false);
  expect(answered(step, luan, { gates, checks: checks.slice(1), note: "" })).toBe(false);
  expect(answered({ ...step, noteRequired: true }, tongnan, { gates: tongnan.review.gates, checks, note: " " })).toBe(
    false,
  );
});
