import { expect, test } from "vitest";
import type { Finding } from "../../shared/proofreading/finding";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { inspect } from "../../shared/proofreading/run";
import {
  type DictionaryWord,
  fileOf,
  proposalOf,
  readDictionary,
  withoutWord,
  withWord,
  wordFault,
} from "./dictionary";
import { excused, rejectedIn } from "./dictionary-findings";

const AT = "2026-11-22T02:00:00.000Z";
const word = (change: Partial<DictionaryWord>): DictionaryWord => ({
  scope: "person",
  kind: "accept",
  word: "布署",
  right: "",
  why: "",
  by: "张晓岚",
  at: AT,
  ...change,
});
const blocksOf = (...texts: readonly string[]) =>
  texts.map((text, n) => ({ id: `p${n}`, role: "body" as const, text }));
const findingsIn = (blocks: ReturnType<typeof blocksOf>): readonly Finding[] =>
  inspect(blocks, { today: "2026-11-22", metadata: null, packs: builtinPacks }).findings;

test("an accepted word excuses findings inside itself and nowhere else (R19)", () => {
  const blocks = blocksOf("代号为布署星的卫星已入轨。", "切实做好工作布署。");
  const findings = findingsIn(blocks);
  expect(findings).toHaveLength(2);
  const found = excused(findings, blocks, [word({ word: "布署星" })]);
  expect([...found.keys()].map(({ block }) => block)).toEqual(["p0"]);
});

test("no dictionary settles personal numbers, secrecy or anything that blocks", () => {
  const blocks = blocksOf("联系电话13812345678。", "机密★10年");
  const findings = findingsIn(blocks);
  expect(findings.length).toBeGreaterThanOrEqual(2);
  const words = [word({ word: "联系电话13812345678" }), word({ word: "机密★10年" })];
  expect(excused(findings, blocks, words).size).toBe(0);
});

test("a rejected word is a local warning with what to write, and not once it is written", () => {
  const words = [word({ kind: "reject", scope: "unit", word: "规上企业", right: "规模以上企业", why: "全称优先" })];
  const [finding, ...others] = rejectedIn(blocksOf("规上企业增加值增长。", "规模以上企业增加值增长。"), words, []);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    text: "规上企业",
    suggestions: ["规模以上企业"],
    severity: "warning",
    fix: "suggest",
  });
  expect(finding?.message).toBe("“规上企业”应为“规模以上企业”：全称优先。");
  expect(finding?.pack).toContain("单位词典");
});

test("a right form that holds the wrong one is left alone", () => {
  const words = [word({ kind: "reject", word: "办公室", right: "市政府办公室" })];
  expect(rejectedIn(blocksOf("市政府办公室印发通知。"), words, [])).toEqual([]);
  expect(rejectedIn(blocksOf("由办公室印发通知。"), words, [])).toHaveLength(1);
});

test("what our own engine already says of a place is not said twice", () => {
  const blocks = blocksOf("切实做好工作布署。");
  const words = [word({ kind: "reject", word: "布署", right: "部署" })];
  expect(rejectedIn(blocks, words, findingsIn(blocks))).toEqual([]);
});

test("two of the same word in one sentence are two findings that can be told apart", () => {
  const words = [word({ kind: "reject", word: "亮点纷呈", right: "" })];
  const found = rejectedIn(blocksOf("活动亮点纷呈，展区亮点纷呈。"), words, []);
  expect(new Set(found.map(({ print }) => print)).size).toBe(2);
});

test("a word added again takes the place of the older one, whichever kind it was", () => {
  const once = withWord([], word({ kind: "reject", right: "部署" }));
  const twice = withWord(once, word({}));
  expect(twice).toEqual([word({})]);
  expect(withoutWord(twice, word({}))).toEqual([]);
});

test("a dictionary goes out and comes in unchanged; the proposal holds the unit's words only; anything else is refused", () => {
  const words = [word({}), word({ scope: "unit", kind: "reject", word: "规上企业", right: "规模以上企业" })];
  expect(readDictionary(JSON.stringify(fileOf(words)))).toEqual(fileOf(words));
  expect(proposalOf(words).words).toEqual(words.slice(1));
  for (const text of ["", "[]", '{"format":"caibian-dictionary/2","words":[]}', JSON.stringify({ words })])
    expect(readDictionary(text)).toBeNull();
});

test("a single character, an overlong phrase and a change of nothing are refused with a reason", () => {
  expect(wordFault({ kind: "accept", word: "署", right: "" })).toContain("两个字");
  expect(wordFault({ kind: "reject", word: "布署", right: "布署" })).toContain("相同");
  expect(wordFault({ kind: "accept", word: "布".repeat(61), right: "" })).toContain("60");
  expect(wordFault({ kind: "reject", word: "布署", right: "" })).toBe("");
});
