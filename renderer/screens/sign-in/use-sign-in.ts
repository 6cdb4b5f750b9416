/** Sign-in as a small machine: which step, what failed there, what goes on. No secret is kept in it. */
import { useCallback, useMemo, useRef, useState } from "react";
import type { SessionView } from "../../../shared/ipc/contract";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { StoreView } from "../../../shared/ipc/vault";
import { browserAfter } from "../../after";
import type { Ask, Listen } from "../../services";
import { createAttempts } from "./attempts";
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
  const { keys, key, choose, findKeys, readKeys, current } = useKeys({ ask, listen, keyId, merge, elsewhere });

  const attempts = useMemo(() => createAttempts({ merge, after: browserAfter }), [merge]);
  const run = async (step: Step, work: (isWanted: () => boolean) => Promise<Partial<Progress>>) => {
    if (await attempts.run(step, work)) return;
    await readStores();
    if (step === 1) await readKeys();
  };
  const finish = (view: SessionView, by = progress.step === 0 ? null : key) => {
    onDone(view, by);
    return {};
  };
  /** Opens the desk, unless the person has gone back meanwhile. */
  const enter = (step: Step, opening: () => Promise<SessionView>) =>
    run(step, async (isWanted) => {
      const view = await opening();
      return isWanted() ? finish(view) : {};
    });
  /** Sends the PIN to the chosen key; one that is gone leads back to the keys, and says so. */
  const withKey = (work: (by: KeyInfo, isWanted: () => boolean) => Promise<Partial<Progress>>) =>
    run(1, async (isWanted) => {
      const now = await current();
      return "code" in now ? { step: 0, failed: { step: 0, failure: now } } : work(now, isWanted);
    });

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
    need: pinNeed(key, chosenFirst(stores, storeId), progress.failed?.failure.code ?? null),
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
      withKey(async ({ keyId }) => {
        const { maskedPhone, resendAfterSeconds, view } = await ask("desk:session.begin", {
          keyId,
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
      withKey(async (by, isWanted) => {
        const all = { ...typed, ...(appPin === null ? {} : { appPin }), ...wanted };
        const view = await ask("desk:session.unlock", { keyId: by.keyId, ...all });
        return isWanted() ? finish(view, by) : {};
      }),
    unlockByPin: (storeId: string, appPin: string) =>
      enter(0, () => ask("desk:session.unlockByPin", { storeId, appPin })),
    unlockByDevice: (storeId: string) => enter(0, () => ask("desk:session.unlockByDevice", { storeId })),
    confirm: (code: string) => enter(2, () => ask("desk:session.confirm", { code })),
    giveUp: attempts.giveUp,
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

/** Of two stores of one key the chosen one decides what is asked for. */
const chosenFirst = (stores: readonly StoreView[], storeId: string | null): readonly StoreView[] => [
  ...stores.filter((store) => store.storeId === storeId),
  ...stores.filter((store) => store.storeId !== storeId),
];

export type SignInFlow = ReturnType<typeof useSignIn>;
