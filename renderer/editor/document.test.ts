import { getExtensionDependencyFromEditor } from "@lexical/extension";
import fc from "fast-check";
import { $createLineBreakNode, $createTextNode, $getRoot, $isElementNode, type LexicalEditor } from "lexical";
import { expect, test } from "vitest";
import { type Block, manuscriptDocument } from "../../shared/model/manuscript";
import { ContentExtension } from "./extensions/content";
import { blocksArbitrary, headlessEditor, paragraph, plainRun } from "./testing";

const blocksOf = (editor: LexicalEditor): Block[] =>
  getExtensionDependencyFromEditor(editor, ContentExtension).output.blocks();

test("a generated document comes back from the editor exactly as it went in", () => {
  fc.assert(
    fc.property(blocksArbitrary, (blocks) => {
      manuscriptDocument.parse({ title: "", blocks });
      using editor = headlessEditor(blocks);
      expect(blocksOf(editor)).toEqual(blocks);
    }),
    { numRuns: 300 },
  );
});

test("a document also survives being serialised by the editor, as undo and copying do", () => {
  fc.assert(
    fc.property(blocksArbitrary, (blocks) => {
      using editor = headlessEditor(blocks);
      using other = headlessEditor([]);
      other.setEditorState(other.parseEditorState(JSON.stringify(editor.getEditorState())));
      expect(blocksOf(other)).toEqual(blocks);
    }),
    { numRuns: 100 },
  );
});

test("text enters in NFC with merged runs and sorted marks, whatever form it had", () => {
  const decomposed = "re\u0301sume\u0301";
  using editor = headlessEditor([
    {
      kind: "paragraph",
      id: "p",
      align: "left",
      runs: [
        { text: decomposed, marks: ["underline", "bold"], link: null },
        { text: "\r\n", marks: ["bold", "underline"], link: null },
        { text: "", marks: [], link: null },
        { text: "b", marks: ["bold", "underline"], link: null },
      ],
    },
  ]);
  expect(blocksOf(editor)).toEqual([
    {
      kind: "paragraph",
      id: "p",
      align: "left",
      runs: [{ text: "résumé\nb", marks: ["bold", "underline"], link: null }],
    },
  ]);
});

test("typed text becomes NFC at once and blocks keep their ids", () => {
  using editor = headlessEditor([paragraph("p1", "甲"), paragraph("p2", "乙")]);
  editor.update(
    () => {
      const first = $getRoot().getFirstChild();
      if ($isElementNode(first))
        first.append($createTextNode("e\u0301"), $createLineBreakNode(), $createTextNode("完"));
    },
    { discrete: true },
  );
  expect(blocksOf(editor)).toEqual([{ ...paragraph("p1", ""), runs: [plainRun("甲é\n完")] }, paragraph("p2", "乙")]);
});

test("a document without blocks stays without blocks until something is typed", () => {
  using editor = headlessEditor([]);
  expect(blocksOf(editor)).toEqual([]);
  editor.update(() => $getRoot().selectEnd().insertText("字"), { discrete: true });
  expect(blocksOf(editor)).toMatchObject([{ kind: "paragraph", runs: [plainRun("字")] }]);
});

test("half of a surrogate pair never reaches the document, because no canonical form could hold it", () => {
  using editor = headlessEditor([paragraph("p", "甲\ud840乙")]);
  expect(blocksOf(editor)[0]).toMatchObject({ runs: [plainRun("甲\ufffd乙")] });
});
