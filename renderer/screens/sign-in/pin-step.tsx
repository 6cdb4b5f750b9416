import { Button, Input } from "antd";
import { useId, useState } from "react";
import { zh } from "../../text/zh";

export interface PinStepProps {
  readonly name: string;
  /** `locked` opens the local store; `sign-in` goes to the platform. */
  readonly mode: "sign-in" | "locked";
  readonly busy: boolean;
  readonly onBegin: (pin: string) => void;
  readonly onUnlock: (pin: string) => void;
  readonly onBack: () => void;
}

/** 输入口令. The PIN lives in this form only and is forgotten with each attempt; the program never retries one. */
export function PinStep({ name, mode, busy, onBegin, onUnlock, onBack }: PinStepProps) {
  const [pin, setPin] = useState("");
  const field = useId();
  const submit = (send: (pin: string) => void) => {
    if (pin === "") return;
    setPin("");
    send(pin);
  };
  const first = mode === "locked" ? onUnlock : onBegin;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(first);
      }}
    >
      <label htmlFor={field}>{zh.signIn.pinOf(name)}</label>
      <Input.Password
        id={field}
        value={pin}
        onChange={(event) => setPin(event.target.value)}
        autoComplete="off"
        autoFocus
        maxLength={200}
        disabled={busy}
        data-testid="pin-input"
      />
      <div className="cb-toolbar">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={pin === ""}
          data-testid={mode === "locked" ? "unlock" : "sign-in"}
        >
          {mode === "locked" ? zh.signIn.resume : zh.signIn.begin}
        </Button>
        {mode === "locked" ? null : (
          <Button onClick={() => submit(onUnlock)} disabled={busy || pin === ""} data-testid="unlock">
            {zh.signIn.unlock}
          </Button>
        )}
        <Button type="text" onClick={onBack} disabled={busy}>
          {zh.signIn.back}
        </Button>
      </div>
      {mode === "locked" ? null : <div className="cb-sub">{zh.signIn.unlockHint}</div>}
    </form>
  );
}
