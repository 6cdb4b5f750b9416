/** One person's unlocked window: opens both stores, starts the sync loop, shows the screens, and drops it all on lock. */
import { App as AntApp, Button, Modal } from "antd";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Failure, toFailure } from "../shared/failure";
import type { SessionView } from "../shared/ipc/contract";
import type { KeyInfo } from "../shared/ipc/key";
import { idleLockMs } from "../shared/model/idle";
import type { Profile } from "../shared/workflow/profile";
import { browserParts } from "./browser-parts";
import type { Desk } from "./desk";
import { FailureBoundary } from "./failures";
import { Frame } from "./frame";
import { usePolicy } from "./managed-policy";
import { attachedTexts } from "./proof/attached-texts";
import { createProofreader, workerParts } from "./proof/proofreader";
import { SettingsScreen } from "./screens/settings";
import { SignInSteps } from "./screens/sign-in";
import { SyncScreen } from "./screens/sync";
import { useWorkReport } from "./screens/update/work-report";
import { WorkScreen } from "./screens/work";
import { type Place, type Services, ServicesContext } from "./services";
import type { Signal } from "./signal";
import { createSigningTray } from "./signing-tray";
import { zh } from "./text/zh";
import { FailureNotice } from "./ui/failure-notice";
import { useIdle, useTouched } from "./ui/use-idle";
import { useSignal } from "./ui/use-signal";
import { Waiting } from "./ui/waiting";
import { type AppInfo, WindowContext, type WorkTab } from "./window-context";
import { openWorkstation, type Workstation } from "./workstation";

const WritingScreen = lazy(async () => ({ default: (await import("./screens/writing")).WritingScreen }));
const ConflictScreen = lazy(async () => ({ default: (await import("./screens/conflict")).ConflictScreen }));
const ReviewScreen = lazy(async () => ({ default: (await import("./screens/review")).ReviewScreen }));

/** Screens that are taken down may flush their last keystrokes; the journal batch is written within this time. */
const FLUSH_MS = 150;
/** A lock never waits for the network: a delivery under way is simply repeated later under its key. */
const LOCK_WITHIN_MS = 1_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export interface UnlockedWindowProps {
  readonly desk: Desk;
  readonly appInfo: AppInfo;
  readonly session: Signal<SessionView>;
  readonly storeId: string;
  readonly keyInUse: KeyInfo | null;
  readonly onKey: (key: KeyInfo) => void;
  /** Back to the entry; true shows it as the lock screen. */
  readonly onLeave: (relock: boolean) => void;
}

export function UnlockedWindow(props: UnlockedWindowProps) {
  const { station, failure } = useStation(props);
  const [covered, setCovered] = useState(false);
  const leave = useCallback(
    async (call: "desk:session.lock" | "desk:session.signOut") => {
      setCovered(true);
      await pause(FLUSH_MS);
      await Promise.race([station?.close(), pause(LOCK_WITHIN_MS)]);
      try {
        props.session.set(await props.desk.ask(call, null));
      } finally {
        props.onLeave(call === "desk:session.lock");
      }
    },
    [station, props],
  );
  if (failure !== null) {
    return (
      <div className="cb-page">
        <FailureNotice
          failure={failure}
          action={
            <Button onClick={() => props.onLeave(false)} data-testid="back-to-entry">
              返回登录
            </Button>
          }
        />
      </div>
    );
  }
  if (covered || station === null) return <Waiting words={covered ? "正在锁定…" : zh.loading.stores} />;
  // Dialogs live inside, so that locking takes them down with everything else (L1).
  return (
    <AntApp style={{ height: "100%" }}>
      <Desktop {...props} station={station} leave={leave} />
    </AntApp>
  );
}

/** Opens the stores once and closes them with the window. */
function useStation({ desk, session, storeId }: UnlockedWindowProps) {
  const [station, setStation] = useState<Workstation | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let closed = false;
    let opened: Workstation | null = null;
    openWorkstation(storeId, { ...desk, ...browserParts(storeId), session }).then(
      (ready) => {
        opened = ready;
        if (closed) return void ready.close();
        ready.loop.start();
        ready.disk.start();
        ready.search.start();
        setStation(ready);
      },
      (error: unknown) => setFailure(toFailure(error)),
    );
    const stop = desk.listen("desk:journal.trouble", ({ failure: trouble }) => {
      // How much room is left is told by the watch, in its own words.
      void opened?.disk.check();
      const health = opened?.records.health;
      if (trouble.code !== "E_DISK") health?.set({ ...health.get(), trouble });
    });
    const stopUploads = desk.listen("desk:attachments.progress", (progress) => {
      const uploads = opened?.uploads;
      uploads?.set(new Map(uploads.get()).set(progress.hash, progress));
    });
    return () => {
      closed = true;
      stop();
      stopUploads();
      void opened?.close();
    };
  }, [desk, session, storeId]);
  return { station, failure };
}

interface DesktopProps extends UnlockedWindowProps {
  readonly station: Workstation;
  readonly leave: (call: "desk:session.lock" | "desk:session.signOut") => Promise<void>;
}

function Desktop({ desk, appInfo, session: signal, station, keyInUse, onKey, leave }: DesktopProps) {
  const session = useSignal(signal);
  const [place, setPlace] = useState<Place>({ screen: "work" });
  const [recent, setRecent] = useState<{ writing: string | null; review: string | null }>({
    writing: null,
    review: null,
  });
  const [workTab, showTab] = useState<WorkTab>("drafts");
  const [signingIn, setSigningIn] = useState(false);
  const { profile, trouble: profileTrouble } = useProfile(desk, session.state);
  const latestProfile = useRef(profile);
  latestProfile.current = profile;
  const { ask } = desk;
  const { files, packs, retro } = station;
  const proofreader = useMemo(() => {
    const attachments = attachedTexts(files, ask);
    return createProofreader(() => latestProfile.current, {
      ...workerParts,
      attachments,
      packs: () => packs.state.get().data,
    });
  }, [files, ask, packs]);
  const { data: packData } = useSignal(packs.state);
  useEffect(() => {
    // A scan that fails is tried again with the next change, and by hand in 设置.
    retro.follow(packData, profile).catch(() => undefined);
  }, [retro, packData, profile]);
  const go = useCallback((to: Place) => {
    setPlace(to);
    if (to.screen === "writing" || to.screen === "review") setRecent((known) => ({ ...known, [to.screen]: to.itemId }));
  }, []);
  const lock = useCallback(() => void leave("desk:session.lock"), [leave]);
  const policy = usePolicy(desk);
  const captureRefused = policy?.applied.leaks.capture === "block";
  const machine = policy === null ? appInfo.idleLockMinutes : policy.applied.idleLockMinutes;
  useIdle(idleLockMs({ city: profile?.account.idleLockMinutes ?? null, machine }), lock);
  useMainLocking(desk, lock);
  useTouched(useCallback(() => void desk.ask("desk:session.touched", null).catch(() => undefined), [desk]));
  useLockKey(lock);
  const { drafts, dictionary, items, sync } = station;
  const services = useMemo<Services>(
    () => ({ ...desk, session, profile, drafts, dictionary, items, sync, proofreader, clock: () => new Date(), go }),
    [desk, session, profile, drafts, dictionary, items, sync, proofreader, go],
  );
  const tray = useMemo(() => createSigningTray(ask), [ask]);
  useWorkReport(ask, station, tray);
  const signOut = useCallback(() => void leave("desk:session.signOut"), [leave]);
  const control = useMemo(
    () => ({
      station,
      session: signal,
      appInfo,
      captureRefused,
      workTab,
      showTab,
      profileTrouble,
      keyInUse,
      tray,
      lock,
      signOut,
      signIn: () => setSigningIn(true),
    }),
    [station, signal, appInfo, captureRefused, workTab, profileTrouble, keyInUse, tray, lock, signOut],
  );
  return (
    <ServicesContext value={services}>
      <WindowContext value={control}>
        <Frame place={place} recent={recent}>
          <FailureBoundary key={keyOf(place)} onLeave={() => setPlace({ screen: "work" })}>
            <Suspense fallback={<Waiting words={zh.loading.screen} />}>{screenOf(place)}</Suspense>
          </FailureBoundary>
        </Frame>
        <Modal
          open={signingIn}
          onCancel={() => setSigningIn(false)}
          footer={null}
          title={zh.signIn.title}
          destroyOnHidden
          width={600}
        >
          <SignInSteps
            ask={desk.ask}
            listen={desk.listen}
            mode="sign-in"
            inside
            demo={appInfo.demo}
            keyId={keyInUse?.keyId ?? null}
            onDone={(view, key) => {
              signal.set(view);
              if (key !== null) onKey(key);
              setSigningIn(false);
            }}
          />
        </Modal>
      </WindowContext>
    </ServicesContext>
  );
}

const keyOf = (place: Place): string => ("itemId" in place ? `${place.screen} ${place.itemId}` : place.screen);

function screenOf(place: Place): ReactNode {
  switch (place.screen) {
    case "work":
      return <WorkScreen />;
    case "writing":
      return <WritingScreen key={place.itemId} itemId={place.itemId} />;
    case "review":
      return <ReviewScreen key={place.itemId} itemId={place.itemId} />;
    case "sync":
      return <SyncScreen />;
    case "conflict":
      return <ConflictScreen key={place.itemId} itemId={place.itemId} />;
    case "settings":
      return <SettingsScreen />;
  }
}

interface KnownProfile {
  readonly profile: Profile | null;
  readonly trouble: Failure | null;
}

/** The verified city profile; asked for again when the person signs in. */
function useProfile(desk: Desk, state: SessionView["state"]): KnownProfile {
  const [known, setKnown] = useState<KnownProfile>({ profile: null, trouble: null });
  useEffect(() => {
    if (state === "locked") return;
    let current = true;
    desk.ask("desk:profile.read", null).then(
      ({ profile, refused }) => current && setKnown({ profile, trouble: refused }),
      (error: unknown) => {
        const failure = toFailure(error);
        // No profile yet while offline is told by the screens that need one; a bad one is told at once.
        if (current && failure.code === "E_PROFILE") setKnown((old) => ({ ...old, trouble: failure }));
      },
    );
    return () => {
      current = false;
    };
  }, [desk, state]);
  return known;
}

/** Main is about to lock: the same way out as by hand, so that the last keystrokes are saved. */
function useMainLocking(desk: Desk, lock: () => void): void {
  useEffect(() => desk.listen("desk:session.locking", lock), [desk, lock]);
}

function useLockKey(lock: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.key.toLowerCase() !== "l" || event.isComposing) return;
      event.preventDefault();
      lock();
    };
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [lock]);
}
