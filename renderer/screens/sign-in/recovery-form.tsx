import { Button, Select } from "antd";
import { useId, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { Ask } from "../../services";
import { vaultText } from "../../text/vault";
import { zh } from "../../text/zh";
import { FailureNotice } from "../../ui/failure-notice";
import { KeyPin } from "../../ui/key-pin";
import { type PinTry, usePinCare } from "../../ui/pin-care";
import { useKeyNow } from "../../ui/use-key-now";
import { AppPinFields } from "./app-pin-fields";
import { appPinFrom } from "./pin-need";

export interface RecoveryFormProps {
  readonly ask: Ask;
  readonly storeId: string;
  readonly keys: readonly KeyInfo[];
  readonly shortest: number;
  /** Once the store opens again. */
  readonly onRecovered: () => void;
  readonly onBack: () => void;
}

const nothingTyped = { appPin: "", repeat: "" };

/** 申请恢复: asked for and fetched with the person's key; what is typed is forgotten with each attempt. */
export function RecoveryForm({ ask, storeId, keys, shortest, onRecovered, onBack }: RecoveryFormProps) {
  const [keyId, setKeyId] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const [own, setOwn] = useState(nothingTyped);
  const { busy, said, failure, run } = useRun();
  const list = useId();
  const { key, readKey } = useKeyNow(ask, keys.find((each) => each.keyId === keyId) ?? null);
  const care = usePinCare(key?.token);
  const appPin = appPinFrom("offer", own);
  const ready = keyId !== null && care.isReady(pin) && appPin !== undefined;
  const sent = (work: (by: PinTry & { readonly storeId: string; readonly keyId: string }) => Promise<string>) => {
    if (keyId === null || !ready) return;
    setPin("");
    setOwn(nothingTyped);
    void run(() => work({ storeId, keyId, ...care.typed(pin) })).then(readKey);
  };
  const receive = () =>
    sent(async (by) => {
      await ask("desk:recovery.receive", { ...by, ...(typeof appPin === "string" ? { appPin } : {}) });
      onRecovered();
      return vaultText.recovered;
    });
  const request = () => sent(async (by) => vaultText.recoveryStates[(await ask("desk:recovery.ask", by)).state]);
  return (
    <form className="cb-entry-form" onSubmit={(event) => event.preventDefault()} data-testid="recovery-form">
      <p className="cb-sub">{vaultText.recoveryHint}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <label htmlFor={list}>{zh.signIn.keyLabel}</label>
      <Select
        id={list}
        value={keyId}
        onChange={setKeyId}
        disabled={busy}
        showSearch={{ optionFilterProp: "label" }}
        options={keys.map((key) => ({
          value: key.keyId,
          label: `${key.name} · ${key.organisation} · 尾号 ${key.serial.slice(-8)}`,
          disabled: !key.usable,
        }))}
        data-testid="recovery-key"
      />
      <KeyPin token={key?.token} care={care} pin={pin} onType={setPin} busy={busy} testId="recovery-pin" />
      <AppPinFields need="change" shortest={shortest} typed={own} busy={busy} onType={setOwn} />
      <div className="cb-toolbar">
        <Button type="primary" onClick={request} loading={busy} disabled={!ready} data-testid="recovery-ask">
          {vaultText.recoveryAsk}
        </Button>
        <Button onClick={receive} disabled={busy || !ready} data-testid="recovery-receive">
          {vaultText.recoveryReceive}
        </Button>
        <Button type="text" onClick={onBack} disabled={busy}>
          {vaultText.back}
        </Button>
      </div>
      <p aria-live="polite" data-testid="recovery-said">
        {said}
      </p>
    </form>
  );
}

function useRun() {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (work: () => Promise<string>) => {
    setBusy(true);
    setFailure(null);
    setSaid("");
    try {
      setSaid(await work());
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, said, failure, run };
}
