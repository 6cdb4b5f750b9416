import { $getRoot, $isElementNode, type TextNode, UNDO_COMMAND } from "lexical";
import { afterEach, expect, test } from "vitest";
import { AppError } from "../../../shared/failure";
import type { Block } from "../../../shared/model/manuscript";
import { keyOf, ledgerOf, undecided } from "../../../shared/proofreading/ledger";
import { headlessEditor, paragraph } from "../../editor/testing";
import { isOpen } from "../../proof/dispositions";
import type { Draft } from "../../services";
import { writingText } from "../../text/writing";
import { handleOf } from "./handle";
import { Proofing } from "./proofing";
import { WritingSession } from "./session";
import { AT, directProofreader, draftWith, MemoryDrafts } from "./testing";

const NUMBER = "根据国办发[2023]47号文件要求，现将有关事项通知如下。";
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function desk(blocks: readonly Block[], change: Partial<Draft> = {}, title = "关于做好做好防汛工作的通知") {
  const drafts = new MemoryDrafts();
  const draft = draftWith(title, blocks, change);
  const after = (_delay: number, task: () => void) => {
    const timer = setTimeout(task, 0);
    return () => clearTimeout(timer);
  };
  const clock = () => new Date(AT);
  const session = new WritingSession(draft, { drafts, clock, after });
  const editor = headlessEditor(blocks, { onChange: () => session.edited() });
  session.attach(handleOf(editor));
  const decider = { personId: "p1", name: "张晓岚", stage: draft.stage };
  const proofing = new Proofing({ session, proofreader: directProofreader, decider, clock, after }, draft.entries);
  open.push(proofing.start(), () => editor.dispose());
  const group = (rulePart: string) => {
    const found = proofing.state.get().view?.groups.find((each) => each.lead.text.includes(rulePart));
    if (found === undefined) throw new Error(`no finding on ${rulePart}`);
    return found;
  };
  return { drafts, session, editor, proofing, group };
}

const idle = () => new Promise<void>((resolve) => setTimeout(resolve, 30));

test("an accepted suggestion changes the text, enters the ledger with the person, and one undo takes the text back", async () => {
  const { session, proofing, group, editor } = desk([paragraph("p1", NUMBER)]);
  await proofing.run();
  proofing.accept(group("2023"), group("2023").open);
  expect(session.document().blocks).toEqual([paragraph("p1", NUMBER.replace("[2023]", "〔2023〕"))]);
  expect(proofing.state.get().entries).toMatchObject([{ disposition: "accept", personId: "p1", stage: "draft" }]);
  editor.dispatchCommand(UNDO_COMMAND, undefined);
  await idle();
  expect(session.document().blocks).toEqual([paragraph("p1", NUMBER)]);
});

test("a suggestion for the title changes the title", async () => {
  const { session, proofing, group } = desk([paragraph("p1", "正文。")]);
  await proofing.run();
  proofing.accept(group("做好做好"), group("做好做好").open);
  expect(session.document().title).toBe("关于做好防汛工作的通知");
});

test("accepting after an edit before it in the paragraph still hits the right characters", async () => {
  const { session, proofing, group, editor } = desk([paragraph("p1", NUMBER)]);
  await proofing.run();
  const number = group("2023");
  editor.update(
    () => {
      const block = $getRoot().getFirstChild();
      if ($isElementNode(block)) block.selectStart().insertText("各单位：");
    },
    { discrete: true },
  );
  proofing.accept(number, number.open);
  expect(session.document().blocks).toEqual([paragraph("p1", `各单位：${NUMBER.replace("[2023]", "〔2023〕")}`)]);
});

test("R7: of a group one place can be dismissed alone; the others stay open and the next of them is current", async () => {
  const { proofing, group } = desk([paragraph("p1", NUMBER), paragraph("p2", `另外，${NUMBER}`)]);
  await proofing.run();
  const [, second] = group("2023").open;
  if (second === undefined) throw new Error("one finding only");
  proofing.judge(group("2023"), { disposition: "ignore", reason: "引文原文如此" }, [second]);
  const { entries, at } = proofing.state.get();
  expect(entries.map(({ finding, group: by }) => [finding.block, by])).toEqual([["p2", null]]);
  expect(group("2023").open.map(({ block }) => block)).toEqual(["p1"]);
  expect(at).toEqual({ group: group("2023").id, index: 0 });
  proofing.takeBack(group("2023"));
  expect(group("2023").open).toHaveLength(2);
});

test("another wording than the first can be accepted, and the ledger says which", async () => {
  const { session, proofing, group } = desk([paragraph("p1", NUMBER)]);
  await proofing.run();
  const { lead } = group("2023");
  proofing.accept(group("2023"), [{ ...lead, suggestions: [...lead.suggestions, "有关"] }], 1);
  expect(session.document().blocks).toEqual([paragraph("p1", NUMBER.replace(lead.text, "有关"))]);
  expect(proofing.state.get().entries).toMatchObject([{ disposition: "accept", reason: "改为“有关”" }]);
});

test("ignoring a group decides each of its findings and moves on to the next open one", async () => {
  const { session, proofing, group } = desk([paragraph("p1", NUMBER), paragraph("p2", `另外，${NUMBER}`)]);
  const report = await proofing.run();
  const number = group("2023");
  expect(number.open).toHaveLength(2);
  proofing.judge(number, { disposition: "ignore", reason: "引文原文如此" });
  const { entries, at, view } = proofing.state.get();
  expect(entries).toHaveLength(2);
  expect(undecided(ledgerOf(report, entries)).map(keyOf)).not.toContain(keyOf(number.lead));
  expect(view?.groups.find((each) => each.id === at?.group && isOpen(each))).toBeDefined();
  await session.flush();
  expect(session.current().entries).toHaveLength(2);
});

test("a dismissal goes with its sentence into the half that Enter splits off, and comes back when that is edited (R7)", async () => {
  const { proofing, group, editor, session } = desk([paragraph("p1", `前一句话。${NUMBER}`)]);
  await proofing.run();
  proofing.judge(group("2023"), { disposition: "ignore", reason: "引文原文如此" });
  editor.update(
    () => {
      $getRoot().getFirstDescendant<TextNode>()?.select(5, 5).insertParagraph();
    },
    { discrete: true },
  );
  await proofing.run();
  expect(session.document().blocks).toMatchObject([{ id: "p1" }, { runs: [{ text: NUMBER }] }]);
  expect(group("2023").open).toEqual([]);
  await session.flush();
  expect(session.current().entries.map(({ finding }) => finding.block)).toEqual([group("2023").lead.block]);
  editor.update(() => $getRoot().getLastDescendant<TextNode>()?.select(2, 2).insertText("某"), { discrete: true });
  await proofing.run();
  expect(group("2023").open).toHaveLength(1);
});

test("F8 walks every open finding once and comes round again", async () => {
  const { proofing } = desk([paragraph("p1", NUMBER), paragraph("p2", "压实责任责任。")]);
  const report = await proofing.run();
  const seen = new Set<string>();
  for (let i = 0; i < report.findings.length; i += 1) {
    proofing.step(1);
    const found = proofing.groupAt();
    if (found !== null) seen.add(keyOf(found.finding));
  }
  expect(seen.size).toBe(report.findings.length);
});

test("the state before the first edit exists as a version, and restoring one first keeps what stood (E13)", async () => {
  const { session, editor, drafts } = desk([paragraph("p1", "原文")], {}, "标题");
  editor.update(() => $getRoot().selectEnd().insertText("改"), { discrete: true });
  await idle();
  expect(drafts.cut.map((version) => [version.reason, version.document.blocks])).toEqual([
    [writingText.versions.reasons.opened, [paragraph("p1", "原文")]],
  ]);
  const [opened] = drafts.cut;
  if (opened === undefined) throw new Error("a version was cut");
  await session.restore(opened, "今天");
  expect(session.document()).toEqual(opened.document);
  expect(drafts.cut.at(-1)?.document.blocks).toEqual([paragraph("p1", "原文改")]);
  expect(drafts.saved.at(-1)?.document).toEqual(opened.document);
});

test("E13: where the standing text cannot be kept as a version, nothing is put in its place, and the person is told", async () => {
  const { session, drafts } = desk([paragraph("p1", "原文")], {}, "标题");
  const opened = await drafts.cutVersion(session.current(), "打开");
  session.setTitle("写了一天的标题");
  expect((await session.flush()).kind).toBe("saved");
  drafts.cutVersion = async () => {
    throw new AppError("E_DISK");
  };
  await session.restore(opened, "今天");
  expect(session.document().title).toBe("写了一天的标题");
  expect(drafts.saved.at(-1)?.document.title).toBe("写了一天的标题");
  expect(session.state.get()).toMatchObject({ failure: { code: "E_DISK" }, notice: null });
});

test("secret text is not saved and the state says so until it is gone (NY-15)", async () => {
  const { session, drafts } = desk([paragraph("p1", "文")], {}, "标题");
  session.setTitle("机密★通知");
  expect((await session.flush()).kind).toBe("unsaved");
  expect(drafts.saved).toEqual([]);
  session.setTitle("通知");
  expect((await session.flush()).kind).toBe("saved");
});

test("once the mark is deleted, no older report or decision that quotes it keeps the text from being saved (NY-15)", async () => {
  const { session, proofing, group } = desk([paragraph("p1", "各单位：")], {}, "机密★10年");
  await proofing.run();
  proofing.judge(group("机密★"), { disposition: "escalate", reason: "请保密审查员核定" });
  session.setTitle("通知");
  expect(JSON.stringify(session.current())).not.toContain("机密★");
  await proofing.run();
  expect(session.current().report?.contentHash).toBe(proofing.state.get().report?.contentHash);
});
