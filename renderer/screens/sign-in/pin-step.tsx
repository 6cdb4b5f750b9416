import { Button, Input } from "antd";
import { useId, useState } from "react";
import type { KeyInfo } from "../../../shared/ipc/key";
import { placeOf } from "../../text/keys";
import { zh } from "../../text/zh";
import { PinCare, type PinTry, usePinCare } from "../../ui/pin-care";
import { AppPinFields } from "./app-pin-fields";
import { appPinFrom, type PinNeed, type TypedPins } from "./pin-need";

export interface PinStepProps {
  /** The key whose PIN is asked for; null while none is chosen. */
  readonly info: KeyInfo | null;
  /** `locked` opens the local store; `sign-in` goes to the platform. */
  readonly mode: "sign-in" | "locked";
  readonly busy: boolean;
  /** Whether the application PIN is asked for beside the key's. */
  readonly need: PinNeed;
  readonly shortestPin: number;
  readonly onBegin: (typed: Typed) => void;
  readonly onUnlock: (typed: Typed) => void;
  readonly onBack: () => void;
}

/** The key's PIN, and the application PIN where one is needed or was chosen. */
export interface Typed extends PinTry {
  readonly appPin: string | null;
}

const nothingTyped: TypedPins = { appPin: "", repeat: "" };

/** 输入口令. The PIN lives in this form only and is forgotten with each attempt; the program never retries one. */
export function PinStep({ info, mode, busy, need, shortestPin, onBegin, onUnlock, onBack }: PinStepProps) {
  const [pin, setPin] = useState("");
  const field = useId();
  const care = usePinCare(info?.token);
  const [own, setOwn] = useState(nothingTyped);
  const appPin = appPinFrom(need, own);
  const ready = care.isReady(pin) && appPin !== undefined;
  const submit = (send: (typed: Typed) => void) => {
    if (!ready) return;
    setPin("");
    setOwn(nothingTyped);
    send({ ...care.typed(pin), appPin });
  };
  const first = mode === "locked" ? onUnlock : onBegin;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(first);
      }}
    >
      <label htmlFor={field}>{zh.signIn.pinOf(info?.name ?? "")}</label>
      {info === null ? null : <div className="cb-sub">{placeOf(info)}</div>}
      {care.hasPad ? null : (
        <Input.Password
          id={field}
          value={pin}
          onChange={(event) => setPin(event.target.value)}
          autoComplete="off"
          autoFocus
          maxLength={200}
          disabled={busy || info?.token?.pin === "locked"}
          data-testid="pin-input"
        />
      )}
      <PinCare token={info?.token} care={care} />
      <AppPinFields need={need} shortest={shortestPin} typed={own} busy={busy} onType={setOwn} />
      <div className="cb-toolbar">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!ready}
          data-testid={mode === "locked" ? "unlock" : "sign-in"}
        >
          {mode === "locked" ? zh.signIn.resume : zh.signIn.begin}
        </Button>
        {mode === "locked" ? null : (
          <Button onClick={() => submit(onUnlock)} disabled={busy || !ready} data-testid="unlock">
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
