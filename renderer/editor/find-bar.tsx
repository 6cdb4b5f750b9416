/** Find and replace, as a bar above the page. Enter goes on, Shift+Enter back, Esc closes and returns to the text. */
import { CloseOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, type InputRef } from "antd";
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { findText } from "../text/writing";
import type { Finder, Hit } from "./extensions/find";
import { defaultSearch } from "./search";

interface FindBarProps {
  readonly finder: Finder;
  /** Changes with every edit, so that the hits are looked up anew. */
  readonly edition: unknown;
  readonly onReplaced: (count: number) => void;
  readonly onClose: () => void;
}

export function FindBar({ finder, edition, onReplaced, onClose }: FindBarProps): JSX.Element {
  const [query, setQuery] = useState("");
  const [replacement, setReplacement] = useState("");
  const [options, setOptions] = useState(defaultSearch);
  const [at, setAt] = useState(0);
  const [done, setDone] = useState(0);
  const field = useRef<InputRef>(null);
  const hits = edition === null ? [] : finder.search(query, options);
  const current = hits.length === 0 ? 0 : at % hits.length;
  useEffect(() => field.current?.focus(), []);
  useEffect(() => finder.show(hits, current));
  useEffect(() => () => finder.clear(), [finder]);
  const close = (): void => {
    const hit = hits[current];
    if (hit !== undefined) finder.select(hit);
    onClose();
  };
  const step = (by: number): void => setAt((current + by + hits.length) % Math.max(1, hits.length));
  const replace = (chosen: readonly Hit[]): void => {
    if (chosen.length === 0) return;
    setDone(finder.replace(chosen, replacement));
    onReplaced(chosen.length);
    // The button may be disabled now; the keyboard stays in the bar.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const one = hits[current];
  return (
    <search className="ed-find" data-testid="find-bar" onKeyDown={onKeyDown}>
      <Input
        ref={field}
        size="small"
        value={query}
        placeholder={findText.find}
        aria-label={findText.find}
        data-testid="find-query"
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
          setDone(0);
        }}
      />
      <span className="ed-find-count" aria-live="polite" data-testid="find-count">
        {done > 0 && hits.length === 0
          ? findText.replaced(done)
          : hits.length === 0
            ? query !== "" && findText.none
            : findText.position(current + 1, hits.length)}
      </span>
      <Button size="small" disabled={hits.length === 0} onClick={() => step(-1)}>
        {findText.previous}
      </Button>
      <Button size="small" disabled={hits.length === 0} onClick={() => step(1)}>
        {findText.next}
      </Button>
      <Input
        size="small"
        value={replacement}
        placeholder={findText.replace}
        aria-label={findText.replace}
        data-testid="replace-with"
        onChange={(event) => setReplacement(event.target.value)}
      />
      <Button size="small" disabled={one === undefined} onClick={() => one !== undefined && replace([one])}>
        {findText.replaceOne}
      </Button>
      <Button size="small" disabled={hits.length === 0} data-testid="replace-all" onClick={() => replace(hits)}>
        {findText.replaceAll}
      </Button>
      <Checkbox
        checked={options.ignoreSpaces}
        onChange={(event) => setOptions({ ...options, ignoreSpaces: event.target.checked })}
      >
        {findText.ignoreSpaces}
      </Checkbox>
      <Checkbox
        checked={options.matchCase}
        onChange={(event) => setOptions({ ...options, matchCase: event.target.checked })}
      >
        {findText.matchCase}
      </Checkbox>
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={findText.close} onClick={close} />
    </search>
  );
}
