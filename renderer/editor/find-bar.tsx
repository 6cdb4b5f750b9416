/** Find and replace, as a bar above the page. Enter goes on, Shift+Enter back, Esc closes and returns to the text. */
import { CloseOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, type InputRef } from "antd";
import { type JSX, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { findText } from "../text/writing";
import type { Finder, Hit } from "./extensions/find";
import { defaultSearch, type SearchOptions } from "./search";

interface FindBarProps {
  readonly finder: Finder;
  /** Changes with every edit, so that the hits are looked up anew. */
  readonly edition: unknown;
  readonly onReplaced: (count: number) => void;
  readonly onClose: () => void;
}

interface Search {
  readonly query: string;
  readonly options: SearchOptions;
  readonly hits: readonly Hit[];
  /** Index of the current hit. */
  readonly at: number;
  readonly ask: (query: string) => void;
  readonly choose: (options: SearchOptions) => void;
  readonly step: (by: 1 | -1) => void;
}

/** The hits of the text as it stands, drawn while the bar is open. */
function useSearch({ finder, edition }: FindBarProps): Search {
  const [query, setQuery] = useState("");
  const [options, setOptions] = useState(defaultSearch);
  const [wanted, setWanted] = useState(0);
  const hits = edition === null ? [] : finder.search(query, options);
  const at = hits.length === 0 ? 0 : wanted % hits.length;
  useEffect(() => finder.show(hits, at));
  useEffect(() => () => finder.clear(), [finder]);
  return {
    query,
    options,
    hits,
    at,
    ask: (next) => {
      setQuery(next);
      setWanted(0);
    },
    choose: setOptions,
    step: (by) => setWanted((at + by + hits.length) % Math.max(1, hits.length)),
  };
}

export function FindBar(props: FindBarProps): JSX.Element {
  const { finder, onReplaced, onClose } = props;
  const search = useSearch(props);
  const [done, setDone] = useState(0);
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const one = search.hits[search.at];
  const close = (): void => {
    if (one !== undefined) finder.select(one);
    onClose();
  };
  const replace = (hits: readonly Hit[], text: string): void => {
    setDone(finder.replace(hits, text));
    onReplaced(hits.length);
    // The button may be disabled now; the keyboard stays in the bar.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter") search.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <search className="ed-find" data-testid="find-bar" onKeyDown={onKeyDown}>
      <QueryFields search={search} done={done} field={field} onQuery={() => setDone(0)} />
      <ReplaceFields search={search} one={one} onReplace={replace} />
      <SearchChoices search={search} />
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={findText.close} onClick={close} />
    </search>
  );
}

interface QueryProps {
  readonly search: Search;
  readonly done: number;
  readonly field: RefObject<InputRef | null>;
  readonly onQuery: () => void;
}

function QueryFields({ search, done, field, onQuery }: QueryProps): JSX.Element {
  const { query, hits, at } = search;
  const none = done > 0 ? findText.replaced(done) : query === "" ? "" : findText.none;
  return (
    <>
      <Input
        ref={field}
        size="small"
        value={query}
        placeholder={findText.find}
        aria-label={findText.find}
        data-testid="find-query"
        onChange={(event) => {
          search.ask(event.target.value);
          onQuery();
        }}
      />
      <span className="ed-find-count" aria-live="polite" data-testid="find-count">
        {hits.length === 0 ? none : findText.position(at + 1, hits.length)}
      </span>
      <Button size="small" disabled={hits.length === 0} onClick={() => search.step(-1)}>
        {findText.previous}
      </Button>
      <Button size="small" disabled={hits.length === 0} onClick={() => search.step(1)}>
        {findText.next}
      </Button>
    </>
  );
}

interface ReplaceProps {
  readonly search: Search;
  readonly one: Hit | undefined;
  readonly onReplace: (hits: readonly Hit[], text: string) => void;
}

function ReplaceFields({ search, one, onReplace }: ReplaceProps): JSX.Element {
  const [text, setText] = useState("");
  return (
    <>
      <Input
        size="small"
        value={text}
        placeholder={findText.replace}
        aria-label={findText.replace}
        data-testid="replace-with"
        onChange={(event) => setText(event.target.value)}
      />
      <Button size="small" disabled={one === undefined} onClick={() => one !== undefined && onReplace([one], text)}>
        {findText.replaceOne}
      </Button>
      <Button
        size="small"
        disabled={one === undefined}
        data-testid="replace-all"
        onClick={() => onReplace(search.hits, text)}
      >
        {findText.replaceAll}
      </Button>
    </>
  );
}

function SearchChoices({ search }: Pick<ReplaceProps, "search">): JSX.Element {
  const { options, choose } = search;
  return (
    <>
      <Checkbox
        checked={options.ignoreSpaces}
        onChange={(event) => choose({ ...options, ignoreSpaces: event.target.checked })}
      >
        {findText.ignoreSpaces}
      </Checkbox>
      <Checkbox
        checked={options.matchCase}
        onChange={(event) => choose({ ...options, matchCase: event.target.checked })}
      >
        {findText.matchCase}
      </Checkbox>
    </>
  );
}
