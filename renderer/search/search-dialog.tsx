/** 检索 (D7): every draft on this machine and every item of the lists, from any screen by Ctrl+K or /. */
import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef, Modal, Select } from "antd";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { keyOf } from "../../shared/search/document";
import { anything, type Hit, type Question } from "../../shared/search/question";
import { type Place, useServices } from "../services";
import { searchText } from "../text/search";
import { DateField } from "../ui/date-field";
import { useSignal } from "../ui/use-signal";
import { When } from "../ui/when";
import { Marked } from "./marked";

import type { Search } from "./search";
import "./search.css";
import { type Asked, useAnswer } from "./use-answer";

export interface SearchDialogProps {
  readonly search: Search;
  readonly onClose: () => void;
}

const placeOf = ({ kind, itemId }: Hit): Place => ({ screen: kind === "draft" ? "writing" : "review", itemId });

export function SearchDialog({ search, onClose }: SearchDialogProps) {
  const { go } = useServices();
  const [question, setQuestion] = useState<Question>(anything);
  const [picked, setPicked] = useState(0);
  const input = useRef<InputRef>(null);
  const isAsked = Object.values(question).some((part) => part.trim() !== "");
  const asked = useAnswer(
    search,
    useMemo(() => (isAsked ? question : null), [isAsked, question]),
  );
  const hits = asked?.answer.hits ?? [];
  const ask = (change: Partial<Question>) => {
    setQuestion({ ...question, ...change });
    setPicked(0);
  };
  const open = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    onClose();
    go(placeOf(hit));
  };
  const onKey = (event: KeyboardEvent) => {
    // Enter of an input method takes over the letters; it opens nothing.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") open(hits[picked]);
    if (step === undefined) return;
    event.preventDefault();
    setPicked(Math.min(Math.max(picked + step, 0), Math.max(hits.length - 1, 0)));
  };
  return (
    <Modal
      open
      footer={null}
      title={searchText.title}
      width={760}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && input.current?.focus()}
      destroyOnHidden
    >
      <div className="cb-search" data-testid="search-dialog">
        <Input
          ref={input}
          prefix={<SearchOutlined aria-hidden />}
          value={question.text}
          onChange={(event) => ask({ text: event.target.value })}
          onKeyDown={onKey}
          placeholder={searchText.placeholder}
          aria-label={searchText.title}
          aria-controls="search-hits"
          aria-activedescendant={hits.length > 0 ? `search-hit-${picked}` : undefined}
          role="combobox"
          aria-expanded={hits.length > 0}
          autoComplete="off"
          spellCheck={false}
          allowClear
          data-testid="search-input"
        />
        <Filters question={question} onAsk={ask} />
        <Status search={search} />
        <Hits asked={asked} picked={picked} onOpen={open} />
      </div>
    </Modal>
  );
}

interface FiltersProps {
  readonly question: Question;
  readonly onAsk: (change: Partial<Question>) => void;
}

function Filters({ question, onAsk }: FiltersProps) {
  const { items } = useServices();
  const columns = items.columns().map(({ columnId, name }) => ({ value: columnId, label: name }));
  return (
    <div className="cb-search-filters">
      <Select
        value={question.columnId}
        onChange={(columnId) => onAsk({ columnId })}
        options={[{ value: "", label: searchText.anyColumn }, ...columns]}
        aria-label={searchText.column}
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 170 }}
        data-testid="search-column"
      />
      <Input
        value={question.writer}
        onChange={(event) => onAsk({ writer: event.target.value })}
        placeholder={searchText.writer}
        aria-label={searchText.writer}
        autoComplete="off"
        allowClear
        style={{ width: 130 }}
        data-testid="search-writer"
      />
      <span>{searchText.days}</span>
      <span className="cb-search-day">
        <DateField
          value={question.from}
          onChange={(from) => onAsk({ from })}
          label={searchText.from}
          testId="search-from"
        />
      </span>
      <span>—</span>
      <span className="cb-search-day">
        <DateField value={question.to} onChange={(to) => onAsk({ to })} label={searchText.to} testId="search-to" />
      </span>
    </div>
  );
}

function Status({ search }: { readonly search: Search }) {
  const { ready, read, total } = useSignal(search.state);
  const words = {
    full: searchText.state.full(total),
    titles: searchText.state.titles(read, total),
    failed: searchText.state.failed,
  };
  return (
    <div className="cb-sub" data-testid="search-state" data-ready={ready} data-read={read}>
      {words[ready]}　{searchText.hint}
    </div>
  );
}

interface HitsProps {
  readonly asked: Asked | null;
  readonly picked: number;
  readonly onOpen: (hit: Hit) => void;
}

function Hits({ asked, picked, onOpen }: HitsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[picked]?.scrollIntoView({ block: "nearest" });
  }, [picked]);
  if (asked === null) return <p className="cb-muted">{searchText.empty}</p>;
  const { hits, total } = asked.answer;
  return (
    <>
      <div
        className="cb-sub"
        aria-live="polite"
        data-testid="search-count"
        data-text={asked.question.text}
        data-total={total}
      >
        {total === 0 ? searchText.none : searchText.count(hits.length, total)}
      </div>
      <div ref={list} id="search-hits" role="listbox" aria-label={searchText.title} className="cb-search-hits">
        {hits.map((hit, at) => (
          <HitLine key={keyOf(hit)} hit={hit} at={at} isPicked={at === picked} onOpen={onOpen} />
        ))}
      </div>
    </>
  );
}

interface HitLineProps {
  readonly hit: Hit;
  readonly at: number;
  readonly isPicked: boolean;
  readonly onOpen: (hit: Hit) => void;
}

function HitLine({ hit, at, isPicked, onOpen }: HitLineProps) {
  const { items } = useServices();
  const column = items.columns().find(({ columnId }) => columnId === hit.columnId)?.name ?? "";
  return (
    <button
      type="button"
      id={`search-hit-${at}`}
      role="option"
      aria-selected={isPicked}
      tabIndex={-1}
      className="cb-search-hit"
      onClick={() => onOpen(hit)}
      data-testid="search-hit"
      data-item={hit.itemId}
    >
      <span className="cb-search-hit-title">{hit.title.text === "" ? "（未写标题）" : <Marked {...hit.title} />}</span>
      {hit.passage === null ? null : (
        <span className="cb-search-hit-text">
          <Marked {...hit.passage} />
        </span>
      )}
      <span className="cb-sub">
        {[searchText.kinds[hit.kind], column, hit.writer].filter((part) => part !== "").join(" · ")} ·{" "}
        <When at={hit.updatedAt} />
      </span>
    </button>
  );
}
