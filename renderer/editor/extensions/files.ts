/** Pictures and attachments: dropped or pasted files are handed out to be stored, stored ones are inserted as blocks. */
import { DRAG_DROP_PASTE } from "@lexical/rich-text";
import { $insertNodeToNearestRoot } from "@lexical/utils";
import {
  $addUpdateTag,
  $createParagraphNode,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_LOW,
  createCommand,
  defineExtension,
  HISTORY_PUSH_TAG,
  type LexicalCommand,
  mergeRegister,
  safeCast,
} from "lexical";
import { $createAttachmentNode, $createImageNode } from "../nodes/file";
import type { StoredFile } from "../stored-file";

export const INSERT_FILE: LexicalCommand<StoredFile> = createCommand("caibian.file");

interface FilesConfig {
  /** Stores the files and dispatches INSERT_FILE for each. */
  readonly onFiles: (files: readonly File[]) => void;
}

export const FilesExtension = defineExtension({
  name: "caibian/files",
  config: safeCast<FilesConfig>({ onFiles: () => {} }),
  register: (editor, config) =>
    mergeRegister(
      editor.registerCommand(
        DRAG_DROP_PASTE,
        (files) => {
          config.onFiles(files);
          return true;
        },
        COMMAND_PRIORITY_LOW,
      ),
      editor.registerCommand(
        INSERT_FILE,
        ({ file, image }) => {
          const node = image
            ? $createImageNode(file, { alt: "", decorative: false, caption: "" })
            : $createAttachmentNode(file);
          $addUpdateTag(HISTORY_PUSH_TAG);
          $insertNodeToNearestRoot(node);
          if (node.getNextSibling() === null) node.insertAfter($createParagraphNode());
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
    ),
});
