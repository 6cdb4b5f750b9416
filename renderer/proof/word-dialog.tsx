/** One word for the dictionary: accepted, or reported as a missed error (R19). Everything is filled in but what only a person knows. */
import { Button, Input, type InputRef, Modal, Radio } from "antd";
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { paneText } from "../text/proof-pane";
import { type DictionaryWord, wordFault } from "./dictionary";

export type WordDraft = Pick<DictionaryWord, "kind" | "scope" | "word" | "right" | "why">;

interface WordDialogProps {
  readonly draft: WordDraft;
  readonly onDone: (word: WordDraft) => void;
  readonly onCancel: () => void;
}

export function WordDialog({ draft, onDone, onCancel }: WordDialogProps): JSX.Element {
  const [value, setValue] = useState(draft);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const rejecting = value.kind === "reject";
  const clean = { ...value, word: value.word.trim(), right: value.right.trim(), why: value.why.trim() };
  const fault = wordFault(clean);
  const done = (): void => {
    if (fault === "") onDone(clean);
  };
  const onEnter = (event: KeyboardEvent): void => {
    if (!event.nativeEvent.isComposing) done();
  };
  const field = (name: "word" | "right" | "why", label: string, hint: string, isFirst: boolean): JSX.Element => (
    <div className="word-field">
      <span aria-hidden>{label}</span>
      <Input
        ref={isFirst ? first : null}
        value={value[name]}
        maxLength={name === "why" ? 200 : 60}
        placeholder={hint}
        aria-label={label}
        onPressEnter={onEnter}
        data-testid={`word-${name}`}
        onChange={({ target }) => setValue({ ...value, [name]: target.value })}
      />
    </div>
  );
  return (
    <Modal
      open
      width={520}
      title={rejecting ? paneText.missTitle : paneText.acceptTitle}
      onCancel={onCancel}
      footer={[
        <Button key="cancel" onClick={onCancel}>
          {paneText.cancel}
        </Button>,
        <Button key="ok" type="primary" disabled={fault !== ""} data-testid="word-ok" onClick={done}>
          {paneText.ok}
        </Button>,
      ]}
    >
      <div className="word-form" data-testid="word-dialog">
        {field("word", paneText.word[value.kind], "", !rejecting)}
        {rejecting && field("right", paneText.right, paneText.rightHint, true)}
        {field("why", paneText.why, paneText.whyHint, false)}
        <Radio.Group
          aria-label={paneText.scope}
          value={value.scope}
          onChange={({ target }) => setValue({ ...value, scope: target.value === "unit" ? "unit" : "person" })}
          options={[
            { value: "person", label: paneText.scopes.person },
            { value: "unit", label: paneText.scopes.unit },
          ]}
        />
        {fault !== "" && <p className="proof-fault">{fault}</p>}
        <p className="proof-muted">{rejecting ? paneText.missNote : paneText.acceptNote}</p>
      </div>
    </Modal>
  );
}
