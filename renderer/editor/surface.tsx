/** The page-like column with the text. React only mounts the editor; the extensions do the work. */
import { useLexicalComposerContext } from "@lexical/react/LexicalComposerContext";
import { ContentEditable } from "@lexical/react/LexicalContentEditable";
import { LexicalExtensionComposer } from "@lexical/react/LexicalExtensionComposer";
import type { LexicalEditor } from "lexical";
import { type JSX, type ReactNode, useEffect, useState } from "react";
import { editorText } from "../text/writing";
import { type ManuscriptEditorOptions, manuscriptExtension } from "./extensions/manuscript";
import "./editor.css";
import "./lists.css";
import "./marks.css";

interface SurfaceProps {
  /** Read once: the editor lives as long as this component. */
  readonly options: ManuscriptEditorOptions;
  readonly onReady: (editor: LexicalEditor) => void;
  /** Title field and notices, above the text inside the page. */
  readonly head: ReactNode;
  /** Toolbar, above the page. */
  readonly toolbar: ReactNode;
}

export function Surface({ options, onReady, head, toolbar }: SurfaceProps): JSX.Element {
  const [extension] = useState(() => manuscriptExtension(options));
  return (
    <LexicalExtensionComposer extension={extension} contentEditable={null}>
      <Ready onReady={onReady} />
      {toolbar}
      <div className="ed-scroll">
        <div className="ed-page">
          {head}
          <div className="ed-body">
            <ContentEditable
              className="ed-text"
              data-testid="editor"
              aria-label={editorText.surface}
              aria-placeholder={editorText.placeholder}
              placeholder={<div className="ed-placeholder">{editorText.placeholder}</div>}
              spellCheck={false}
            />
          </div>
        </div>
      </div>
    </LexicalExtensionComposer>
  );
}

function Ready({ onReady }: Pick<SurfaceProps, "onReady">): null {
  const [editor] = useLexicalComposerContext();
  useEffect(() => onReady(editor), [editor, onReady]);
  return null;
}
