/**
 * Every call between renderer and main, and every notice the other way: the only place a channel is named.
 * Calls are structured-cloneable JSON; bytes travel as base64. Main parses each input once, at its door.
 */
import { z } from "zod";
import { failure } from "../failure";
import { adminOpened } from "../http/admin";
import { operationFate } from "../http/feed";
import { unsyncedCounts } from "../http/fleet";
import { recoveryDecision, recoveryOpened, recoveryView } from "../http/recovery";
import { readableRoutes } from "../http/routes";
import { manuscriptDocument } from "../model/manuscript";
import { account } from "../model/person";
import { base64, digest, id, nothing } from "../schema";
import { searchLine } from "../search/document";
import { answer, question } from "../search/question";
import { appended, entry, journalHealth, position, sealedRecord } from "../store/record";
import { stamp } from "../store/stamp";
import { operation } from "../sync/operation";
import { signedStatement } from "../trust/statement";
import { profile } from "../workflow/profile";
import { attachmentCalls, attachmentProgress } from "./attachments";
import { auditState } from "./audit";
import { backupState, generation, restorable } from "./backup";
import { diagnosticsCalls } from "./diagnostics";
import { keyInfo } from "./key";
import { engineRemark } from "./manuscript-text";
import { packBytes, packContent, packPreview, packsView } from "./packs";
import { policyView } from "./policy";
import { selfCheck } from "./self-check";
import { signingRequest, signingView } from "./signing";
import { updateCalls, updateView } from "./update";
import { pinText, pinTry, slotsView, storesView, takenOver } from "./vault";

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const sessionView = z.strictObject({
  /** `locked`: nothing may be shown. `offline`: unlocked, not signed in. `online`: signed in. */
  state: z.enum(["locked", "offline", "online"]),
  /** Names the local profile: database name and folder. Null while locked. */
  storeId: id.nullable(),
  account: account.nullable(),
  /** Whether the platform answered last time it was asked. */
  reachable: z.boolean(),
  /** Platform clock minus local clock in milliseconds; null until known. */
  clockOffset: z.number().nullable(),
});
export type SessionView = z.infer<typeof sessionView>;

export const contract = {
  ...attachmentCalls,
  ...updateCalls,
  ...diagnosticsCalls,
  /** Whether this machine's own log is as it was written (L11). */
  "desk:audit.state": call(nothing, auditState),
  "desk:app.info": call(
    nothing,
    z.strictObject({
      version: z.string(),
      shell: z.enum(["electron", "browser"]),
      demo: z.boolean(),
      /** `system`: keychain in use. `passphrase`: none here, the store opens with key and passphrase only. */
      keyProtection: z.enum(["system", "passphrase"]),
      siteNames: z.record(z.string(), z.string()),
      /** The machine policy's own idle minutes; null where it sets none. */
      idleLockMinutes: z.number().int().nullable(),
    }),
  ),
  /** A text went to the system's clipboard; it is cleared as the policy says (L3). */
  "desk:clipboard.copied": call(z.strictObject({ digest }), nothing),
  /** What the administrators decided for this machine, and from where (L4); may be asked while locked. */
  "desk:policy.read": call(nothing, policyView),
  "desk:keys.list": call(nothing, z.array(keyInfo)),
  "desk:identity.check": call(nothing, selfCheck),
  "desk:session.read": call(nothing, sessionView),
  /** Opens the local store with key and PIN, without the network. */
  "desk:session.unlock": call(
    z.strictObject({ keyId: id, ...pinTry, appPin: pinText.exactOptional(), storeId: id.exactOptional() }),
    sessionView,
  ),
  /** Without the key: the application PIN, ten tries. */
  "desk:session.unlockByPin": call(z.strictObject({ storeId: id, appPin: pinText }), sessionView),
  /** Without anything, where the machine's policy allows it. */
  "desk:session.unlockByDevice": call(z.strictObject({ storeId: id }), sessionView),
  /** Step 1 and 2 of sign-in: key and PIN; the platform then sends the SMS code. Opens the local store too. */
  "desk:session.begin": call(
    z.strictObject({ keyId: id, ...pinTry, appPin: pinText.exactOptional(), storeId: id.exactOptional() }),
    z.strictObject({ maskedPhone: z.string(), resendAfterSeconds: z.number(), view: sessionView }),
  ),
  "desk:session.resend": call(nothing, z.strictObject({ maskedPhone: z.string(), resendAfterSeconds: z.number() })),
  "desk:session.confirm": call(z.strictObject({ code: z.string().max(20) }), sessionView),
  "desk:session.lock": call(nothing, sessionView),
  "desk:session.signOut": call(nothing, sessionView),
  /** Somebody is at the window: sent now and then while keys and pointer move. */
  "desk:session.touched": call(nothing, nothing),
  /** The stores of this machine and their ways in; shown while locked. */
  "desk:vault.stores": call(nothing, storesView),
  /** Ways into the open store, and changing them. Each addition asks for the key and its PIN anew. */
  "desk:vault.slots": call(nothing, slotsView),
  "desk:vault.setPin": call(z.strictObject({ ...pinTry, appPin: pinText }), slotsView),
  "desk:vault.addKey": call(z.strictObject({ keyId: id, ...pinTry }), slotsView),
  "desk:vault.removeSlot": call(z.strictObject({ kid: id }), slotsView),
  /** Drafts of another store of the same person, which lies beside the open one. */
  "desk:vault.takeOver": call(
    z.strictObject({ storeId: id, keyId: id, ...pinTry, appPin: pinText.exactOptional() }),
    takenOver,
  ),
  /** Asks the platform to give a store back whose ways in are gone; an administrator decides. */
  "desk:recovery.ask": call(z.strictObject({ storeId: id, keyId: id, ...pinTry }), recoveryOpened),
  /** After the approval: the store opens by this key, or by the application PIN, or both. */
  "desk:recovery.receive": call(
    z.strictObject({ storeId: id, keyId: id, ...pinTry, appPin: pinText.exactOptional() }),
    storesView,
  ),
  /** 系统管理: the requests of the city, and deciding one. */
  "desk:recovery.list": call(nothing, z.array(recoveryView)),
  "desk:recovery.decide": call(recoveryDecision.extend({ recoveryId: id }), z.array(recoveryView)),
  /** 系统管理 and 审计: opens the platform's pages in the browser; the code is typed there. */
  "desk:admin.open": call(nothing, adminOpened),
  /** How much waits to be sent, whenever it changes: main tells the platform (L12). */
  "desk:fleet.counts": call(unsyncedCounts, nothing),
  /**
   * The verified city profile, from the platform or the last verified copy on this machine. `refused` says why what the
   * platform offers now was not taken; the copy goes on being valid.
   */
  "desk:profile.read": call(
    nothing,
    z.strictObject({ profile, hash: digest, cached: z.boolean(), refused: failure.nullable() }),
  ),
  /** The city's lexicon packs on this desk (R17). */
  "desk:packs.list": call(nothing, packsView),
  /** Takes what the platform has that is newer, when signed in. */
  "desk:packs.refresh": call(nothing, packsView),
  "desk:packs.data": call(z.strictObject({ packId: id, hash: digest }), packContent),
  /** Judges a pack file and changes nothing. */
  "desk:packs.preview": call(packBytes, packPreview),
  "desk:packs.install": call(packBytes, packsView),
  "desk:packs.rollback": call(z.strictObject({ packId: id }), packsView),
  /** 系统管理: puts a pack on the platform for every desk of the city, or takes the last one back there. */
  "desk:packs.upload": call(packBytes, packsView),
  "desk:packs.rollbackPlatform": call(z.strictObject({ packId: id }), packsView),
  /** Scans for secrecy marks, seals, appends, fdatasyncs; answers when it is on disk. */
  "desk:journal.append": call(z.strictObject({ entries: z.array(entry).min(1).max(200) }), appended),
  "desk:journal.open": call(
    z.strictObject({ records: z.array(sealedRecord).max(5_000) }),
    z.strictObject({ values: z.array(z.json().nullable()) }),
  ),
  "desk:journal.positions": call(nothing, z.array(position)),
  /** Whether the index has what the journal has, without listing either. */
  "desk:journal.stamp": call(nothing, stamp),
  "desk:journal.read": call(
    z.strictObject({ keys: z.array(position.pick({ table: true, key: true })).max(5_000) }),
    z.array(sealedRecord),
  ),
  /** Takes back sealed records that only the index still has. */
  "desk:journal.restore": call(z.strictObject({ records: z.array(sealedRecord).max(5_000) }), appended),
  "desk:journal.health": call(nothing, journalHealth),
  /** Search (D7) runs in a thread of main. The window is about to say what there is: the sealed copy can be read meanwhile. */
  "desk:search.begin": call(nothing, nothing),
  /** Lines that are new or changed, and keys of those that are gone. Answers when every text of theirs can be found. */
  "desk:search.list": call(
    z.strictObject({ lines: z.array(searchLine).max(500), gone: z.array(z.string().min(1).max(200)).max(500) }),
    nothing,
  ),
  "desk:search.ask": call(question, answer),
  /** Opens each row under its name and says which do not: the journal's half of the full check. */
  "desk:journal.verify": call(
    z.strictObject({ keys: z.array(position.pick({ table: true, key: true })).max(500) }),
    z.strictObject({ missing: z.array(z.string()), damaged: z.array(z.string()) }),
  ),
  /** The nightly backup (D8), and one by hand. */
  "desk:backup.state": call(nothing, backupState),
  "desk:backup.now": call(nothing, backupState),
  /** Restores the newest backup into a folder of its own, compares, and adds a line to the report. */
  "desk:backup.drill": call(nothing, backupState),
  /** Backups in the policy's folder whose store is not on this machine. */
  "desk:backup.found": call(nothing, z.array(restorable)),
  "desk:backup.restore": call(z.strictObject({ storeId: id, generation }), storesView),
  "desk:platform.read": call(
    z.strictObject({
      route: z.enum(readableRoutes),
      params: z.record(z.string(), z.string()),
      query: z.record(z.string(), z.string()),
    }),
    z.unknown(),
  ),
  /** Delivers one frozen operation with the session's credential. The answer's receipt is verified in main. */
  "desk:sync.deliver": call(
    // `sentBefore`: an earlier attempt may have reached the platform, and its answer been lost.
    z.strictObject({ operation, sentBefore: z.boolean().optional() }),
    z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("acknowledged"),
        receipt: z.string(),
        signature: z.string(),
        contentHash: digest,
        repoId: id.nullable(),
      }),
      z.strictObject({ kind: z.literal("stored"), hash: digest }),
      z.strictObject({ kind: z.literal("refused"), failure }),
      z.strictObject({
        kind: z.literal("unreachable"),
        failure,
        /** Milliseconds that the platform asked to wait. */
        retryAfter: z.number().nonnegative().optional(),
      }),
    ]),
  ),
  /** Takes back what was sent without an answer: `unknown` when the platform will not do it any more. */
  "desk:sync.takeBack": call(z.strictObject({ operationId: id }), operationFate),
  "desk:signing.prepare": call(signingRequest, signingView),
  /** `shown` is the hash the window computed over what it displays; main refuses when it differs. */
  "desk:signing.confirm": call(z.strictObject({ signingId: id, shown: digest, ...pinTry }), signedStatement),
  /** 批量签名 (S7): up to twenty that were each shown; one PIN, one result for each, in their order. */
  "desk:signing.confirmMany": call(
    z.strictObject({
      signings: z
        .array(z.strictObject({ signingId: id, shown: digest }))
        .min(1)
        .max(20),
      ...pinTry,
    }),
    z.array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("signed"), signingId: id, signed: signedStatement }),
        z.strictObject({ kind: z.literal("failed"), signingId: id, failure }),
      ]),
    ),
  ),
  "desk:signing.cancel": call(z.strictObject({ signingId: id }), nothing),
  /** Untrusted file → manuscript, with what was dropped. */
  "desk:files.import": call(
    z.strictObject({ name: z.string().max(300), bytes: base64 }),
    z.strictObject({ document: manuscriptDocument, dropped: z.array(z.string()) }),
  ),
  /** Second engines on this machine (R20), and why one cannot be used. */
  "desk:engines.list": call(
    nothing,
    z.array(z.strictObject({ id: z.string(), name: z.string(), version: z.string(), trouble: z.string() })),
  ),
  /** Asks one about a text; the text goes to a library or program of this machine only. */
  "desk:engines.check": call(
    z.strictObject({
      engine: z.string().max(30),
      blocks: z.array(z.strictObject({ id: z.string(), text: z.string() })).max(20_000),
    }),
    z.strictObject({ name: z.string(), version: z.string(), remarks: z.array(engineRemark).max(50_000) }),
  ),
} as const;

export type Call = keyof typeof contract;
export type Input<C extends Call> = z.infer<(typeof contract)[C]["input"]>;
export type Output<C extends Call> = z.infer<(typeof contract)[C]["output"]>;
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: z.infer<typeof failure> };
export type Handlers = { readonly [C in Call]: (input: Input<C>) => Promise<Output<C>> };

export const notices = {
  "desk:session.changed": sessionView,
  /** Main is about to lock: what is not saved yet is saved now or not at all. */
  "desk:session.locking": z.strictObject({ reason: z.enum(["idle", "screen", "sleep", "key"]) }),
  /** A USB key was plugged in or pulled: `desk:keys.list` may answer another list now. `locked`: it was the one in use. */
  "desk:keys.changed": z.strictObject({
    event: z.enum(["inserted", "removed"]),
    label: z.string(),
    locked: z.boolean(),
  }),
  "desk:journal.trouble": z.strictObject({ failure }),
  /** Time to forget what was copied (L3). */
  "desk:clipboard.clear": z.strictObject({}),
  /** What holds, or what is wrong with it, is another now. */
  "desk:policy.changed": policyView,
  "desk:attachments.progress": attachmentProgress,
  "desk:update.changed": updateView,
} as const;
export type Notice = keyof typeof notices;
export type Payload<N extends Notice> = z.infer<(typeof notices)[N]>;

/** What preload puts on `window.desk`; it never grows. */
export interface DeskBridge {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly listen: (name: string, handler: (payload: unknown) => void) => () => void;
}
