import { Button, Input } from "antd";
import { useId, useState } from "react";
import type { StoreView } from "../../../shared/ipc/vault";
import { vaultText } from "../../text/vault";

export interface OtherWaysProps {
  readonly stores: readonly StoreView[];
  readonly busy: boolean;
  readonly onPin: (storeId: string, appPin: string) => void;
  readonly onDevice: (storeId: string) => void;
}

/** 不用密钥打开: the stores of this machine that open by application PIN, or by the machine where its policy allows. */
export function OtherWays({ stores, busy, onPin, onDevice }: OtherWaysProps) {
  const open = stores.filter(({ appPin, device }) => appPin || device);
  const [chosen, setChosen] = useState<string | null>(null);
  if (open.length === 0) return null;
  const store = open.find(({ storeId }) => storeId === chosen);
  return (
    <section className="cb-other-ways" aria-label={vaultText.others} data-testid="other-ways">
      <h2>{vaultText.others}</h2>
      {store === undefined ? (
        <ul className="cb-plain-list">
          {open.map(({ storeId, name, organisation, appPin, device }) => (
            <li key={storeId}>
              <span>{vaultText.byPin(name, organisation)}</span>{" "}
              {appPin ? (
                <Button size="small" onClick={() => setChosen(storeId)} disabled={busy} data-testid={`pin-${storeId}`}>
                  {vaultText.appPin}
                </Button>
              ) : null}{" "}
              {device ? (
                <Button size="small" onClick={() => onDevice(storeId)} loading={busy} data-testid={`device-${storeId}`}>
                  {vaultText.byDevice}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <PinForm
          name={store.name}
          busy={busy}
          onSend={(appPin) => onPin(store.storeId, appPin)}
          onBack={() => setChosen(null)}
        />
      )}
    </section>
  );
}

interface PinFormProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onSend: (appPin: string) => void;
  readonly onBack: () => void;
}

/** The PIN lives in this form only and is forgotten with each attempt. */
function PinForm({ name, busy, onSend, onBack }: PinFormProps) {
  const [typed, setTyped] = useState("");
  const field = useId();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === "") return;
        setTyped("");
        onSend(typed);
      }}
    >
      <label htmlFor={field}>{vaultText.appPinOf(name)}</label>
      <Input.Password
        id={field}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoFocus
        maxLength={200}
        disabled={busy}
        data-testid="app-pin-input"
      />
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" loading={busy} disabled={typed === ""} data-testid="app-pin-open">
          {vaultText.open}
        </Button>
        <Button type="text" onClick={onBack} disabled={busy}>
          {vaultText.back}
        </Button>
      </div>
    </form>
  );
}
