/** A headless editor of a manuscript and generated documents, for tests of the editor's features. */
import { buildEditorFromExtensions } from "@lexical/extension";
import fc from "fast-check";
import type { LexicalEditorWithDispose } from "lexical";
import type { Block, Mark, Run } from "../../shared/model/manuscript";
import { type ManuscriptEditorOptions, manuscriptExtension } from "./extensions/manuscript";
import { normalRuns } from "./runs";

export function headlessEditor(
  initial: readonly Block[],
  options: Partial<ManuscriptEditorOptions> = {},
): LexicalEditorWithDispose {
  return buildEditorFromExtensions(
    manuscriptExtension({
      initial,
      storeFile: () => Promise.reject(new Error("this test stores no file")),
      onChange: () => {},
      onFiles: () => {},
      onPasteReport: () => {},
      onPasteRefused: () => {},
      onError: (error) => {
        throw error;
      },
      ...options,
    }),
  );
}

export const plainRun = (text: string): Run => ({ text, marks: [], link: null });

export const paragraph = (id: string, text: string): Block => ({
  kind: "paragraph",
  id,
  align: "left",
  runs: text === "" ? [] : [plainRun(text)],
});

const text = fc
  .array(fc.constantFrom("政府", "网站", "（一）", "abc ", "𠮷", "\n", "　", "1", "，", "é"), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join("").normalize("NFC"));
const markSet = fc.subarray<Mark>(["bold", "italic", "strike", "sub", "super", "underline"], { maxLength: 3 });
const link = fc.option(fc.constantFrom("https://www.luan.gov.cn/a", "http://b.gov.cn/?q=1", "mailto:a@b.gov.cn"), {
  freq: 4,
});
const runs = fc.array(fc.record({ text, marks: markSet, link }), { maxLength: 5 }).map(normalRuns);

const file = fc.record({
  hash: fc.constantFrom("a", "b").map((digit) => `sha-256:${digit.repeat(64)}`),
  name: fc.constantFrom("图一.png", "附件1.pdf"),
  mime: fc.constantFrom("image/png", "application/pdf"),
  size: fc.integer({ min: 0, max: 1_000_000 }),
});

/** A grid of cells with some merged over columns and rows; every grid place is covered once. */
const table = fc
  .record({
    columns: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 1, max: 4 }),
    merges: fc.array(fc.record({ across: fc.integer({ min: 1, max: 3 }), down: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 6,
    }),
    texts: fc.array(runs, { minLength: 16, maxLength: 16 }),
    headers: fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
  })
  .map(({ columns, rows, merges, texts, headers }) => {
    const taken = Array.from({ length: rows }, () => Array.from({ length: columns }, () => false));
    let n = 0;
    return taken.map((line, y) => ({
      cells: line.flatMap((_, x) => {
        if (taken[y]?.[x] === true) return [];
        const wish = merges[n % Math.max(1, merges.length)] ?? { across: 1, down: 1 };
        let across = 1;
        while (across < wish.across && x + across < columns && taken[y]?.[x + across] === false) across += 1;
        // The first column stays unmerged downwards, so that no row is left without a cell.
        const down = x === 0 ? 1 : Math.min(wish.down, rows - y);
        for (let j = 0; j < down; j += 1)
          for (let i = 0; i < across; i += 1) {
            const row = taken[y + j];
            if (row !== undefined) row[x + i] = true;
          }
        n += 1;
        return [{ header: headers[n % 16] ?? false, colSpan: across, rowSpan: down, runs: texts[n % 16] ?? [] }];
      }),
    }));
  });

const bare = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), level: fc.constantFrom(1, 2, 3, 4), runs }),
  fc.record({ kind: fc.constant("paragraph" as const), align: fc.constantFrom("left", "center", "right"), runs }),
  fc.record({
    kind: fc.constant("list" as const),
    ordered: fc.boolean(),
    items: fc.array(fc.record({ depth: fc.integer({ min: 0, max: 5 }), runs }), { minLength: 1, maxLength: 5 }),
  }),
  table.map((rows) => ({ kind: "table" as const, rows })),
  fc.record({
    kind: fc.constant("image" as const),
    file,
    alt: fc.constantFrom("", "说明"),
    decorative: fc.boolean(),
    caption: fc.constantFrom("", "图注"),
  }),
  fc.record({ kind: fc.constant("attachment" as const), file }),
);

/** Blocks of every kind in normal form, each id once. */
export const blocksArbitrary: fc.Arbitrary<Block[]> = fc.array(bare, { maxLength: 8 }).map((list) => {
  let n = 0;
  const id = (): string => {
    n += 1;
    return `id-${n}`;
  };
  return list.map((each): Block => {
    if (each.kind === "list") return { ...each, id: id(), items: each.items.map((item) => ({ ...item, id: id() })) };
    if (each.kind === "table")
      return {
        ...each,
        id: id(),
        rows: each.rows.map((row) => ({ cells: row.cells.map((cell) => ({ ...cell, id: id() })) })),
      };
    return { ...each, id: id() };
  });
});
