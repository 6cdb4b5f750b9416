import { $getRoot, UNDO_COMMAND } from "lexical";
import { afterEach, expect, test } from "vitest";
import { keyOf, ledgerOf, undecided } from "../../../shared/proofreading/ledger";
import { headlessEditor, paragraph } from "../../editor/testing";
import { type DictionaryWord, withoutWord } from "../../proof/dictionary";
import { signedEntries } from "../../proof/local-finding";
import { safeFixes } from "../../proof/safe-fixes";
import { createSignal } from "../../signal";
import { writingText } from "../../text/writing";
import { handleOf } from "./handle";
import { Proofing } from "./proofing";
import { WritingSession } from "./session";
import { AT, directProofreader, draftWith, MemoryDrafts } from "./testing";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const accept: DictionaryWord = {
  scope: "person",
  kind: "accept",
  word: "布署星",
  right: "",
  why: "卫星代号",
  by: "张晓岚",
  at: AT,
};
const reject: DictionaryWord = { ...accept, scope: "unit", kind: "reject", word: "规上企业", right: "规模以上企业" };

function desk(...texts: readonly string[]) {
  const blocks = texts.map((text, n) => paragraph(`p${n}`, text));
  const drafts = new MemoryDrafts();
  const draft = draftWith("关于做好防汛工作的通知", blocks);
  const words = createSignal<readonly DictionaryWord[]>([]);
  const after = (_delay: number, task: () => void) => {
    const timer = setTimeout(task, 0);
    return () => clearTimeout(timer);
  };
  const clock = () => new Date(AT);
  const session = new WritingSession(draft, { drafts, clock, after });
  const editor = headlessEditor(blocks, { onChange: () => session.edited() });
  session.attach(handleOf(editor));
  const decider = { personId: "p1", name: "张晓岚", stage: draft.stage };
  const proofing = new Proofing({ session, proofreader: directProofreader, decider, clock, after, words }, []);
  open.push(proofing.start(), () => editor.dispose());
  return { drafts, session, editor, proofing, words };
}

const idle = () => new Promise<void>((resolve) => setTimeout(resolve, 30));

test("R19: an accepted word leaves the finding in what is signed, ignored in the person's name with the word as reason", async () => {
  const { proofing, words, session } = desk("代号布署星的卫星已入轨。");
  const report = await proofing.run();
  expect(undecided(ledgerOf(report, session.current().entries))).toHaveLength(1);
  words.set([accept]);
  const { entries } = proofing.state.get();
  expect(entries).toMatchObject([{ disposition: "ignore", personId: "p1", reason: "个人词典：“布署星”，卫星代号" }]);
  const ledger = ledgerOf(report, signedEntries(session.current().entries));
  expect(ledger.findings).toEqual(report.findings);
  expect(undecided(ledger)).toEqual([]);
});

test("a word taken out of the dictionary takes its decisions with it, a person's own decision stays", async () => {
  const { proofing, words } = desk("代号布署星的卫星已入轨。", "切实做好工作布署。");
  await proofing.run();
  const own = proofing.state.get().view?.groups[0];
  if (own === undefined) throw new Error("the text has findings");
  words.set([accept]);
  expect(proofing.state.get().entries).toHaveLength(1);
  words.set(withoutWord(words.get(), accept));
  expect(proofing.state.get().entries).toEqual([]);
  proofing.judge(own, { disposition: "ignore", reason: "引文原文如此" });
  words.set([accept]);
  words.set([]);
  expect(proofing.state.get().entries.map(({ reason }) => reason)).toEqual(["引文原文如此", "引文原文如此"]);
});

test("an excuse that the person takes back does not come again with the next pass", async () => {
  const { proofing, words } = desk("代号布署星的卫星已入轨。");
  words.set([accept]);
  await proofing.run();
  const group = proofing.state.get().view?.groups[0];
  if (group === undefined) throw new Error("the text has a finding");
  proofing.takeBack(group);
  await proofing.run();
  expect(proofing.state.get().entries).toEqual([]);
  expect(proofing.state.get().view?.openCount).toBe(1);
});

test("R19: a reported miss is a finding at once, can be accepted, and never reaches what is signed", async () => {
  const { proofing, words, session } = desk("规上企业增加值增长。");
  const report = await proofing.run();
  expect(report.findings).toEqual([]);
  words.set([reject]);
  const group = proofing.state.get().view?.groups[0];
  if (group === undefined) throw new Error("the missed word is found");
  expect(ledgerOf(report, []).findings).toEqual([]);
  proofing.accept(group, group.open);
  await idle();
  expect(session.document().blocks).toEqual([paragraph("p0", "规模以上企业增加值增长。")]);
  expect(session.current().entries).toHaveLength(1);
  expect(signedEntries(session.current().entries)).toEqual([]);
  expect(proofing.state.get().view?.groups).toEqual([]);
});

test("R8, E13: a bulk correction cuts a version first, is one undo step and one group in the ledger", async () => {
  const before = ["根据国办发[2023]47号文件要求，请落实。", "按照国办发[2024]8号文件要求，请落实。"];
  const { proofing, editor, session, drafts } = desk(...before);
  await proofing.run();
  const { view, blocks } = proofing.state.get();
  const safe = view === null ? [] : safeFixes(view, blocks);
  expect(safe.length).toBeGreaterThanOrEqual(2);
  await proofing.acceptMany(safe);
  expect(drafts.cut.find(({ reason }) => reason === writingText.versions.reasons.bulk)?.document.blocks).toEqual(
    before.map((text, n) => paragraph(`p${n}`, text)),
  );
  expect(JSON.stringify(session.document().blocks)).toContain("〔2024〕");
  const groups = new Set(session.current().entries.map(({ group }) => group));
  expect(
    session
      .current()
      .entries.map(({ finding }) => keyOf(finding))
      .sort(),
  ).toEqual(safe.map(keyOf).sort());
  expect(groups.size).toBe(1);
  editor.dispatchCommand(UNDO_COMMAND, undefined);
  await idle();
  expect(session.document().blocks).toEqual(before.map((text, n) => paragraph(`p${n}`, text)));
});

test("hidden hints are walked over by F8 and come back when they are shown again", async () => {
  const { proofing, editor } = desk("规上企业增加值增长。");
  await proofing.run();
  const { blocks } = proofing.state.get();
  const remarks = [{ block: "p0", start: 0, end: 2, right: null, message: "甲" }];
  proofing.hear({ engine: "autocorrect", name: "AutoCorrect", version: "2", blocks, remarks });
  proofing.setFilter({ ...proofing.state.get().filter, hints: false });
  proofing.step(1);
  expect(proofing.groupAt()).toBeNull();
  proofing.setFilter({ ...proofing.state.get().filter, hints: true });
  proofing.step(1);
  expect(proofing.groupAt()?.finding.message).toBe("甲");
  editor.update(() => $getRoot().selectEnd().insertText("了"), { discrete: true });
  await idle();
  expect(proofing.state.get().local).toEqual([]);
});
