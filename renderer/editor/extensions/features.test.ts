import { getExtensionDependencyFromEditor } from "@lexical/extension";
import { TOGGLE_LINK_COMMAND } from "@lexical/link";
import {
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  type LexicalEditor,
  UNDO_COMMAND,
} from "lexical";
import { expect, test } from "vitest";
import type { Block } from "../../../shared/model/manuscript";
import { applySuggestion } from "../../../shared/proofreading/fix";
import { defaultSearch } from "../search";
import { headlessEditor, paragraph, plainRun } from "../testing";
import { ContentExtension } from "./content";
import { FindExtension } from "./find";
import { SET_BLOCK_STYLE } from "./headings";
import { TOGGLE_LIST } from "./lists";
import { insertBlocks } from "./paste";
import { CHANGE_TABLE, INSERT_TABLE } from "./tables";

const content = (editor: LexicalEditor) => getExtensionDependencyFromEditor(editor, ContentExtension).output;
const finder = (editor: LexicalEditor) => getExtensionDependencyFromEditor(editor, FindExtension).output;
const act = (editor: LexicalEditor, $change: () => void) => editor.update($change, { discrete: true });
/** The editor commits an undo in a microtask of its own. */
const undo = async (editor: LexicalEditor) => {
  editor.dispatchCommand(UNDO_COMMAND, undefined);
  await Promise.resolve();
};
const $block = (index: number) => {
  const node = $getRoot().getChildAtIndex(index);
  if (!$isElementNode(node)) throw new Error(`no element at ${index}`);
  return node;
};

test("a paragraph becomes a heading, an item and a paragraph again with one id", () => {
  using editor = headlessEditor([paragraph("p", "总体要求")]);
  act(editor, () => void $block(0).select());
  act(editor, () => void editor.dispatchCommand(SET_BLOCK_STYLE, 2));
  expect(content(editor).blocks()).toEqual([{ kind: "heading", id: "p", level: 2, runs: [plainRun("总体要求")] }]);
  act(editor, () => void editor.dispatchCommand(TOGGLE_LIST, "numbered"));
  expect(content(editor).blocks()).toMatchObject([{ kind: "list", ordered: true, items: [{ id: "p", depth: 0 }] }]);
  act(editor, () => void editor.dispatchCommand(TOGGLE_LIST, "numbered"));
  expect(content(editor).blocks()).toEqual([paragraph("p", "总体要求")]);
});

test("Enter inside an item makes a new item with its own id, and on an empty item leaves the list", () => {
  using editor = headlessEditor([
    { kind: "list", id: "l", ordered: false, items: [{ id: "i1", depth: 1, runs: [plainRun("甲乙")] }] },
  ]);
  act(editor, () => void $block(0).selectEnd());
  act(editor, () => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
  const [list] = content(editor).blocks();
  const ids = list?.kind === "list" ? list.items.map((item) => item.id) : [];
  expect(new Set(ids).size).toBe(2);
  expect(list).toMatchObject({ items: [{ id: "i1", depth: 1 }, { depth: 1 }] });
  act(editor, () => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
  act(editor, () => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
  expect(
    content(editor)
      .blocks()
      .map((block) => block.kind),
  ).toEqual(["list", "paragraph"]);
});

test("splitting a paragraph gives the second half an id of its own", () => {
  using editor = headlessEditor([paragraph("p", "前后")]);
  act(editor, () => {
    $block(0).getFirstChild()?.selectStart();
    const selection = $getSelection();
    if ($isRangeSelection(selection)) selection.anchor.offset = selection.focus.offset = 1;
  });
  act(editor, () => void editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined));
  const blocks = content(editor).blocks();
  expect(blocks).toMatchObject([{ id: "p", runs: [plainRun("前")] }, { runs: [plainRun("后")] }]);
  expect(new Set(blocks.map((block) => block.id)).size).toBe(2);
});

test("a table is inserted with a header row, grows by rows and columns, and its cells have ids (E3)", () => {
  using editor = headlessEditor([paragraph("p", "表：")]);
  act(editor, () => void $block(0).selectEnd());
  act(editor, () => void editor.dispatchCommand(INSERT_TABLE, { rows: 2, columns: 2 }));
  act(editor, () => void editor.dispatchCommand(CHANGE_TABLE, "row-below"));
  act(editor, () => void editor.dispatchCommand(CHANGE_TABLE, "column-right"));
  const table = content(editor)
    .blocks()
    .find((block) => block.kind === "table");
  const cells = table?.kind === "table" ? table.rows.map((row) => row.cells) : [];
  expect(cells.map((row) => row.length)).toEqual([3, 3, 3]);
  expect(cells[0]?.every((cell) => cell.header)).toBe(true);
  expect(new Set(cells.flat().map((cell) => cell.id)).size).toBe(9);
});

test("replacing 500 hits, some in table cells, is one undo step (E10)", async () => {
  const cells = [0, 1].map((n) => ({ id: `c${n}`, header: false, colSpan: 1, rowSpan: 1, runs: [plainRun("信 息")] }));
  const initial: Block[] = [
    ...Array.from({ length: 498 }, (_, n) => paragraph(`p${n}`, `第${n}条信息公开`)),
    { kind: "table", id: "t", rows: [{ cells }] },
  ];
  using editor = headlessEditor(initial);
  const hits = finder(editor).search("信息", defaultSearch);
  expect(hits).toHaveLength(500);
  finder(editor).replace(hits, "政务");
  expect(finder(editor).search("信息", defaultSearch)).toHaveLength(0);
  expect(finder(editor).search("政务", defaultSearch)).toHaveLength(500);
  await undo(editor);
  expect(content(editor).blocks()).toEqual(initial);
});

test("a replacement over several looks keeps the look of its first character and the link beside it", () => {
  using editor = headlessEditor([
    {
      kind: "paragraph",
      id: "p",
      align: "left",
      runs: [
        { text: "关于印", marks: ["bold"], link: null },
        { text: "发通", marks: [], link: "https://a.gov.cn/" },
        { text: "知", marks: [], link: null },
      ],
    },
  ]);
  finder(editor).replace(finder(editor).search("印发", defaultSearch), "公布");
  expect(content(editor).blocks()).toMatchObject([
    {
      runs: [
        { text: "关于公布", marks: ["bold"], link: null },
        { text: "通", link: "https://a.gov.cn/" },
        { text: "知", link: null },
      ],
    },
  ]);
});

test("an accepted suggestion changes its block only, and one undo takes it back", async () => {
  const initial = [paragraph("p1", "国发[2023]47号"), paragraph("p2", "国发[2023]47号")];
  using editor = headlessEditor(initial);
  const place = { block: "p2", start: 2, end: 8, text: "[2023]" };
  const next = applySuggestion({ title: "", blocks: content(editor).blocks() }, place, "〔2023〕");
  content(editor).patch(next.blocks);
  expect(content(editor).blocks()).toEqual([paragraph("p1", "国发[2023]47号"), paragraph("p2", "国发〔2023〕47号")]);
  await undo(editor);
  expect(content(editor).blocks()).toEqual(initial);
});

test("a paste of several blocks is one undo step and pasted ids never repeat ids of the text (E2)", async () => {
  const initial = [paragraph("p1", "原文")];
  using editor = headlessEditor(initial);
  act(editor, () => void $block(0).selectEnd());
  insertBlocks(editor, [
    paragraph("p1", "甲"),
    { kind: "heading", id: "h", level: 1, runs: [plainRun("乙")] },
    paragraph("p1", "丙"),
  ]);
  const pasted = content(editor).blocks();
  expect(pasted.map((block) => ("runs" in block ? block.runs.map((run) => run.text).join("") : ""))).toEqual([
    "原文甲",
    "乙",
    "丙",
  ]);
  expect(new Set(pasted.map((block) => block.id)).size).toBe(3);
  await undo(editor);
  expect(content(editor).blocks()).toEqual(initial);
});

test("a list, an image and a table pasted into a cell leave the cell text and nothing is lost from it", () => {
  const cell = { id: "c", header: false, colSpan: 1, rowSpan: 1, runs: [plainRun("格")] };
  using editor = headlessEditor([{ kind: "table", id: "t", rows: [{ cells: [cell] }] }]);
  act(editor, () => void $block(0).selectEnd());
  insertBlocks(editor, [
    paragraph("x", "一"),
    { kind: "list", id: "l", ordered: true, items: [{ id: "i", depth: 0, runs: [plainRun("二")] }] },
  ]);
  expect(content(editor).blocks()).toMatchObject([{ rows: [{ cells: [{ id: "c", runs: [plainRun("格一\n二")] }] }] }]);
});

test("a link is set only to an address a manuscript may link to", () => {
  using editor = headlessEditor([paragraph("p", "链接")]);
  act(editor, () => void $block(0).select(0, 1));
  act(editor, () => void editor.dispatchCommand(TOGGLE_LINK_COMMAND, "javascript:alert(1)"));
  expect(content(editor).blocks()).toEqual([paragraph("p", "链接")]);
  act(editor, () => void editor.dispatchCommand(TOGGLE_LINK_COMMAND, "https://www.gov.cn/"));
  expect(content(editor).blocks()).toMatchObject([{ runs: [{ text: "链接", link: "https://www.gov.cn/" }] }]);
});

test("counts follow every change and undo (E11)", async () => {
  using editor = headlessEditor([paragraph("p", "政务公开 2026")]);
  expect(content(editor).count()).toEqual({ words: 5, characters: 8 });
  act(editor, () => void $block(0).selectEnd());
  act(editor, () => void editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, "年。"));
  expect(content(editor).count()).toEqual({ words: 7, characters: 10 });
  await undo(editor);
  expect(content(editor).count()).toEqual({ words: 5, characters: 8 });
});
