/** 打开方式: what opens this person's store, with ways to add one and take one away. */
import { Button, Popconfirm } from "antd";
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { SlotsView } from "../../../shared/ipc/vault";
import { useServices } from "../../services";
import { slotName, vaultText } from "../../text/vault";
import { FailureNotice } from "../../ui/failure-notice";
import { useWindow } from "../../window-context";
import { AddKeyForm } from "./add-key-form";
import { AppPinForm } from "./app-pin-form";

type Adding = "none" | "pin" | "key";

export function WaysInSection() {
  const { ask } = useServices();
  const { keyInUse } = useWindow();
  const [view, setView] = useState<SlotsView | null>(null);
  const [adding, setAdding] = useState<Adding>("none");
  const shown = useCallback((fresh: SlotsView) => {
    setView(fresh);
    setAdding("none");
  }, []);
  const { busy, failure, run } = useChange(shown);
  useEffect(() => void run(() => ask("desk:vault.slots", null)), [ask, run]);
  const hasPin = view?.slots.some(({ kind }) => kind === "device+pin" || kind === "passphrase") ?? false;
  return (
    <section className="cb-panel" data-testid="ways-in">
      <h2>{vaultText.panel}</h2>
      <p className="cb-sub">{vaultText.panelHint}</p>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {view === null ? null : (
        <Ways view={view} busy={busy} onRemove={(kid) => void run(() => ask("desk:vault.removeSlot", { kid }))} />
      )}
      {adding === "none" ? (
        <div className="cb-toolbar">
          <Button onClick={() => setAdding("pin")} disabled={busy} data-testid="set-app-pin">
            {hasPin ? vaultText.changePin : vaultText.setPin}
          </Button>
          <Button onClick={() => setAdding("key")} disabled={busy} data-testid="add-key">
            {vaultText.addKey}
          </Button>
        </div>
      ) : null}
      {adding === "pin" ? (
        <AppPinForm
          ask={ask}
          info={keyInUse}
          shortest={view?.shortestPin ?? 0}
          busy={busy}
          onSave={(pins) => run(() => ask("desk:vault.setPin", pins))}
          onCancel={() => setAdding("none")}
        />
      ) : null}
      {adding === "key" ? (
        <AddKeyForm
          find={() => ask("desk:keys.list", null)}
          busy={busy}
          onSave={({ keyId }, typed) => run(() => ask("desk:vault.addKey", { keyId, ...typed }))}
          onCancel={() => setAdding("none")}
        />
      ) : null}
    </section>
  );
}

function Ways({
  view,
  busy,
  onRemove,
}: {
  readonly view: SlotsView;
  readonly busy: boolean;
  readonly onRemove: (kid: string) => void;
}) {
  return (
    <>
      <ul className="cb-plain-list">
        {view.slots.map((slot) => (
          <li key={slot.kid} data-testid="slot" data-kind={slot.kind}>
            {slotName(slot)}{" "}
            {slot.removable ? (
              <Popconfirm
                title={vaultText.removeAsk}
                description={vaultText.removeHint}
                okText={vaultText.remove}
                cancelText={vaultText.cancel}
                onConfirm={() => onRemove(slot.kid)}
              >
                <Button size="small" disabled={busy} data-testid={`remove-${slot.kind}`}>
                  {vaultText.remove}
                </Button>
              </Popconfirm>
            ) : null}
          </li>
        ))}
      </ul>
      {view.pinTrouble === "" ? null : <p role="alert">{view.pinTrouble}</p>}
    </>
  );
}

/** One change at a time; what failed stays to be read, and the list is as main has it. */
function useChange(show: (view: SlotsView) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = useCallback(
    async (work: () => Promise<SlotsView>) => {
      setBusy(true);
      setFailure(null);
      try {
        show(await work());
      } catch (error) {
        setFailure(toFailure(error));
      } finally {
        setBusy(false);
      }
    },
    [show],
  );
  return { busy, failure, run };
}
