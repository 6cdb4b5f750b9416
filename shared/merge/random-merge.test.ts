import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, runsOf } from "../model/content";
import type { Block, ManuscriptDocument, Run } from "../model/manuscript";
import { mergeContent } from "./merge";
import { resolveMerge } from "./resolve";
import { content, doc, item, merged, paragraph, plain, table, unresolved } from "./testing/manuscripts";

/** Random documents that grew out of one another by the edits people make. */
const words = fc.constantFrom(
  "防汛工作",
  "会议精神",
  "各县区",
  "联系电话",
  "请于本月底前",
  "报送材料",
  "现将有关事项通知如下",
);
const sentence = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => `${list.join("，")}。`);
let made = 0;
const newId = () => {
  made += 1;
  return `n${made}`;
};
const newBlock: fc.Arbitrary<Block> = fc.oneof(
  { weight: 5, arbitrary: sentence.map((text) => paragraph(newId(), text)) },
  {
    weight: 1,
    arbitrary: sentence.map((text): Block => ({ kind: "heading", id: newId(), level: 1, runs: plain(text) })),
  },
  {
    weight: 1,
    arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map(
      (texts): Block => ({
        kind: "list",
        id: newId(),
        ordered: false,
        items: texts.map((text) => item(newId(), text)),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.array(sentence, { minLength: 9, maxLength: 9 }))
      .map(([wide, texts]) =>
        table(
          newId(),
          [0, 1, 2].map((row) => texts.slice(row * wide, row * wide + wide)),
        ),
      ),
  },
);
const document = fc
  .tuple(sentence, fc.array(newBlock, { maxLength: 8 }))
  .map(([title, blocks]) => doc(title, ...blocks));

type Edit = (blocks: readonly Block[]) => readonly Block[];
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.nat(20), newBlock).map(
    ([at, block]): Edit =>
      (list) =>
        list.toSpliced(at % (list.length + 1), 0, block),
  ),
  fc.nat(20).map(
    (at): Edit =>
      (list) =>
        list.length === 0 ? list : list.toSpliced(at % list.length, 1),
  ),
  fc.tuple(fc.nat(20), fc.nat(20)).map(
    ([from, to]): Edit =>
      (list) => {
        const [block] = list.slice(from % Math.max(1, list.length));
        return block === undefined ? list : list.toSpliced(from % list.length, 1).toSpliced(to % list.length, 0, block);
      },
  ),
  fc.tuple(fc.nat(20), fc.nat(20), sentence).map(
    ([at, inner, text]): Edit =>
      (list) =>
        list.map((block, place) => (place === at % list.length ? rewritten(block, inner, text) : block)),
  ),
);

function rewritten(block: Block, inner: number, text: string): Block {
  if (block.kind === "paragraph" || block.kind === "heading") return { ...block, runs: plain(text) };
  if (block.kind === "list") {
    const items = block.items.map((one, at) =>
      at === inner % block.items.length ? { ...one, runs: plain(text) } : one,
    );
    return { ...block, items };
  }
  if (block.kind !== "table") return block;
  const rows = block.rows.map(({ cells }, row) => ({
    cells: cells.map((one, at) =>
      row === inner % block.rows.length && at === inner % cells.length ? { ...one, runs: plain(text) } : one,
    ),
  }));
  return { ...block, rows };
}

const metadata = fc.record({ category: fc.constantFrom("", "通知", "公告"), important: fc.boolean() });
const state = (from: ManuscriptDocument) =>
  fc
    .tuple(fc.array(edits, { maxLength: 5 }), fc.option(sentence, { nil: from.title }), metadata)
    .map(([list, title, patch]) =>
      content(doc(title, ...list.reduce<readonly Block[]>((blocks, edit) => edit(blocks), from.blocks)), patch),
    );
const three = document.chain((from) =>
  fc.record({ base: fc.constant(content(from)), mine: state(from), theirs: state(from) }),
);

/** Every stretch of text that a person sees as one. */
const parts = ({ document: { blocks } }: Pick<Content, "document">): string[] =>
  blocks.flatMap((block) => {
    if (block.kind === "list") return block.items.map((one) => wordsOf(one.runs));
    if (block.kind === "table") return block.rows.flatMap(({ cells }) => cells.map((one) => wordsOf(one.runs)));
    return [wordsOf(runsOf(block))];
  });
const wordsOf = (runs: readonly Run[]) => runs.map((run) => run.text).join("");

describe("D3: for any three states", () => {
  it("nothing is dropped: what a side has is in the merged text, or at a place that names it, or that side's change was left out by the other's purpose", () => {
    fc.assert(
      fc.property(three, ({ base: from, mine, theirs }) => {
        const { merge, document: result } = merged(from, mine, theirs);
        const there = new Set(parts({ document: result }));
        const open = unresolved(merge).map((place) => JSON.stringify([place.mine, place.theirs]));
        const before = new Set(parts(from));
        for (const side of [mine, theirs]) {
          for (const text of parts(side)) {
            const named = open.some((places) => places.includes(JSON.stringify(text)));
            // Unchanged by this side: the other one may have rewritten or deleted it.
            expect(there.has(text) || named || before.has(text), text).toBe(true);
          }
        }
        // Of two pieces with the same words each side may have deleted one: only what stands once can be followed by its words.
        const all = parts(from);
        for (const text of all.filter((one) => all.indexOf(one) === all.lastIndexOf(one))) {
          const kept = [mine, theirs].every((side) => parts(side).includes(text));
          const named = open.some((places) => places.includes(JSON.stringify(text)));
          if (kept) expect(there.has(text) || named, text).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("what one side alone did is the result, to the last id", () => {
    fc.assert(
      fc.property(three, ({ base: from, mine }) => {
        expect(merged(from, mine, from)).toMatchObject({ document: mine.document, metadata: mine.metadata, open: [] });
        expect(merged(from, from, mine)).toMatchObject({ document: mine.document, metadata: mine.metadata, open: [] });
        expect(merged(from, mine, mine).document).toEqual(mine.document);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same merge whichever side asks, choices mirrored", () => {
    fc.assert(
      fc.property(three, fc.constantFrom("mine" as const, "theirs" as const), ({ base: from, mine, theirs }, side) => {
        const other = side === "mine" ? "theirs" : "mine";
        const [here, there] = [
          mergeContent({ base: from, mine, theirs }),
          mergeContent({ base: from, mine: theirs, theirs: mine }),
        ];
        expect(there.places.map(({ id }) => id)).toEqual(here.places.map(({ id }) => id));
        const all = (kind: "mine" | "theirs") => new Map(unresolved(here).map(({ id }) => [id, { kind }]));
        const left = resolveMerge(here, all(side), mine.metadata);
        expect(resolveMerge(there, all(other), theirs.metadata)).toEqual(left);
      }),
      { numRuns: 1_000 },
    );
  });

  it("every choice at every place gives a document whose ids are its own and whose tables are whole", () => {
    const kinds = fc.constantFrom("mine" as const, "theirs" as const, "both" as const);
    fc.assert(
      fc.property(three, fc.array(kinds, { minLength: 5, maxLength: 5 }), ({ base: from, mine, theirs }, some) => {
        const merge = mergeContent({ base: from, mine, theirs });
        const choices = new Map(unresolved(merge).map(({ id }, at) => [id, { kind: some[at % 5] ?? "mine" }]));
        const { document: result } = resolveMerge(merge, choices, mine.metadata);
        const ids = result.blocks.flatMap((block) =>
          block.kind === "table"
            ? [block.id, ...block.rows.flatMap((row) => row.cells.map(({ id }) => id))]
            : [block.id, ...(block.kind === "list" ? block.items.map(({ id }) => id) : [])],
        );
        expect(new Set(ids).size).toBe(ids.length);
        for (const block of result.blocks)
          if (block.kind === "table") expect(new Set(block.rows.map((row) => row.cells.length)).size).toBe(1);
      }),
      { numRuns: 200 },
    );
  });
});
