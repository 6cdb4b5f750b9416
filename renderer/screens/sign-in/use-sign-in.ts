/** Sign-in as a small machine: which step, what failed there, what goes on. No secret is kept in it. */
import { useCallback, useRef, useState } from "react";
import { toFailure } from "../../../shared/failure";
import type { SessionView } from "../../../shared/ipc/contract";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { Ask, Listen } from "../../services";
import { pinNeed } from "./pin-need";
import type { Typed } from "./pin-step";
import { type Progress, type Step, start } from "./progress";
import { useKeys } from "./use-keys";
import { useStores } from "./use-stores";

export interface SignInProps {
  readonly ask: Ask;
  readonly listen: Listen;
  /** Chosen at first, e.g. the key of the person who locked. */
  readonly keyId: string | null;
  /** The key is null when the store was opened without one. */
  readonly onDone: (view: SessionView, key: KeyInfo | null) => void;
}

export function useSignIn({ ask, listen, keyId, onDone }: SignInProps) {
  const [storeId, setStoreId] = useState<string | null>(null);
  const wanted = storeId === null ? {} : { storeId };
  const [progress, setProgress] = useState<Progress>(start);
  const { stores, shortestPin, readStores } = useStores(ask);
  const merge = useCallback((patch: Partial<Progress>) => setProgress((known) => ({ ...known, ...patch })), []);
  const elsewhere = useRef(false);
  const { keys, key, choose, findKeys, readKeys } = useKeys({ ask, listen, keyId, merge, elsewhere });

  /** Runs one step; a failure stays on that step and says which it was. */
  const run = async (step: Step, work: () => Promise<Partial<Progress>>) => {
    merge({ busy: true, failed: null });
    try {
      merge({ ...(await work()), busy: false });
    } catch (error) {
      merge({ busy: false, failed: { step, failure: toFailure(error) } });
      await readStores();
      if (step === 1) await readKeys();
    }
  };
  const finish = (view: SessionView) => {
    onDone(view, progress.step === 0 ? null : key);
    return {};
  };

  return {
    keys,
    key,
    stores,
    /** More than one after a recovery; then the person says which. */
    ownStores: key === null ? [] : stores.filter(({ certificates }) => certificates.includes(key.fingerprint)),
    storeId,
    chooseStore: setStoreId,
    shortestPin,
    readStores: () => void readStores(),
    need: pinNeed(key, stores, progress.failed?.failure.code ?? null),
    chosen: key?.keyId ?? null,
    ...progress,
    choose,
    choseOtherWay: () => {
      elsewhere.current = true;
    },
    findKeys: () => void findKeys(),
    next: () => merge({ step: 1, failed: null }),
    back: () => merge({ step: 0, failed: null }),
    begin: ({ appPin, ...typed }: Typed) =>
      run(1, async () => {
        if (key === null) return { step: 0 };
        const { maskedPhone, resendAfterSeconds, view } = await ask("desk:session.begin", {
          keyId: key.keyId,
          ...typed,
          ...(appPin === null ? {} : { appPin }),
          ...wanted,
        }).catch(async (error: unknown) => {
          // The PIN opened the local store before the platform failed to answer: the way on is open without it.
          const opened = await ask("desk:session.read", null);
          if (opened.state !== "locked") merge({ view: opened });
          throw error;
        });
        // Where the lease has run out, the store opens only once the code was right.
        const opened = view.state === "locked" ? null : view;
        return { step: 2, view: opened, sent: { maskedPhone, resendAt: Date.now() + resendAfterSeconds * 1_000 } };
      }),
    unlock: ({ appPin, ...typed }: Typed) =>
      run(1, async () => {
        if (key === null) return { step: 0 };
        const all = { ...typed, ...(appPin === null ? {} : { appPin }), ...wanted };
        return finish(await ask("desk:session.unlock", { keyId: key.keyId, ...all }));
      }),
    unlockByPin: (storeId: string, appPin: string) =>
      run(0, async () => finish(await ask("desk:session.unlockByPin", { storeId, appPin }))),
    unlockByDevice: (storeId: string) =>
      run(0, async () => finish(await ask("desk:session.unlockByDevice", { storeId }))),
    confirm: (code: string) => run(2, async () => finish(await ask("desk:session.confirm", { code }))),
    resend: () =>
      run(2, async () => {
        const { maskedPhone, resendAfterSeconds } = await ask("desk:session.resend", null);
        return { sent: { maskedPhone, resendAt: Date.now() + resendAfterSeconds * 1_000 } };
      }),
    workOffline: () => {
      if (progress.view === null) merge({ failed: { step: 2, failure: { code: "E_LEASE", detail: "" } } });
      else finish(progress.view);
    },
  };
}

export type SignInFlow = ReturnType<typeof useSignIn>;
