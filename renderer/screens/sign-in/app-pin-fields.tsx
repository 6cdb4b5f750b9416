import { Input } from "antd";
import { useId } from "react";
import { vaultText } from "../../text/vault";
import type { PinNeed, TypedPins } from "./pin-need";

export interface AppPinFieldsProps {
  /** `change`: a new one from 设置, where no hint is needed. */
  readonly need: PinNeed | "change";
  readonly shortest: number;
  readonly typed: TypedPins;
  readonly busy: boolean;
  readonly onType: (typed: TypedPins) => void;
}

/** 应用口令 beside the key's PIN: entered, chosen, or offered and folded away. */
export function AppPinFields(props: AppPinFieldsProps) {
  switch (props.need) {
    case "none":
      return null;
    case "enter":
      return <One {...props} hint={vaultText.enterHint} />;
    case "choose":
      return <Twice {...props} hint={vaultText.chooseHint} />;
    case "change":
      return <Twice {...props} hint="" />;
    case "offer":
      return (
        <details className="cb-entry-check" data-testid="app-pin-offer">
          <summary>{vaultText.offer}</summary>
          <Twice {...props} hint={vaultText.offerHint} />
        </details>
      );
  }
}

interface HintedProps extends AppPinFieldsProps {
  readonly hint: string;
}

function One({ typed, busy, onType, hint }: HintedProps) {
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{vaultText.appPin}</label>
      <div className="cb-sub">{hint}</div>
      <Secret
        id={field}
        busy={busy}
        value={typed.appPin}
        test="app-pin"
        onType={(appPin) => onType({ ...typed, appPin })}
      />
    </>
  );
}

function Twice({ typed, busy, shortest, onType, hint }: HintedProps) {
  const [first, again] = [useId(), useId()];
  const differ = typed.repeat !== "" && typed.repeat !== typed.appPin;
  return (
    <>
      {hint === "" ? null : <div className="cb-sub">{hint}</div>}
      <label htmlFor={first}>{vaultText.appPin}</label>
      <Secret
        id={first}
        busy={busy}
        value={typed.appPin}
        test="app-pin"
        onType={(appPin) => onType({ ...typed, appPin })}
      />
      <label htmlFor={again}>{vaultText.repeat}</label>
      <Secret
        id={again}
        busy={busy}
        value={typed.repeat}
        test="app-pin-repeat"
        onType={(repeat) => onType({ ...typed, repeat })}
      />
      <div className="cb-sub" aria-live="polite">
        {differ ? vaultText.differ : vaultText.rules(shortest)}
      </div>
    </>
  );
}

interface SecretProps {
  readonly id: string;
  readonly value: string;
  readonly busy: boolean;
  readonly test: string;
  readonly onType: (value: string) => void;
}

function Secret({ id, value, busy, test, onType }: SecretProps) {
  return (
    <Input.Password
      id={id}
      value={value}
      onChange={(event) => onType(event.target.value)}
      autoComplete="off"
      maxLength={200}
      disabled={busy}
      data-testid={test}
    />
  );
}
