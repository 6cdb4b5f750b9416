/** Why a finding is ignored (five common reasons a key away), or what a person is to check. */
import { Button, Checkbox, Input, type InputRef } from "antd";
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { proofText } from "../text/writing";

interface ReasonFormProps {
  readonly kind: "ignore" | "escalate";
  /** How many alike it is about; of several, one may be decided alone. */
  readonly count: number;
  readonly onDone: (reason: string, isOne: boolean) => void;
  readonly onCancel: () => void;
}

export function ReasonForm({ kind, count, onDone: onAnswer, onCancel }: ReasonFormProps): JSX.Element {
  const [text, setText] = useState("");
  const [isOne, setOne] = useState(false);
  const box = useRef<HTMLFieldSetElement>(null);
  const input = useRef<InputRef>(null);
  const ignoring = kind === "ignore";
  useEffect(() => {
    if (ignoring) box.current?.focus();
    else input.current?.focus();
  }, [ignoring]);
  const onDone = (reason: string): void => onAnswer(reason, isOne);
  const done = (): void => {
    if (text.trim() !== "") onDone(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const picked = ignoring && event.target === box.current ? proofText.reasons[Number(event.key) - 1] : undefined;
    if (picked !== undefined) onDone(picked);
    else if (event.key === "0" && event.target === box.current) setOne(!isOne);
    else if (event.key === "Escape") onCancel();
    else if (event.key === "Enter") done();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset
      ref={box}
      className="proof-reason"
      tabIndex={-1}
      aria-label={ignoring ? proofText.reason : proofText.note}
      data-testid={`reason-${kind}`}
      onKeyDown={onKeyDown}
    >
      <div className="proof-reason-title">{ignoring ? proofText.reason : proofText.note}</div>
      {count > 1 && (
        <Checkbox checked={isOne} data-testid="reason-one" onChange={({ target }) => setOne(target.checked)}>
          {ignoring && <kbd>0</kbd>} {proofText.onlyThis(count)}
        </Checkbox>
      )}
      {ignoring && <CommonReasons onDone={onDone} />}
      <Input
        ref={input}
        size="small"
        value={text}
        maxLength={500}
        placeholder={ignoring ? proofText.reasonHint : proofText.noteHint}
        aria-label={ignoring ? proofText.reason : proofText.note}
        data-testid="reason-text"
        onChange={(event) => setText(event.target.value)}
      />
      <ReasonFoot ready={text.trim() !== ""} onDone={done} onCancel={onCancel} />
    </fieldset>
  );
}

interface ReasonFootProps {
  readonly ready: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function ReasonFoot({ ready, onDone, onCancel }: ReasonFootProps): JSX.Element {
  return (
    <div className="proof-actions">
      <Button size="small" type="primary" disabled={!ready} data-testid="reason-confirm" onClick={onDone}>
        {proofText.confirm}
      </Button>
      <Button size="small" onClick={onCancel} data-testid="reason-cancel">
        {proofText.cancel}
      </Button>
    </div>
  );
}

function CommonReasons({ onDone }: { readonly onDone: (reason: string) => void }): JSX.Element {
  return (
    <ol className="proof-reasons">
      {proofText.reasons.map((reason, index) => (
        <li key={reason}>
          <button
            type="button"
            className="proof-pick"
            data-testid={`reason-option-${index + 1}`}
            onClick={() => onDone(reason)}
          >
            <kbd>{index + 1}</kbd> {reason}
          </button>
        </li>
      ))}
    </ol>
  );
}
