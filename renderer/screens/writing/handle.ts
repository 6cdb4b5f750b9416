/** What the writing session asks of the editor, so that it can be tested against a headless one or a fake. */
import { getExtensionDependencyFromEditor } from "@lexical/extension";
import type { LexicalEditor } from "lexical";
import { type Content, ContentExtension } from "../../editor/extensions/content";
import { INSERT_FILE } from "../../editor/extensions/files";
import { FindExtension, type Finder } from "../../editor/extensions/find";
import { type ProofMarks, ProofMarksExtension } from "../../editor/extensions/proof-marks";
import type { StoredFile } from "../../editor/stored-file";

export interface EditorHandle {
  readonly content: Content;
  readonly marks: ProofMarks;
  readonly finder: Finder;
  readonly insertFile: (file: StoredFile) => void;
  readonly isComposing: () => boolean;
  readonly focus: () => void;
}

export function handleOf(editor: LexicalEditor): EditorHandle {
  return {
    content: getExtensionDependencyFromEditor(editor, ContentExtension).output,
    marks: getExtensionDependencyFromEditor(editor, ProofMarksExtension).output,
    finder: getExtensionDependencyFromEditor(editor, FindExtension).output,
    insertFile: (file) => editor.dispatchCommand(INSERT_FILE, file),
    isComposing: () => editor.isComposing(),
    focus: () => editor.focus(),
  };
}
