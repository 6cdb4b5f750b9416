/** The frame around every screen: who and where, the sync state, the rail, the notes, the status bar. */
import {
  EditOutlined,
  FileDoneOutlined,
  InboxOutlined,
  LockOutlined,
  SettingOutlined,
  SyncOutlined,
} from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { explain } from "../shared/failure";
import type { PackLine } from "../shared/ipc/packs";
import { BatchWindow } from "./screens/signing/batch-window";
import { UpdateNote } from "./screens/update/update-note";
import { SearchButton } from "./search/search-button";
import { type Place, useServices } from "./services";
import { syncSummary } from "./sync/summary";
import { bytesText } from "./text/bytes-text";
import { batchText } from "./text/keys";
import { packText } from "./text/packs";
import { zh } from "./text/zh";
import { ExpiryNote } from "./ui/expiry-note";
import { HelpLink } from "./ui/help-link";
import { shortTime } from "./ui/time";
import { useSignal } from "./ui/use-signal";
import { useWindow } from "./window-context";

const icons = {
  work: <InboxOutlined />,
  writing: <EditOutlined />,
  review: <FileDoneOutlined />,
  sync: <SyncOutlined />,
  settings: <SettingOutlined />,
};

export interface FrameProps {
  readonly place: Place;
  /** The last draft and the last item that were open, so that the rail leads back to them. */
  readonly recent: { readonly writing: string | null; readonly review: string | null };
  readonly children: ReactNode;
}

export function Frame({ place, recent, children }: FrameProps) {
  return (
    <div className="cb-frame">
      <TitleBar />
      <Notes />
      <Rail place={place} recent={recent} />
      <main className="cb-main">{children}</main>
      <StatusBar />
    </div>
  );
}

function TitleBar() {
  const { session: signal, appInfo, lock } = useWindow();
  const { sync, go } = useServices();
  const session = useSignal(signal);
  const state = useSyncExternalStore(sync.subscribe, sync.state);
  const summary = syncSummary(state, session);
  const { account } = session;
  const site = account === null ? "" : (appInfo.siteNames[account.site] ?? account.site);
  return (
    <header className="cb-title">
      <strong>{zh.product}</strong>
      <span className="cb-title-who" data-testid="who">
        {account === null
          ? "离线使用本机存储"
          : `${account.unitName} · ${account.name} · ${account.roles.join("、")}${site === "" ? "" : ` · ${site}`}`}
      </span>
      <span className="cb-title-space" />
      <button
        type="button"
        className="cb-sync"
        data-tone={summary.tone}
        data-testid="sync-state"
        onClick={() => go({ screen: "sync" })}
        aria-label={`同步状态：${summary.words}，打开同步页`}
      >
        <SyncOutlined aria-hidden />
        {summary.words}
      </button>
      <SearchButton />
      <Tooltip title={zh.lockHint}>
        <Button icon={<LockOutlined />} onClick={lock} data-testid="lock" aria-keyshortcuts="Control+L">
          {zh.lock}
        </Button>
      </Tooltip>
    </header>
  );
}

/** What must not be overlooked: no network, not signed in, a store or the city profile in trouble. */
function Notes() {
  const { session: signal, station, profileTrouble, signIn, keyInUse } = useWindow();
  const { sync, clock } = useServices();
  const session = useSignal(signal);
  const health = useSignal(station.records.health);
  const { reachable } = useSyncExternalStore(sync.subscribe, sync.state);
  return (
    <div className="cb-notes" aria-live="polite">
      {health.trouble === null ? null : (
        <div className="cb-note" data-tone="trouble" data-testid="store-trouble">
          <span>
            {health.mode === "journal-only"
              ? zh.indexStopped
              : `${explain(health.trouble).text}${explain(health.trouble).next}`}
          </span>
          <span className="cb-code">{health.trouble.code}</span>
          <HelpLink code={health.trouble.code} />
        </div>
      )}
      <DiskNote />
      {profileTrouble === null ? null : (
        <div className="cb-note" data-tone="trouble" data-testid="profile-trouble">
          <span>{`${explain(profileTrouble).text}${explain(profileTrouble).next}`}</span>
          <span className="cb-code">{profileTrouble.code}</span>
          <HelpLink code={profileTrouble.code} />
        </div>
      )}
      <ExpiryNote info={keyInUse} now={new Date(clock().getTime() + (session.clockOffset ?? 0))} />
      <TrayNote />
      <OldPacks />
      <UpdateNote />
      {session.state === "online" && !reachable ? (
        <div className="cb-note" data-testid="offline-note">
          {zh.offline}
          <Button size="small" onClick={sync.nudge}>
            {zh.sync.retryAll}
          </Button>
        </div>
      ) : null}
      {session.state === "offline" ? (
        <div className="cb-note" data-testid="signed-out-note">
          {zh.notSignedIn}
          <Button size="small" onClick={signIn} data-testid="sign-in-again">
            {zh.signInAgain}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Little room on the disk: what is safe and what to do; gone by itself when there is room (D5). */
function DiskNote() {
  const { station } = useWindow();
  const { level, journal } = useSignal(station.disk.state);
  if (level === "enough" || journal === null) return null;
  const free = bytesText(journal.freeBytes);
  return (
    <div
      className="cb-note"
      data-tone={level === "low" ? undefined : "trouble"}
      data-testid="disk-note"
      data-level={level}
    >
      {level === "low" ? zh.disk.low(free) : zh.disk.readOnly(free)}
    </div>
  );
}

/** What was read and put aside, until it is signed. */
function TrayNote() {
  const { tray, keyInUse } = useWindow();
  const { entries } = useSignal(tray.state);
  const [open, setOpen] = useState(false);
  if (keyInUse === null || (entries.length === 0 && !open)) return null;
  return (
    <div className="cb-note" data-testid="tray-note">
      {batchText.note(entries.length)}
      <Button size="small" type="primary" onClick={() => setOpen(true)} data-testid="tray-open">
        {batchText.open}
      </Button>
      {open ? <BatchWindow tray={tray} info={keyInUse} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** A leaders list that nobody has renewed must not be overlooked: red, with the way to it. */
function OldPacks() {
  const { station } = useWindow();
  const { go } = useServices();
  const { packs, troubles } = useSignal(station.packs.state).view;
  const names = (age: PackLine["age"]) => packs.filter((pack) => pack.age === age).map(({ name }) => name);
  const [expired, stale] = [names("expired"), names("stale")];
  if (expired.length === 0 && stale.length === 0 && troubles.length === 0) return null;
  return (
    <div className="cb-note" data-tone="trouble" data-testid="old-packs">
      <span>
        {expired.length === 0 ? null : packText.expired(expired.join("、"))}
        {stale.length === 0 ? null : packText.stale(stale.join("、"))}
        {troubles.length === 0 ? null : packText.refused(troubles.map(({ packId }) => packId).join("、"))}
      </span>
      <Button size="small" onClick={() => go({ screen: "settings" })}>
        {packText.open}
      </Button>
    </div>
  );
}

function Rail({ place, recent }: Pick<FrameProps, "place" | "recent">) {
  const { go } = useServices();
  const entry = (screen: keyof typeof icons, to: Place | null) => (
    <button
      key={screen}
      type="button"
      data-testid={`rail-${screen}`}
      aria-current={place.screen === screen || (screen === "sync" && place.screen === "conflict") ? "page" : undefined}
      disabled={to === null && place.screen !== screen}
      title={
        to === null ? (screen === "writing" ? "从“我的工作”打开或新建一份稿件" : "从“我的工作”打开一份稿件") : undefined
      }
      onClick={() => to !== null && go(to)}
    >
      {icons[screen]}
      {zh.rail[screen]}
    </button>
  );
  return (
    <nav className="cb-rail" aria-label="主导航">
      {entry("work", { screen: "work" })}
      {entry("writing", recent.writing === null ? null : { screen: "writing", itemId: recent.writing })}
      {entry("review", recent.review === null ? null : { screen: "review", itemId: recent.review })}
      {entry("sync", { screen: "sync" })}
      {entry("settings", { screen: "settings" })}
    </nav>
  );
}

const CLOCK_TOLERANCE = 5 * 60_000;

function StatusBar() {
  const { session: signal, station, appInfo, captureRefused } = useWindow();
  const { sync } = useServices();
  const { clockOffset } = useSignal(signal);
  const { mode } = useSignal(station.records.health);
  const { lastSyncAt } = useSyncExternalStore(sync.subscribe, sync.state);
  return (
    <footer className="cb-status" data-testid="status-bar">
      <span>{mode === "both" ? "日志与索引两处存储正常" : "只写日志"}</span>
      <span>{lastSyncAt === null ? "本次尚未同步" : `最近同步 ${shortTime(lastSyncAt, new Date())}`}</span>
      {clockOffset !== null && Math.abs(clockOffset) > CLOCK_TOLERANCE ? (
        <span className="cb-mark" data-state="waiting">
          本机时钟与平台相差 {Math.round(Math.abs(clockOffset) / 60_000)} 分钟，请校准
        </span>
      ) : null}
      <span className="cb-title-space" />
      {captureRefused && appInfo.shell === "browser" ? (
        <span className="cb-mark" data-state="waiting" data-testid="capture-note" title={zh.captureNote.why}>
          {zh.captureNote.words}
        </span>
      ) : null}
      {appInfo.demo ? <span>演示城市：短信与网络限制为模拟</span> : null}
      <span>版本 {appInfo.version}</span>
      <span id="status-of-screen" className="cb-status-screen" />
    </footer>
  );
}
