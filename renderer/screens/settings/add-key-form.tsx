import { Button, Select } from "antd";
import { useCallback, useEffect, useId, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";
import { vaultText } from "../../text/vault";
import { zh } from "../../text/zh";
import { FailureNotice } from "../../ui/failure-notice";
import { KeyPin } from "../../ui/key-pin";
import { type PinTry, usePinCare } from "../../ui/pin-care";

export interface AddKeyFormProps {
  readonly find: () => Promise<readonly KeyInfo[]>;
  readonly busy: boolean;
  readonly onSave: (key: KeyInfo, typed: PinTry) => Promise<void>;
  readonly onCancel: () => void;
}

/** Another certificate of the same person; main refuses a colleague's. */
export function AddKeyForm({ find, busy, onSave, onCancel }: AddKeyFormProps) {
  const { keys, failure, readKeys } = useKeys(find);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const list = useId();
  const key = keys.find(({ keyId }) => keyId === chosen);
  const care = usePinCare(key?.token);
  const ready = key !== undefined && care.isReady(pin);
  return (
    <form
      className="cb-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        setPin("");
        void onSave(key, care.typed(pin)).then(readKeys);
      }}
    >
      <p className="cb-sub">{vaultText.addKeyHint}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <label htmlFor={list}>{zh.signIn.keyLabel}</label>
      <Select
        id={list}
        value={chosen}
        onChange={setChosen}
        disabled={busy}
        showSearch={{ optionFilterProp: "label" }}
        options={keys.map(({ keyId, name, organisation, serial, usable }) => ({
          value: keyId,
          label: `${name} · ${organisation} · 尾号 ${serial.slice(-8)}`,
          disabled: !usable,
        }))}
        data-testid="other-key"
      />
      <KeyPin token={key?.token} care={care} pin={pin} onType={setPin} busy={busy} testId="other-key-pin" />
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready} data-testid="save-key">
          {vaultText.save}
        </Button>
        <Button type="text" onClick={onCancel} disabled={busy}>
          {vaultText.cancel}
        </Button>
      </div>
    </form>
  );
}

function useKeys(find: AddKeyFormProps["find"]) {
  const [keys, setKeys] = useState<readonly KeyInfo[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  // As it was given when the form opened.
  const [first] = useState(() => find);
  const readKeys = useCallback(() => first().then(setKeys, (error: unknown) => setFailure(toFailure(error))), [first]);
  useEffect(() => void readKeys(), [readKeys]);
  return { keys, failure, readKeys };
}
