/** Contract → functions. A call without its function does not compile. */
import { fromBase64 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import type { ReadableRoute } from "../shared/http/routes";
import type { Handlers, Output } from "../shared/ipc/contract";
import { stampOf } from "../shared/store/stamp";
import type { Administration } from "./administration";
import type { Attachments } from "./attachments/attachments";
import { attachmentHandlers } from "./attachments/calls";
import type { Audit } from "./audit";
import type { Backups } from "./backup/backups";
import type { ServiceCalls } from "./diagnostics/service-desk";
import { importFile } from "./files/import";
import type { KeyProvider } from "./identity/provider";
import type { ClipboardClearing } from "./leaks/clipboard-clearing";
import type { Packs } from "./packs";
import type { Passwords } from "./passwords";
import type { PlatformRequest } from "./platform/client";
import { refuseForeign, refuseForeignForm } from "./platform/foreign";
import { NewerReply } from "./platform/newer-reply";
import type { Session } from "./platform/session";
import type { Profiles } from "./profile";
import type { Recovery } from "./recovery";
import type { SecondEngines } from "./second-engine/second-engine";
import type { Signing } from "./signing";
import { type DeliveryParts, deliver } from "./sync";
import type { TakeOver } from "./take-over/take-over";
import type { Updates } from "./update/updates";
import type { WaysIn } from "./ways-in";

export interface HandlerParts extends DeliveryParts {
  readonly session: Session;
  readonly keys: KeyProvider;
  readonly profiles: Profiles;
  readonly packs: Packs;
  readonly signing: Signing;
  readonly audit: Audit;
  /** Self-check, this machine's log, diagnostics. */
  readonly service: Pick<Handlers, ServiceCalls>;
  readonly administration: Administration["handlers"];
  readonly appInfo: () => Promise<Output<"desk:app.info">>;
  readonly policyView: () => Output<"desk:policy.read">;
  readonly clipboard: Pick<ClipboardClearing, "copied">;
  readonly waysIn: WaysIn;
  readonly takeOver: TakeOver;
  readonly recovery: Recovery;
  readonly passwords: Passwords;
  readonly backups: Backups;
  readonly touch: () => void;
  readonly newId: () => string;
  readonly engines: SecondEngines;
  readonly attachments: Attachments;
  readonly updates: Updates;
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { session, keys, profiles, packs, signing } = parts;
  const records = () => session.unlockedNow().store.records;
  const search = () => session.unlockedNow().store.search;
  return {
    "desk:app.info": () => parts.appInfo(),
    "desk:policy.read": async () => parts.policyView(),
    "desk:clipboard.copied": async ({ digest }) => {
      parts.clipboard.copied(digest);
      return null;
    },
    "desk:keys.list": async () => [...(await keys.list())],
    ...parts.service,
    ...parts.administration,
    "desk:session.read": async () => session.view(),
    "desk:session.unlock": ({ keyId, appPin = null, ...typed }) => session.unlock(keyId, { ...typed, appPin }),
    "desk:session.unlockByPin": ({ storeId, appPin }) => session.unlockStore(storeId, { kind: "pin", appPin }),
    "desk:session.unlockByDevice": ({ storeId }) => session.unlockStore(storeId, { kind: "device" }),
    "desk:session.begin": ({ keyId, appPin = null, ...typed }) => session.begin(keyId, { ...typed, appPin }),
    "desk:session.resend": () => session.resend(),
    "desk:session.confirm": ({ code }) => confirmed(parts, code),
    "desk:session.lock": async () => {
      signing.forget();
      return session.lock();
    },
    "desk:session.signOut": async () => {
      signing.forget();
      return session.signOut();
    },
    "desk:session.touched": async () => {
      parts.touch();
      return null;
    },
    "desk:vault.stores": () => parts.waysIn.stores(),
    "desk:vault.slots": () => parts.waysIn.slots(),
    "desk:vault.setPin": ({ appPin, ...typed }) =>
      parts.passwords.change(appPin, () => parts.waysIn.setPin(typed, appPin)),
    "desk:vault.addKey": ({ keyId, ...typed }) => parts.waysIn.addKey(keyId, typed),
    "desk:vault.removeSlot": ({ kid }) => parts.waysIn.remove(kid),
    "desk:vault.takeOver": ({ keyId, appPin = null, ...typed }) => parts.takeOver.run(keyId, { ...typed, appPin }),
    "desk:recovery.ask": ({ storeId, keyId, ...typed }) => parts.recovery.ask(storeId, keyId, typed),
    "desk:recovery.receive": async ({ storeId, keyId, appPin = null, ...typed }) => {
      await parts.recovery.receive(storeId, keyId, { ...typed, appPin });
      return parts.waysIn.stores();
    },
    "desk:recovery.list": async () => (await session.authorised("recovery.list")).requests,
    "desk:recovery.decide": async ({ recoveryId, ...body }) => {
      await session.authorised("recovery.decide", { params: { recoveryId }, body });
      return (await session.authorised("recovery.list")).requests;
    },
    "desk:profile.read": () => profiles.read(),
    "desk:packs.list": () => packs.list(),
    "desk:packs.refresh": () => packs.refresh(),
    "desk:packs.data": ({ packId, hash }) => packs.data(packId, hash),
    "desk:packs.preview": ({ bytes }) => packs.preview(bytes),
    "desk:packs.install": ({ bytes }) => packs.install(bytes),
    "desk:packs.rollback": ({ packId }) => packs.rollBack(packId),
    "desk:packs.upload": ({ bytes }) => packs.upload(bytes),
    "desk:packs.rollbackPlatform": ({ packId }) => packs.rollBackPlatform(packId),
    "desk:journal.append": ({ entries }) => watched(parts, () => records().append(entries)),
    "desk:journal.open": async ({ records: sealed }) => ({ values: records().open(sealed) }),
    "desk:journal.positions": async () => records().positions(),
    "desk:journal.stamp": async () => stampOf(records().positions()),
    "desk:journal.read": ({ keys: wanted }) => records().read(wanted),
    "desk:journal.restore": ({ records: sealed }) => records().restore(sealed),
    "desk:search.begin": async () => {
      search().begin();
      return null;
    },
    "desk:search.list": async ({ lines, gone }) => {
      await search().list(lines, gone);
      return null;
    },
    "desk:search.ask": (question) => search().ask(question),
    "desk:journal.health": async () => {
      const { repairs, ...health } = await records().health();
      return { ...health, repairs: [...repairs] };
    },
    "desk:journal.verify": ({ keys: rows }) => records().verify(rows),
    "desk:backup.state": () => parts.backups.state(),
    "desk:backup.now": () => parts.backups.now(),
    "desk:backup.drill": () => parts.backups.drill(),
    "desk:backup.found": () => parts.backups.restorable(),
    "desk:backup.restore": async ({ storeId, generation }) => {
      await parts.backups.restore(storeId, generation);
      return parts.waysIn.stores();
    },
    "desk:platform.read": ({ route, params, query }) => platformRead(session, route, { params, query }),
    "desk:sync.deliver": ({ operation, sentBefore }) => deliver(parts, operation, sentBefore),
    "desk:sync.takeBack": ({ operationId }) => session.authorised("operations.void", { params: { operationId } }),
    "desk:signing.prepare": (request) => watched(parts, () => signing.prepare(request)),
    "desk:signing.confirm": ({ signingId, shown, ...typed }) => signing.confirm({ signingId, shown }, typed),
    "desk:signing.confirmMany": async ({ signings, ...typed }) => [...(await signing.confirmMany(signings, typed))],
    "desk:signing.cancel": async ({ signingId }) => {
      await signing.cancel(signingId);
      return null;
    },
    "desk:update.state": () => parts.updates.state(),
    "desk:update.check": () => parts.updates.check(),
    "desk:update.install": () => parts.updates.install(),
    "desk:update.defer": () => parts.updates.defer(),
    "desk:update.seen": () => parts.updates.seen(),
    "desk:update.work": (work) => parts.updates.work(work),
    "desk:update.importBundle": (piece) => parts.updates.importBundle(piece),
    ...attachmentHandlers(parts.attachments, (work) => watched(parts, work)),
    "desk:files.import": ({ name, bytes }) => watched(parts, () => imported(parts, name, bytes)),
    "desk:engines.list": () => parts.engines.list(),
    "desk:engines.check": async ({ engine, blocks }) => {
      const { name, version, remarks } = await parts.engines.check(engine, blocks);
      return { name, version, remarks: [...remarks] };
    },
  };
}

/** What this version cannot read goes to the window as it is, to be sealed there until an update can. */
async function platformRead(
  session: Session,
  route: ReadableRoute,
  request: Pick<PlatformRequest, "params" | "query">,
): Promise<unknown> {
  try {
    const answer = await session.authorised(route, request);
    refuseForeign(route, answer, session.unlockedNow().store.key.anchors);
    return answer;
  } catch (error) {
    if (!(error instanceof NewerReply)) throw error;
    refuseForeignForm(error.raw, session.unlockedNow().store.key.anchors);
    return error.raw;
  }
}

/** Keeps the event, never the text, when something was refused for a secrecy mark (NY-15). */
async function watched<T>({ audit, session }: HandlerParts, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === "E_SECRET") {
      await audit.note("secret-refused", {
        person: session.unlockedNow().store.key.info.fingerprint,
        code: error.code,
      });
    }
    throw error;
  }
}

async function confirmed({ session, audit }: HandlerParts, code: string) {
  try {
    return await session.confirm(code);
  } catch (error) {
    if (error instanceof AppError) await audit.note("sms-failed", { code: error.code });
    throw error;
  }
}

async function imported({ audit, newId }: HandlerParts, name: string, bytes: string) {
  const { document, dropped } = await importFile({ name, bytes: fromBase64(bytes) }, newId);
  await audit.note("imported");
  return { document, dropped: [...dropped] };
}
