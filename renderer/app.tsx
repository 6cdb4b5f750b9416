/** The window: entry, unlocked desk, lock. One window at a time writes the stores. */
import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type Failure, toFailure } from "../shared/failure";
import type { SessionView } from "../shared/ipc/contract";
import type { KeyInfo } from "../shared/ipc/key";
import { themeFor, useAccessibility } from "./accessibility";
import type { Desk } from "./desk";
import { useLeakGuard } from "./leaks/use-leak-guard";
import { usePolicy } from "./managed-policy";
import { OneWindow } from "./one-window";
import { HelpHost } from "./screens/help/help-host";
import { SignInScreen } from "./screens/sign-in";
import { createSignal, type Signal } from "./signal";
import { zh } from "./text/zh";
import { FailureNotice } from "./ui/failure-notice";
import { useSignal } from "./ui/use-signal";
import { Waiting } from "./ui/waiting";
import { UnlockedWindow } from "./unlocked-window";
import type { AppInfo } from "./window-context";

const locked: SessionView = { state: "locked", storeId: null, account: null, reachable: false, clockOffset: null };

const noMinima = {};

export function App({ desk }: { readonly desk: Desk }) {
  const minima = usePolicy(desk)?.applied.accessibility ?? noMinima;
  useAccessibility(minima);
  const theme = useMemo(() => themeFor(minima), [minima]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <HelpHost>
        <OneWindow>
          <Start desk={desk} />
        </OneWindow>
      </HelpHost>
    </ConfigProvider>
  );
}

interface Started {
  readonly appInfo: AppInfo;
  readonly session: Signal<SessionView>;
}

function Start({ desk }: { readonly desk: Desk }) {
  useLeakGuard(desk);
  const [started, setStarted] = useState<Started | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const session = createSignal<SessionView>(locked);
    const stop = desk.listen("desk:session.changed", session.set);
    Promise.all([desk.ask("desk:app.info", null), desk.ask("desk:session.read", null)]).then(
      ([appInfo, view]) => {
        session.set(view);
        setStarted({ appInfo, session });
      },
      (error: unknown) => setFailure(toFailure(error)),
    );
    return stop;
  }, [desk]);
  if (failure !== null) {
    return (
      <div className="cb-page">
        <FailureNotice failure={failure} />
      </div>
    );
  }
  return started === null ? <Waiting words={zh.loading.start} /> : <Door desk={desk} {...started} />;
}

/** Entry or desk. While someone signs in, the entry stays, whatever main already reports. */
function Door({ desk, appInfo, session }: Started & { readonly desk: Desk }) {
  const view = useSignal(session);
  const [entered, setEntered] = useState(view.state !== "locked");
  const [wasLocked, setWasLocked] = useState(false);
  const [key, setKey] = useState<KeyInfo | null>(null);
  const leave = useCallback((relock: boolean) => {
    setEntered(false);
    setWasLocked(relock);
    if (!relock) setKey(null);
  }, []);
  const storeId = entered && view.state !== "locked" ? view.storeId : null;
  useEffect(() => {
    // Main locked by itself: key pulled, screen locked, machine asleep.
    if (entered && view.state === "locked") leave(true);
  }, [entered, view.state, leave]);
  const done = useMemo(
    () => (next: SessionView, used: KeyInfo | null) => {
      session.set(next);
      setKey(used);
      setEntered(true);
    },
    [session],
  );
  if (storeId === null) {
    const mode = wasLocked ? "locked" : "sign-in";
    return (
      <SignInScreen
        version={appInfo.version}
        key={mode}
        ask={desk.ask}
        listen={desk.listen}
        mode={mode}
        demo={appInfo.demo}
        keyId={key?.keyId ?? null}
        onDone={done}
      />
    );
  }
  return (
    <UnlockedWindow
      key={storeId}
      desk={desk}
      appInfo={appInfo}
      session={session}
      storeId={storeId}
      keyInUse={key}
      onKey={setKey}
      onLeave={leave}
    />
  );
}
