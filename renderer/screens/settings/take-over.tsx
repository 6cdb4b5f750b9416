/** 另一个存储 (D8): after a restore beside this store, its drafts are taken over here. Shown only where there is one. */
import { Button } from "antd";
import { useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { StoreView, TakenOver } from "../../../shared/ipc/vault";
import { useServices } from "../../services";
import { takeOverText } from "../../text/vault";
import { FailureNotice } from "../../ui/failure-notice";
import { KeyPin } from "../../ui/key-pin";
import { usePinCare } from "../../ui/pin-care";
import { useKeyNow } from "../../ui/use-key-now";
import { useSignal } from "../../ui/use-signal";
import { useWindow } from "../../window-context";
import { storeWords } from "../sign-in/store-words";

/** Of one name with the open store: what follows the name is the backup that brought one of them. */
const isTwin = (one: string, other: string): boolean => one !== other && one.split(".")[0] === other.split(".")[0];

export function TakeOverSection() {
  const { ask } = useServices();
  const { session } = useWindow();
  const { storeId } = useSignal(session);
  const [stores, setStores] = useState<readonly StoreView[]>([]);
  useEffect(() => {
    // Without an answer there is nothing to offer.
    ask("desk:vault.stores", null).then(
      (known) => setStores(known.stores),
      () => undefined,
    );
  }, [ask]);
  const twins = storeId === null ? [] : stores.filter((store) => isTwin(store.storeId, storeId));
  if (twins.length === 0) return null;
  return (
    <section className="cb-panel" data-testid="take-over">
      <h2>{takeOverText.title}</h2>
      <p className="cb-sub">{takeOverText.hint}</p>
      {twins.map((store) => (
        <Twin key={store.storeId} store={store} />
      ))}
    </section>
  );
}

function Twin({ store }: { readonly store: StoreView }) {
  const { keyInUse } = useWindow();
  const opens = keyInUse !== null && store.keys.includes(keyInUse.fingerprint);
  return (
    <div data-testid={`twin-${store.storeId}`}>
      <p>{storeWords(store)}</p>
      {opens ? <TakeOverForm store={store} keyId={keyInUse.keyId} /> : <p role="note">{takeOverText.notYet}</p>}
    </div>
  );
}

function TakeOverForm({ store, keyId }: { readonly store: StoreView; readonly keyId: string }) {
  const { keyInUse, lock } = useWindow();
  const { ask } = useServices();
  const [pin, setPin] = useState("");
  const { key, readKey } = useKeyNow(ask, keyInUse);
  const care = usePinCare(key?.token);
  const { busy, failure, taken, run } = useTakeOver();
  if (taken !== null) {
    return (
      <div role="status" data-testid="taken-over">
        <p>{takeOverText.done(taken)}</p>
        <Button type="primary" onClick={lock} data-testid="take-over-lock">
          {takeOverText.lock}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="cb-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!care.isReady(pin)) return;
        setPin("");
        const typed = care.typed(pin);
        void run(() => ask("desk:vault.takeOver", { storeId: store.storeId, keyId, ...typed })).then(readKey);
      }}
    >
      {failure === null ? null : <FailureNotice failure={failure} />}
      <KeyPin token={key?.token} care={care} pin={pin} onType={setPin} busy={busy} testId="take-over-pin" />
      <div className="cb-toolbar">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={!care.isReady(pin)}
          data-testid="take-over-drafts"
        >
          {takeOverText.take}
        </Button>
      </div>
    </form>
  );
}

/** The PIN is forgotten with each attempt, and what failed stays to be read. */
function useTakeOver() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [taken, setTaken] = useState<TakenOver | null>(null);
  const run = async (work: () => Promise<TakenOver>) => {
    setBusy(true);
    setFailure(null);
    try {
      setTaken(await work());
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, taken, run };
}
