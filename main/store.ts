/** One person's store on this machine while it is unlocked: vault, journal and what a cold start offline needs. */
import { dirname, join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { keyInfo } from "../shared/ipc/key";
import { account } from "../shared/model/person";
import { base64, instant } from "../shared/schema";
import type { Anchors } from "../shared/trust/anchors";
import { signedDocument } from "../shared/trust/receipt";
import { type Certificate, readCertificate } from "../shared/trust/x509";
import type { OpenedKey, PinTry } from "./identity/provider";
import { type FileSystem, isMissing, unlessFull } from "./journal/filesystem";
import { type Journal, openJournal } from "./journal/journal";
import { Records } from "./journal/records";
import { Ballast, levelOf, type SpaceLimits, spaceLimits } from "./journal/space";
import { placeJournal } from "./journal-place";
import { SealedCopy } from "./search/sealed-copy";
import { StoreSearch } from "./search/store-search";
import { type StartSearchThread, startSearchThread } from "./search/thread";
import { storeFor, storeHeaders } from "./store-list";
import { migrateStore, type StoreMigration, storeMigrations, takeSnapshot } from "./store-migration";
import { vaultNameOf } from "./store-place";
import { readSchema, refuseNewer, writeSchema } from "./store-schema";
import { systemTimers, type Timers } from "./timers";
import { refuseWeakPin, shortestPin } from "./vault/app-pin";
import { guardOf, refuseUnguarded } from "./vault/key-guard";
import { recoveryKey } from "./vault/recovery";
import { type SealedFile, sealedFile } from "./vault/sealed-file";
import type { SecretStore } from "./vault/secret-store";
import { type ScryptCost, scryptCost } from "./vault/stretch";
import { openVault, type Vault, type VaultPlace, type WayIn } from "./vault/vault";

/** What main remembers of the last sign-in, sealed. */
const remembered = z.strictObject({
  account: account.nullable(),
  /** Unused nonces for signatures made offline. */
  nonces: z.array(z.string()).max(100),
  clockOffset: z.number().nullable(),
  signedInAt: instant.nullable(),
  /** See platform/lease.ts. */
  lease: signedDocument.nullable().default(null),
  highest: instant.nullable().default(null),
  bornAt: instant.nullable().default(null),
  refused: z.boolean().default(false),
  /** The application PIN by the city's rule (passwords.ts); null where none was set since there is one. */
  password: z
    .strictObject({ setAt: instant, dueAt: instant.nullable(), salt: base64, hash: base64 })
    .nullable()
    .default(null),
});
export type Remembered = z.infer<typeof remembered>;

/** Whose key it was: what the window shows when the store is opened without the key. */
const keyMemory = z.strictObject({ info: keyInfo, certificate: base64, site: z.string() });

export interface StoreKey {
  readonly info: OpenedKey["info"];
  readonly certificate: Certificate;
  readonly anchors: Anchors;
}

export interface Store {
  readonly storeId: string;
  readonly folder: string;
  readonly keyId: string;
  readonly key: StoreKey;
  readonly vault: Vault;
  readonly journal: Journal;
  /** Sealed chunks of attachments, on the journal's disk. */
  readonly chunkFolder: string;
  readonly records: Records;
  readonly search: StoreSearch;
  readonly memory: SealedFile<Remembered>;
  /** Wipes the data key, ends the search and closes the journal. */
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  readonly fs: FileSystem;
  /** Folder that holds every person's store. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly anchors: readonly Anchors[];
  readonly keychain: () => Promise<SecretStore | null>;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly timers?: Timers;
  readonly startSearchThread?: StartSearchThread;
  /** Machine policy: a store may open without its person. */
  readonly deviceUnlock: boolean;
  readonly cost?: ScryptCost;
  readonly limits?: SpaceLimits;
  /** Machine policy: another disk for journals and attachments. */
  readonly journalFolder?: string;
  /** Those of this version, unless a test plays another. */
  readonly migrations?: readonly StoreMigration[];
}

/** What a person typed: the key's PIN, and the application PIN where the store needs or gets one. */
export interface Typed extends PinTry {
  readonly appPin: string | null;
  /** Which of several stores of the key. */
  readonly storeId?: string;
}

export type WayWithoutKey = Exclude<WayIn, { kind: "key" }>;

/** @throws AppError E_VAULT, E_KEYCHAIN, E_DISK, E_APP_PIN, E_APP_PIN_GONE, E_APP_PIN_NEEDED, E_APP_PIN_WEAK */
export async function openStore(options: StoreOptions, key: OpenedKey, typed: Typed): Promise<Store> {
  const { pin, appPin, storeId: wanted = null } = typed;
  const { info, certificate, anchors } = key;
  const storeId = storeFor(await storeHeaders(options.fs, options.folder), info.fingerprint, wanted);
  const schema = await schemaNow(options, storeId);
  const owner = { name: info.name.slice(0, 100), organisation: info.organisation.slice(0, 200) };
  const way: WayIn = { kind: "key", guard: guardOf(key), owner, pin, appPin };
  const vault = await openVault(await vaultPlace(options, storeId, { certificate, anchors }), way);
  return withVault({ options, storeId, vault, schema }, async (memory) => {
    const site = anchors.site;
    await memory.write({ info, certificate: toBase64(certificate.der), site }).catch(unlessFull);
    return { info, certificate, anchors };
  });
}

/**
 * A try of a PIN is counted on the disk before it is made: on a full one the ballast is given up for it, as the journal
 * would a moment later (D5).
 */
async function makeRoom({ fs, folder, limits = spaceLimits }: StoreOptions, storeId: string): Promise<void> {
  const journal = join(folder, storeId, "journal");
  try {
    if (levelOf(await fs.freeBytes(journal), limits) !== "read-only") return;
    await new Ballast(fs, journal, limits.ballast).release();
  } catch (error) {
    // No store yet, or its journal lies on another disk.
    if (!isMissing(error)) throw error;
  }
}

/** Without the key: by application PIN, or by the machine alone where its policy allows. @throws AppError as `openStore` */
export async function reopenStore(options: StoreOptions, storeId: string, way: WayWithoutKey): Promise<Store> {
  const schema = await schemaNow(options, storeId);
  const vault = await openVault(await vaultPlace(options, storeId, null), way);
  return withVault({ options, storeId, vault, schema }, async (memory) => {
    const known = await memory.read();
    const anchors = options.anchors.find(({ site }) => site === known?.site);
    if (known === null || anchors === undefined) throw new AppError("E_VAULT", "本机没有记住证书，请用密钥解锁一次");
    return { info: known.info, certificate: readCertificate(fromBase64(known.certificate)), anchors };
  });
}

/** What must hold before the platform's approval is used up. @throws AppError E_APP_PIN_NEEDED, E_APP_PIN_WEAK */
export async function refuseNoWayIn(options: StoreOptions, key: OpenedKey, { pin, appPin }: Typed): Promise<void> {
  if (appPin !== null) refuseWeakPin(appPin, { tokenPin: pin, shortest: shortestPin(await options.keychain()) });
  else await refuseUnguarded(guardOf(key));
}

/** Opens a store by the share that the platform gave back, gives it new ways in, and closes it again. */
export async function recoverStore(
  options: StoreOptions,
  storeId: string,
  by: { readonly share: Uint8Array; readonly key: OpenedKey; readonly typed: Typed },
): Promise<void> {
  const { share, key, typed } = by;
  await schemaNow(options, storeId);
  const vault = await openVault(await vaultPlace(options, storeId, null), { kind: "share", share });
  const newPin = typed.appPin === null ? null : { pin: typed.appPin, tokenPin: typed.pin };
  await vault.book.admit(guardOf(key), newPin).finally(vault.lock);
}

/** The place of a store's vault; the recovery slot needs to know whose certificate it is. */
async function vaultPlace(
  options: StoreOptions,
  storeId: string,
  owner: Pick<StoreKey, "certificate" | "anchors"> | null,
): Promise<VaultPlace> {
  const { fs, folder, wait, deviceUnlock, cost = scryptCost } = options;
  const keychain = await options.keychain();
  await makeRoom(options, storeId);
  return {
    fs,
    folder: join(folder, storeId),
    storeId: vaultNameOf(storeId),
    account: storeId,
    keychain,
    wait,
    deviceUnlock,
    cost,
    recovery: recoveryOf(owner),
  };
}

function recoveryOf(owner: Pick<StoreKey, "certificate" | "anchors"> | null): VaultPlace["recovery"] {
  const spki = owner?.anchors.recoveryKey;
  if (owner === null || spki === undefined) return null;
  const { issuer, serial } = owner.certificate;
  return recoveryKey(spki, { issuer: Buffer.from(issuer.raw).toString("hex"), serial });
}

const migrationsOf = ({ migrations = storeMigrations }: StoreOptions) => migrations;
const newestSchema = (options: StoreOptions): number => migrationsOf(options).at(-1)?.to ?? 1;

/** Looked at before anything is opened. Null for a store that is to be made. @throws AppError E_STORE_NEWER */
async function schemaNow(options: StoreOptions, storeId: string): Promise<number | null> {
  const folder = join(options.folder, storeId);
  await refuseNewer(options.fs, folder, newestSchema(options));
  return readSchema(options.fs, folder);
}

interface Opening {
  readonly options: StoreOptions;
  /** Of its folder. */
  readonly storeId: string;
  readonly vault: Vault;
  /** What the store's records were before this opening. */
  readonly schema: number | null;
}

/** The journal where the policy wants it, the records in the form of this version, with the old form kept aside. */
async function openRecords({ options, storeId, vault, schema }: Opening) {
  const { fs, clock, limits, journalFolder: wanted = null } = options;
  const folder = join(options.folder, storeId);
  const newest = newestSchema(options);
  const journalFolder = await placeJournal({ fs, folder, storeId, wanted });
  if (schema !== null && schema < newest) await takeSnapshot({ fs, folder, journal: journalFolder, schema });
  const place = { fs, folder: journalFolder };
  const journal = await openJournal(limits === undefined ? place : { ...place, limits });
  // Numbers begin at the time of day: were files of the journal lost, the window's index would hold rows of higher ones,
  // and at the next start put them in the place of what was saved since.
  journal.raise(clock().getTime());
  const records = new Records({ vault, journal, clock });
  const search = new StoreSearch({
    journal,
    records,
    copy: new SealedCopy({ fs, folder: join(folder, "search"), vault }),
    timers: options.timers ?? systemTimers,
    startThread: options.startSearchThread ?? startSearchThread,
  });
  try {
    if (schema === null) await writeSchema(fs, folder, newest);
    else await migrateStore({ fs, folder, schema, records, migrations: migrationsOf(options) });
  } catch (error) {
    await journal.close();
    throw error;
  }
  return { folder, journal, journalFolder, records, search };
}

async function withVault(
  opening: Opening,
  keyFor: (memory: SealedFile<z.infer<typeof keyMemory>>) => Promise<StoreKey>,
): Promise<Store> {
  const { options, storeId, vault } = opening;
  const { fs } = options;
  try {
    const key = await keyFor(sealedFile({ fs, folder: join(options.folder, storeId), vault }, "key", keyMemory));
    const { folder, journal, journalFolder, records, search } = await openRecords(opening);
    const close = async () => {
      vault.lock();
      await search.close().finally(journal.close);
    };
    return {
      storeId,
      folder,
      keyId: key.info.keyId,
      key,
      vault,
      journal,
      chunkFolder: join(dirname(journalFolder), "chunks"),
      records,
      search,
      memory: sealedFile({ fs, folder, vault }, "session", remembered),
      close,
    };
  } catch (error) {
    vault.lock();
    throw error;
  }
}
