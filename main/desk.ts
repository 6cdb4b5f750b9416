/** The composition root that both shells share: builds everything top to bottom; work begins in `start`. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { nodeCheck } from "../node/signature-check";
import type { Handlers } from "../shared/ipc/contract";
import type { BuildIdentity } from "../shared/model/build-identity";
import type { Anchors } from "../shared/trust/anchors";
import { type Administration, type AdministrationOptions, openAdministration } from "./administration";
import { describeApp } from "./app-info";
import { Attachments } from "./attachments/attachments";
import { type AuditTrail, openAudit } from "./audit";
import { AuditReport, lineOver } from "./audit-report";
import { Backups } from "./backup/backups";
import { deviceId } from "./device";
import { openServiceDesk, type ServiceDesk } from "./diagnostics/service-desk";
import { createDoor, type Door } from "./door";
import { createHandlers } from "./handlers";
import { pkcs12Folders } from "./identity/pkcs12-folder";
import { combinedKeys, type KeySource } from "./identity/provider";
import { tokenKeys } from "./identity/token-keys";
import { idleLimit } from "./idle-limit";
import type { FileSystem } from "./journal/filesystem";
import { type SpaceLimits, spaceLimits } from "./journal/space";
import { ClipboardClearing } from "./leaks/clipboard-clearing";
import type { SystemClipboard } from "./leaks/system-clipboard";
import { Locking, type LockReason } from "./locking";
import { type FileLog, fileLog } from "./log";
import { type NoticeListener, Notices } from "./notices";
import { once } from "./once";
import { Packs } from "./packs";
import { Passwords } from "./passwords";
import type { CircuitParts } from "./platform/circuit";
import { type Client, createClient, type Fetch } from "./platform/client";
import { VersionDoor } from "./platform/desk-header";
import { Session } from "./platform/session";
import { deskPolicy, type PolicySetting } from "./policy/desk-policy";
import { Profiles } from "./profile";
import { Recovery } from "./recovery";
import { autocorrect } from "./second-engine/autocorrect";
import { programEngine } from "./second-engine/program";
import { SecondEngines } from "./second-engine/second-engine";
import type { Machine } from "./self-check/machine";
import { Signing } from "./signing";
import { openStore, recoverStore, refuseNoWayIn, reopenStore, type StoreOptions } from "./store";
import { type StorePlace, storeOptions } from "./store-options";
import { TakeOver } from "./take-over/take-over";
import { systemTimers, type Timers } from "./timers";
import { createTokenHost } from "./tokens/host-client";
import { lockOnRemoval } from "./tokens/removal";
import type { Spawn } from "./tokens/spawn";
import { TokenWatch } from "./tokens/watch";
import type { OpenCarrier } from "./update/carrier";
import { type DeskLauncher, openUpdates } from "./update/open-updates";
import type { Updates } from "./update/updates";
import type { SecretStore } from "./vault/secret-store";
import type { ScryptCost } from "./vault/stretch";
import { Watch } from "./watch";
import { WaysIn } from "./ways-in";

export interface DeskOptions
  extends PolicySetting,
    Pick<AdministrationOptions, "openPage">,
    Pick<StorePlace, "startSearchThread"> {
  readonly fs: FileSystem;
  /** The desk's own folder in the person's data folder. */
  readonly dataFolder: string;
  readonly anchors: readonly Anchors[];
  readonly shell: "electron" | "browser";
  readonly version: string;
  readonly clock: () => Date;
  readonly fetch: Fetch;
  /** Starts a process for a vendor's key library; only where the policy names one. */
  readonly spawnSigner: Spawn;
  readonly timers?: Timers;
  /** Keys beside those of folders and tokens. */
  readonly keySources?: readonly KeySource[];
  /** Time and chance of the circuit breaker, where they are not the machine's own. */
  readonly circuit?: CircuitParts;
  /** What is known of the system's keychain now; asked whenever it is needed (vault/keychain-search.ts). */
  readonly findKeychain: () => Promise<SecretStore | null>;
  /** Looks again for the self-check. @throws AppError E_KEYCHAIN_INSECURE */
  readonly checkKeychain?: () => Promise<SecretStore | null>;
  /** Null or absent for a build without one, as in tests. */
  readonly identity?: BuildIdentity | null;
  /** What started this desk and can start another version; null or absent where nothing did. */
  readonly launcher?: DeskLauncher | null;
  /** The system's installer of this shell, where it has one. */
  readonly openCarrier?: OpenCarrier;
  /** What the self-check looks at, where it is not this machine. */
  readonly machine?: Machine;
  /** The system's clipboard; without it the window clears alone. */
  readonly clipboard?: SystemClipboard;
  readonly scryptCost?: ScryptCost;
  readonly spaceLimits?: SpaceLimits;
}

export interface Desk {
  readonly call: Door;
  readonly listen: (listener: NoticeListener) => () => void;
  /** For what the shell learns of: screen locked, machine about to sleep. */
  readonly lock: (reason: LockReason) => Promise<void>;
  /** Begins asking whether the platform answers. */
  readonly start: () => void;
  /** Locks and closes everything. */
  readonly stop: () => Promise<void>;
}

export async function createDesk(options: DeskOptions): Promise<Desk> {
  const ground = await groundOf(options);
  const entry = { ...ground, ...entryOf(options, ground) };
  const service = openServiceDesk({ ...options, ...entry, policy: entry.policy.now, check: nodeCheck });
  const work = workOf(options, entry);
  const updates = openUpdates(options, { ...entry, isSigning: work.signing.isUnderWay });
  const administration = openAdministration(options, { ...entry, updates });
  const parts = { ...entry, ...work, service, administration, updates };
  const { session, log, notices, audit, locking, signing } = parts;
  const watch = new Watch({ session, notices, log, limits: options.spaceLimits ?? spaceLimits });
  const tokenWatch = new TokenWatch({
    drivers: parts.drivers,
    timers: parts.timers,
    tell: lockOnRemoval({ session, lock: () => locking.lock("key"), notices, audit, log, policy: parts.policy.now }),
    bug: (error) => log.bug("token watch", error),
  });
  return {
    call: createDoor({ handlers: handlersOf(options, parts), isLocked: session.isLocked, log, clock: options.clock }),
    listen: notices.listen,
    lock: locking.lock,
    start: () => {
      log.info("started");
      watch.start();
      tokenWatch.start();
      locking.start();
      parts.policy.start();
      parts.backups.start();
      parts.report.start();
      administration.start();
      parts.service.keeping.start();
      updates.start();
    },
    stop: once(async () => {
      await parts.clipboard.stop();
      watch.stop();
      tokenWatch.stop();
      locking.stop();
      parts.policy.stop();
      administration.stop();
      parts.backups.stop();
      await parts.report.stop();
      await parts.service.keeping.stop();
      await updates.stop();
      signing.forget();
      await session.close();
      await audit.close();
      log.close();
    }),
  };
}

interface Ground {
  readonly log: FileLog;
  readonly notices: Notices;
  readonly audit: AuditTrail;
  readonly timers: Timers;
  readonly client: Client;
  readonly versionDoor: VersionDoor;
  readonly keychain: StoreOptions["keychain"];
  readonly stores: StoreOptions;
}

/** What everything else stands on. */
async function groundOf(options: DeskOptions): Promise<Ground> {
  const { fs, dataFolder, clock, policy } = options;
  const desk = { edition: options.shell, version: options.version };
  await fs.makeFolder(dataFolder);
  const log = fileLog(join(dataFolder, "logs"), clock);
  const audit = await openAudit({ fs, folder: join(dataFolder, "audit"), clock });
  const versionDoor = new VersionDoor();
  return {
    versionDoor,
    log,
    audit,
    keychain: options.findKeychain,
    notices: new Notices(),
    timers: options.timers ?? systemTimers,
    client: createClient(policy.platformUrl, versionDoor.saying(options.fetch, desk), options.circuit),
    stores: storeOptions(options, options.findKeychain),
  };
}

/** Keys, and the session that they open. */
function entryOf(options: DeskOptions, { timers, client, audit, notices, stores, log }: Ground) {
  const { fs, dataFolder, clock, policy, anchors } = options;
  const drivers = (policy.tokenModules ?? []).map((module) =>
    createTokenHost({ module, spawn: options.spawnSigner, timers }),
  );
  // By the platform's clock as far as it is known: a machine whose own clock is wrong signs in all the same.
  const trust = { anchors, check: nodeCheck, clock: () => session.platformNow() };
  const keys = combinedKeys([
    pkcs12Folders({ fs, folders: policy.keyFolders, ...trust }),
    tokenKeys({ drivers, ...trust }),
    ...(options.keySources ?? []),
  ]);
  const session = new Session({
    client,
    keys,
    clock,
    audit,
    release: async () => void (await Promise.all(drivers.map((driver) => driver.close()))),
    openStore: (key, typed) => openStore(stores, key, typed),
    reopenStore: (storeId, way) => reopenStore(stores, storeId, way),
    deviceId: () => deviceId(fs, dataFolder),
    changed: (view) => notices.send("desk:session.changed", view),
    check: nodeCheck,
    timers,
  });
  const bug = (error: unknown) => log.bug("policy", error);
  return { drivers, keys, session, policy: deskPolicy(options, { session, notices, audit, timers, bug }) };
}

type Entry = Ground & ReturnType<typeof entryOf>;

/** What a person does once the session is there, and what ends it. */
function workOf(options: DeskOptions, { session, keys, audit, stores, ...entry }: Entry) {
  const { fs, dataFolder, clock, policy } = options;
  const profiles = new Profiles({ fs, session, check: nodeCheck, audit });
  const signing = new Signing({ session, keys, profiles, check: nodeCheck, audit });
  const recovery = new Recovery({
    ...stores,
    keys,
    client: entry.client,
    audit,
    deviceId: () => deviceId(fs, dataFolder),
    now: session.platformNow,
    refuseNoWayIn: (key, typed) => refuseNoWayIn(stores, key, typed),
    recover: (storeId, by) => recoverStore(stores, storeId, by),
  });
  const { notices, timers, log } = entry;
  const bug = (error: unknown) => log.bug("locking", error);
  const idleMs = idleLimit({ notices, profiles, machine: () => entry.policy.now().idleLockMinutes ?? null, bug });
  const locking = new Locking({ session, notices, timers, clock, idleMs, forget: signing.forget, bug });
  const newOperationId = () => randomUUID();
  const packs = new Packs({ fs, session, check: nodeCheck, audit, newOperationId, now: () => performance.now() });
  const attachments = new Attachments({
    fs,
    session,
    newId: newOperationId,
    progress: (value) => entry.notices.send("desk:attachments.progress", value),
  });
  const waysIn = new WaysIn({ ...stores, session, keys, audit });
  const takeOver = new TakeOver({ fs, keys, audit, session, stores, keeping: attachments.keeping });
  const backups = new Backups({
    ...{ fs, dataFolder, policy, audit, clock, timers },
    store: () => (session.isLocked() ? null : session.unlockedNow().store),
    bug: (error) => log.bug("backup", error),
  });
  const report = new AuditReport({
    ...{ line: lineOver(session), audit, check: nodeCheck, timers },
    bug: (error) => log.bug("audit report", error),
  });
  return {
    report,
    profiles,
    signing,
    recovery,
    locking,
    packs,
    attachments,
    ...{ waysIn, takeOver, backups },
    passwords: new Passwords({ session, profiles }),
    clipboard: new ClipboardClearing({
      ...{ clipboard: options.clipboard, notices, timers, bug: (error) => log.bug("clipboard", error) },
      seconds: () => entry.policy.now().leaks?.clearClipboardSeconds ?? null,
    }),
  };
}

function handlersOf(
  options: DeskOptions,
  parts: Entry &
    ReturnType<typeof workOf> & {
      readonly service: ServiceDesk;
      readonly administration: Administration;
      readonly updates: Updates;
    },
): Handlers {
  const { policy } = options;
  const { session, keychain } = parts;
  return createHandlers({
    ...parts,
    check: nodeCheck,
    appInfo: () => describeApp(options, session, keychain),
    policyView: parts.policy.view,
    service: parts.service.handlers,
    administration: parts.administration.handlers,
    touch: parts.locking.touch,
    newId: () => randomUUID().slice(0, 8),
    engines: new SecondEngines([autocorrect(), ...(policy.secondEngines ?? []).map((each) => programEngine(each))]),
  });
}
