/** One person's store on this machine while it is unlocked: vault, journal and what a cold start offline needs. */
import { join } from "node:path";
import { z } from "zod";
import { account } from "../shared/model/person";
import { instant } from "../shared/schema";
import type { OpenedKey } from "./identity/provider";
import type { FileSystem } from "./journal/filesystem";
import { type Journal, openJournal } from "./journal/journal";
import { Records } from "./journal/records";
import type { SpaceLimits } from "./journal/space";
import { type SealedFile, sealedFile } from "./vault/sealed-file";
import type { SecretStore } from "./vault/secret-store";
import type { ScryptCost } from "./vault/slot";
import { openVault, type Vault } from "./vault/vault";

/** What main remembers of the last sign-in, sealed. */
const remembered = z.strictObject({
  account: account.nullable(),
  /** Unused nonces for signatures made offline. */
  nonces: z.array(z.string()).max(100),
  clockOffset: z.number().nullable(),
  signedInAt: instant.nullable(),
});
export type Remembered = z.infer<typeof remembered>;

export interface Store {
  readonly storeId: string;
  readonly folder: string;
  readonly keyId: string;
  readonly key: Omit<OpenedKey, "signer" | "close">;
  readonly vault: Vault;
  readonly journal: Journal;
  readonly records: Records;
  readonly memory: SealedFile<Remembered>;
  /** Wipes the data key and closes the journal. */
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  readonly fs: FileSystem;
  /** Folder that holds every person's store. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly keychain: () => Promise<SecretStore | null>;
  readonly cost?: ScryptCost;
  readonly limits?: SpaceLimits;
}

/** Names a person's store after the certificate: no name of a person appears in a path. */
export const storeIdOf = (fingerprint: string): string => `s-${fingerprint.slice(-64, -32)}`;

/** @throws AppError E_VAULT, E_KEYCHAIN, E_DISK */
export async function openStore(options: StoreOptions, key: OpenedKey, pin: string): Promise<Store> {
  const { fs, clock, limits, cost } = options;
  const storeId = storeIdOf(key.info.fingerprint);
  const folder = join(options.folder, storeId);
  const vault = await openVault({
    fs,
    folder,
    storeId,
    signer: key.signer,
    pin,
    keychain: await options.keychain(),
    ...(cost === undefined ? {} : { cost }),
  });
  try {
    const place = { fs, folder: join(folder, "journal") };
    const journal = await openJournal(limits === undefined ? place : { ...place, limits });
    const close = async () => {
      vault.lock();
      await journal.close();
    };
    return {
      storeId,
      folder,
      keyId: key.info.keyId,
      key: { info: key.info, certificate: key.certificate, anchors: key.anchors },
      vault,
      journal,
      records: new Records({ vault, journal, clock }),
      memory: sealedFile({ fs, folder, vault }, "session", remembered),
      close,
    };
  } catch (error) {
    vault.lock();
    throw error;
  }
}
