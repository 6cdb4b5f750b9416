import { Button, Input } from "antd";
import { useId, useState } from "react";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { StoreView } from "../../../shared/ipc/vault";
import type { Ask } from "../../services";
import { vaultText } from "../../text/vault";
import { RecoveryForm } from "./recovery-form";
import { storeWords } from "./store-words";

export interface OtherWaysProps {
  readonly stores: readonly StoreView[];
  readonly busy: boolean;
  readonly ask: Ask;
  readonly keys: readonly KeyInfo[];
  readonly shortestPin: number;
  /** The person has begun with one of them. */
  readonly onChosen: () => void;
  /** The stores may open in other ways now. */
  readonly onChanged: () => void;
  readonly onPin: (storeId: string, appPin: string) => void;
  readonly onDevice: (storeId: string) => void;
}

/** 不用密钥打开: the stores of this machine that open by application PIN, or by the machine where its policy allows. */
export function OtherWays(props: OtherWaysProps) {
  const { stores, busy, onPin, onDevice, onChosen } = props;
  const open = stores.filter(({ appPin, device, recovery }) => appPin || device || recovery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [recovering, setRecovering] = useState<string | null>(null);
  if (open.length === 0) return null;
  if (recovering !== null) {
    return (
      <RecoveryForm
        ask={props.ask}
        storeId={recovering}
        keys={props.keys}
        shortest={props.shortestPin}
        onRecovered={props.onChanged}
        onBack={() => setRecovering(null)}
      />
    );
  }
  const store = open.find(({ storeId }) => storeId === chosen);
  return (
    <section className="cb-other-ways" aria-label={vaultText.others} data-testid="other-ways">
      <h2>{vaultText.others}</h2>
      {store === undefined ? (
        <ul className="cb-plain-list">
          {open.map(({ storeId, name, organisation, appPin, device, recovery, ...told }) => (
            <li key={storeId}>
              <span>{vaultText.byPin(name, organisation)}</span>{" "}
              {told.facts === null ? null : <div className="cb-sub">{storeWords(told)}</div>}
              {appPin ? (
                <Button
                  size="small"
                  onClick={() => {
                    onChosen();
                    setChosen(storeId);
                  }}
                  disabled={busy}
                  data-testid={`pin-${storeId}`}
                >
                  {vaultText.appPin}
                </Button>
              ) : null}{" "}
              {device ? (
                <Button size="small" onClick={() => onDevice(storeId)} loading={busy} data-testid={`device-${storeId}`}>
                  {vaultText.byDevice}
                </Button>
              ) : null}{" "}
              {recovery ? (
                <Button
                  size="small"
                  type="text"
                  onClick={() => {
                    onChosen();
                    setRecovering(storeId);
                  }}
                  disabled={busy}
                  data-testid={`recover-${storeId}`}
                >
                  {vaultText.recovery}
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
