/** Finds what this machine has of keychains, and makes one store of it. */
import { join } from "node:path";
import { AppError, type Failure, toFailure } from "../../shared/failure";
import type { FileSystem } from "../journal/filesystem";
import { dualStore, readingBack } from "./dual-store";
import { type Keytar, loadKeytar, openKeytar } from "./keychain";
import type { KeychainLine } from "./keychain-line";
import { markedStore } from "./marked-store";
import { openSafeStorage, type SafeStorage } from "./safe-storage";
import type { SecretBackend, SecretStore } from "./secret-store";

export interface KeychainOptions {
  readonly fs: FileSystem;
  /** The desk's folder; markers and sealed files have folders in it. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly loadKeytar?: () => Promise<Keytar>;
  /** Electron's; the other shell has none. */
  readonly safeStorage: SafeStorage | null;
  readonly deadlineMs?: number;
  /** Of the whole program, where the keychain is opened more than once. */
  readonly line?: KeychainLine;
}

export interface Keychain {
  /** Null where nothing usable was found: then key or passphrase open the store, and the window says so. */
  readonly store: SecretStore | null;
  /** What was looked for, in the order of preference, and why it is not used. */
  readonly backends: readonly { readonly name: string; readonly failure: Failure | null }[];
}

export async function openKeychain(options: KeychainOptions): Promise<Keychain> {
  const { fs, folder, safeStorage, deadlineMs } = options;
  const safePlace = { ...options, folder: join(folder, "safe-storage") };
  const looked = [
    { name: "keytar", opening: openKeytar(options.loadKeytar ?? loadKeytar, deadlineMs, options.line) },
    ...(safeStorage === null ? [] : [{ name: "safeStorage", opening: openSafeStorage(safeStorage, safePlace) }]),
  ];
  const found = await Promise.all(
    looked.map(async ({ name, opening }) => ({ name, outcome: await orFailure(opening) })),
  );
  const usable = found.flatMap(({ outcome }) => ("get" in outcome ? [readingBack(outcome)] : []));
  const [first, ...others] = usable;
  const place = { fs, folder: join(folder, "keychain") };
  return {
    store: first === undefined ? null : await markedStore(dualStore(first, others), place),
    backends: found.map(({ name, outcome }) => ({ name, failure: "get" in outcome ? null : outcome })),
  };
}

/** For the self-check: looks anew, and names a keyring that was refused. @throws AppError E_KEYCHAIN_INSECURE */
export async function checkKeychain(options: KeychainOptions): Promise<SecretStore | null> {
  const { store, backends } = await openKeychain(options);
  if (store === null && backends.some(({ failure }) => failure?.code === "E_KEYCHAIN_INSECURE"))
    throw new AppError("E_KEYCHAIN_INSECURE");
  return store;
}

function orFailure(opening: Promise<SecretBackend>): Promise<SecretBackend | Failure> {
  return opening.catch((error) => {
    if (error instanceof AppError) return toFailure(error);
    throw error;
  });
}
