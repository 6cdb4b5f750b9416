/**
 * Electron's safeStorage as a second backend. It only encrypts, under a key of the desktop's keyring: the ciphertexts are
 * files of ours, with the name of the keyring beside them, since a desktop that changes it can no longer open them.
 */
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64, utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { base64 } from "../../shared/schema";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { within } from "./keychain-deadline";
import type { SecretBackend } from "./secret-store";

/** What is used of Electron's safeStorage. Only its asynchronous half: the other is gone in Electron 46. */
export interface SafeStorage {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  readonly encryptStringAsync: (plainText: string) => Promise<Buffer>;
  readonly decryptStringAsync: (
    encrypted: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** On Linux alone. */
  readonly getSelectedStorageBackend: () => string;
}

export interface SafePlace {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly deadlineMs?: number;
}

const sealedFile = z.strictObject({
  format: z.literal("caibian-safe/1"),
  keyring: z.string().max(40),
  sealed: base64,
});
/** Inside the ciphertext: a file put in another's place is found out. */
const content = z.strictObject({ account: z.string(), secret: z.string() });

/** @throws AppError E_KEYCHAIN, E_KEYCHAIN_INSECURE where the keyring is a password known to everybody */
export async function openSafeStorage(safe: SafeStorage, place: SafePlace): Promise<SecretBackend> {
  if (!(await within(safe.isAsyncEncryptionAvailable(), place.deadlineMs)))
    throw new AppError("E_KEYCHAIN", "系统没有可用的密钥环");
  const keyring = place.platform === "linux" ? safe.getSelectedStorageBackend() : place.platform;
  if (keyring === "basic_text" || keyring === "unknown") throw new AppError("E_KEYCHAIN_INSECURE");
  await place.fs.makeFolder(place.folder);
  const files = new SafeFiles(safe, place, keyring);
  return { name: "safeStorage", get: files.get, set: files.set, remove: files.remove };
}

class SafeFiles {
  readonly #safe: SafeStorage;
  readonly #place: SafePlace;
  readonly #keyring: string;

  constructor(safe: SafeStorage, place: SafePlace, keyring: string) {
    this.#safe = safe;
    this.#place = place;
    this.#keyring = keyring;
  }

  readonly get = async (account: string): Promise<string | null> => {
    const text = await readText(this.#place.fs, this.#path(account));
    if (text === null) return null;
    const file = parse(sealedFile, text);
    if (file === null) throw new AppError("E_KEYCHAIN_LOCKED", "钥匙串文件已损坏，未改动");
    const { result, shouldReEncrypt } = await this.#decrypt(file);
    const held = parse(content, result);
    if (held?.account !== account) throw new AppError("E_KEYCHAIN_LOCKED", "钥匙串文件不属于这一项，未改动");
    if (shouldReEncrypt) await this.#renew(account, held.secret);
    return held.secret;
  };

  /** The keyring has a new key. The old file still opens, so a failure can wait until the next reading. */
  async #renew(account: string, secret: string): Promise<void> {
    await this.set(account, secret).catch((error) => {
      if (!(error instanceof AppError)) throw error;
    });
  }

  readonly set = async (account: string, secret: string): Promise<void> => {
    const plain = JSON.stringify({ account, secret });
    const sealed = await within(this.#safe.encryptStringAsync(plain), this.#place.deadlineMs);
    const file = { format: "caibian-safe/1", keyring: this.#keyring, sealed: toBase64(sealed) };
    await writeDurable(this.#place.fs, this.#path(account), `${JSON.stringify(file)}\n`);
  };

  readonly remove = async (account: string): Promise<boolean> => {
    const there = (await readText(this.#place.fs, this.#path(account))) !== null;
    await this.#place.fs.remove(this.#path(account));
    return there;
  };

  async #decrypt(file: z.infer<typeof sealedFile>) {
    try {
      const sealed = Buffer.from(fromBase64(file.sealed));
      return await within(this.#safe.decryptStringAsync(sealed), this.#place.deadlineMs);
    } catch (cause) {
      const changed = file.keyring === this.#keyring ? "" : `密钥环由 ${file.keyring} 换成了 ${this.#keyring}`;
      throw new AppError("E_KEYCHAIN_LOCKED", changed, { cause });
    }
  }

  /** No account's name in a path. */
  readonly #path = (account: string): string =>
    join(this.#place.folder, `${digestOf(utf8(account)).slice(-64, -32)}.sealed`);
}

function parse<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // The caller says that it is damaged.
    return null;
  }
}
