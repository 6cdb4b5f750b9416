/** NFC on entry: what is typed or dropped in becomes normal form at once, except under an open composition (E20). */
import { defineExtension, TextNode } from "lexical";
import { cleanText } from "../runs";

export const CleanTextExtension = defineExtension({
  name: "caibian/clean-text",
  register: (editor) =>
    editor.registerNodeTransform(TextNode, (node) => {
      if (node.isComposing()) return;
      const text = node.getTextContent();
      const clean = cleanText(text);
      if (clean !== text) node.setTextContent(clean);
    }),
});
