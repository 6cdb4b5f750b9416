/** The status line of the draft: it never says 已保存 before the journal has the text. */
import { Alert, Button } from "antd";
import { type JSX, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";
import { explain } from "../../../shared/failure";
import { never } from "../../../shared/never";
import type { WordCount } from "../../editor/word-count";
import { writingText } from "../../text/writing";
import { HelpLink } from "../../ui/help-link";
import { clockTime } from "../../ui/time";
import type { SaveState } from "./autosave";

export function SaveStatus({ save, count }: { readonly save: SaveState; readonly count: WordCount }): JSX.Element {
  // One status bar: the frame keeps a place for the open draft.
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById("status-of-screen")), []);
  const line = (
    <span className="writing-status">
      <span data-testid="word-count">{writingText.words(count.words, count.characters)}</span>
      <span data-testid="save-state" data-state={save.kind} role="status">
        {saveWords(save)}
      </span>
    </span>
  );
  return place === null ? line : createPortal(line, place);
}

function saveWords(save: SaveState): string {
  switch (save.kind) {
    case "clean":
      return writingText.clean;
    case "pending":
      return writingText.pending;
    case "saving":
      return writingText.saving;
    case "saved":
      return writingText.saved(clockTime(save.at));
    case "unsaved":
      return writingText.unsaved(explain(save.failure).text);
    default:
      return never(save);
  }
}

/** While text is not on disk a banner stays: what is so, what is safe, what to do. */
export function UnsavedBanner({
  save,
  onRetry,
}: {
  readonly save: SaveState;
  readonly onRetry: () => void;
}): JSX.Element | null {
  if (save.kind !== "unsaved") return null;
  const { text, next } = explain(save.failure);
  const secret = save.failure.code === "E_SECRET";
  return (
    <Alert
      banner
      type="error"
      showIcon
      role="alert"
      data-testid="unsaved"
      data-code={save.failure.code}
      title={secret ? writingText.secretTitle : text}
      description={
        <>
          {secret && <div>{text}</div>}
          {next} <span className="cb-code">{save.failure.code}</span> <HelpLink code={save.failure.code} />
        </>
      }
      action={
        !secret && (
          <Button size="small" onClick={onRetry}>
            {writingText.retry}
          </Button>
        )
      }
    />
  );
}
