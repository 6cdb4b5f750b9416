import { Button, Input, Select } from "antd";
import { useEffect, useId, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/contract";
import { vaultText } from "../../text/vault";
import { zh } from "../../text/zh";
import { FailureNotice } from "../../ui/failure-notice";

export interface AddKeyFormProps {
  readonly find: () => Promise<readonly KeyInfo[]>;
  readonly busy: boolean;
  readonly onSave: (key: KeyInfo, pin: string) => void;
  readonly onCancel: () => void;
}

/** Another certificate of the same person; main refuses a colleague's. */
export function AddKeyForm({ find, busy, onSave, onCancel }: AddKeyFormProps) {
  const { keys, failure } = useKeys(find);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState("");
  const [list, field] = [useId(), useId()];
  const key = keys.find(({ keyId }) => keyId === chosen);
  return (
    <form
      className="cb-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (key === undefined || pin === "") return;
        setPin("");
        onSave(key, pin);
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
      <label htmlFor={field}>{zh.signIn.pin}</label>
      <Input.Password
        id={field}
        value={pin}
        onChange={(event) => setPin(event.target.value)}
        autoComplete="off"
        maxLength={200}
        disabled={busy}
        data-testid="other-key-pin"
      />
      <div className="cb-toolbar">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={key === undefined || pin === ""}
          data-testid="save-key"
        >
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
  // Looked for once, when the form opens.
  const [first] = useState(() => find);
  useEffect(() => {
    first().then(setKeys, (error: unknown) => setFailure(toFailure(error)));
  }, [first]);
  return { keys, failure };
}
