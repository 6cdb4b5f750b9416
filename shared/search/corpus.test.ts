import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Corpus } from "./corpus";
import type { SearchDocument } from "./document";
import { fold } from "./fold";
import { anything, type Passage, type Question } from "./question";

const document = (itemId: string, change: Partial<SearchDocument> = {}): SearchDocument => ({
  kind: "draft",
  itemId,
  title: "关于召开会议的通知",
  body: "各单位：定于本周五召开会议。",
  facts: "六政办〔2026〕3号",
  columnId: "zwgk",
  writer: "张晓岚",
  updatedAt: "2026-11-20T04:00:00.000Z",
  ...change,
});

const corpusOf = (...documents: readonly SearchDocument[]) => {
  const corpus = new Corpus();
  corpus.put(documents);
  return (text: string, change: Partial<Question> = {}) => corpus.ask({ ...anything, text, ...change }, 100);
};
const ids = (answer: ReturnType<Corpus["ask"]>) => answer.hits.map(({ itemId }) => itemId);
const marked = ({ text, ranges }: Passage) => ranges.map(([start, end]) => text.slice(start, end));

describe("D7: search", () => {
  it("D7: finds 六安市人民政府 by lasrmzf, in title and in text, and marks it", () => {
    const ask = corpusOf(
      document("title", { title: "六安市人民政府办公室通知" }),
      document("body", { body: "现将六安市人民政府的决定印发给你们。" }),
      document("other"),
    );
    const answer = ask("lasrmzf");
    expect(ids(answer)).toEqual(["title", "body"]);
    expect(answer.hits.map((hit) => marked(hit.passage ?? hit.title))).toEqual([
      ["六安市人民政府"],
      ["六安市人民政府"],
    ]);
  });

  it("D7: a character of two readings answers to both initials", () => {
    const ask = corpusOf(document("a", { title: "银行与行动" }));
    for (const word of ["yh", "yx", "xd", "hd"]) expect(ids(ask(word))).toEqual(["a"]);
    expect(ids(ask("yz"))).toEqual([]);
  });

  it("D7: finds text, document number, writer, and full-width or capital forms of what was typed", () => {
    const ask = corpusOf(document("a", { body: "执行ＧＢ／Ｔ 15834标准", writer: "李云" }));
    for (const text of ["gb/t", "GB/T 15834", "六政办〔2026〕3号", "３号", "召开"])
      expect(ids(ask(text))).toEqual(["a"]);
    expect(ids(ask("召开 lzb"))).toEqual(["a"]);
    expect(ids(ask("召开 没有"))).toEqual([]);
  });

  it("D7: a title that is the word comes first, then titles, metadata, text; of equals the newest", () => {
    const ask = corpusOf(
      document("text", { body: "防汛" }),
      document("fact", { facts: "防汛" }),
      document("old", { title: "防汛通知", updatedAt: "2026-01-01T00:00:00.000Z" }),
      document("new", { title: "防汛通知" }),
      document("exact", { title: "防汛" }),
      document("inside", { title: "关于防汛" }),
    );
    expect(ids(ask("防汛"))).toEqual(["exact", "new", "old", "inside", "fact", "text"]);
  });

  it("D7: column, writer and days narrow the search, days taken whole on the local calendar", () => {
    const ask = corpusOf(
      document("a"),
      document("b", { columnId: "xwdt", writer: "王海", updatedAt: "2026-11-21T04:00:00.000Z" }),
    );
    expect(ids(ask("会议", { columnId: "xwdt" }))).toEqual(["b"]);
    expect(ids(ask("会议", { writer: "晓岚" }))).toEqual(["a"]);
    expect(ids(ask("", { from: "2026-11-21" }))).toEqual(["b"]);
    expect(ids(ask("", { from: "2026-11-20", to: "2026-11-20" }))).toEqual(["a"]);
    expect(ids(ask(""))).toEqual(["b", "a"]);
  });

  it("D7: what was changed is found by its new text only, and what was removed not at all", () => {
    const corpus = new Corpus();
    corpus.put([document("a", { title: "旧题", body: "旧文" })]);
    corpus.put([document("a", { title: "新题", body: "新文" })]);
    const ask = (text: string) => ids(corpus.ask({ ...anything, text }, 10));
    expect([ask("旧文"), ask("新文")]).toEqual([[], ["a"]]);
    corpus.remove(["draft a"]);
    expect(ask("新文")).toEqual([]);
  });

  it("D7: every stretch of a text finds it, and what is marked reads as the word that was asked", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."六安市府通知ＡbＣ1２　，。\n防汛"),
      minLength: 4,
      maxLength: 300,
    });
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 8 }), (body, seed, length) => {
        const start = seed % body.length;
        const [word] = fold(body.slice(start, start + length))
          .split(/\s+/)
          .filter((part) => part !== "");
        fc.pre(word !== undefined);
        const { hits } = corpusOf(document("a", { title: "", facts: "", body }))(word);
        expect(hits).toHaveLength(1);
        const [found] = marked(hits[0]?.passage ?? { text: "", ranges: [] });
        expect(fold(found ?? "")).toBe(word);
      }),
    );
  });

  it("folding keeps every place", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => fold(text).length === text.length));
  });

  it("an answer names how many there are when it holds only the first of them", () => {
    const corpus = new Corpus();
    corpus.put(Array.from({ length: 30 }, (_, at) => document(`d${at}`)));
    const answer = corpus.ask({ ...anything, text: "会议" }, 10);
    expect([answer.hits.length, answer.total]).toEqual([10, 30]);
  });
});
