/** 查找: every place of a text in the read-only view, walked by Enter and Shift+Enter. */
import { Button, Input } from "antd";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { reviewText } from "../../text/review";
import { occurrences, paint } from "./find";

export function FindBar({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState({ index: 0, count: 0 });
  useEffect(() => () => paint("caibian-find", []), []);
  const show = (value: string, index: number) => {
    const found = root.current === null ? [] : occurrences(root.current, value);
    const place = found.length === 0 ? 0 : (index + found.length) % found.length;
    paint("caibian-find", found);
    const current = found[place];
    paint("caibian-place", current === undefined ? [] : [current]);
    current?.startContainer.parentElement?.scrollIntoView({ block: "center" });
    setAt({ index: place, count: found.length });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") show(query, at.index + (event.shiftKey ? -1 : 1));
    if (event.key === "Escape") change("");
  };
  const change = (value: string) => {
    setQuery(value);
    show(value, 0);
  };
  return (
    <span className="find-bar">
      <Input
        size="small"
        value={query}
        placeholder={reviewText.find}
        aria-label={reviewText.find}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKey}
        data-testid="review-find"
      />
      <span className="find-count" aria-live="polite">
        {query === "" ? "" : at.count === 0 ? reviewText.findNone : `${at.index + 1} / ${at.count}`}
      </span>
      <Button size="small" disabled={at.count === 0} onClick={() => show(query, at.index + 1)} aria-label="下一处">
        ↓
      </Button>
    </span>
  );
}
