/** The keychain through keytar: Windows Credential Vault, macOS Keychain, libsecret. Absent on many domestic systems. */
import { AppError } from "../../shared/failure";
import type { SecretStore } from "./secret-store";

const SERVICE = "cn.caibian.desk";
/** A keychain may wait for a prompt that nobody sees. */
const DEADLINE_MS = 5_000;

/** What is used of keytar. */
export interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
}

export async function loadKeytar(): Promise<Keytar> {
  const { getPassword, setPassword } = (await import("keytar")).default;
  return { getPassword, setPassword };
}

/** The keychain, or null where none answers within the deadline. */
export async function findKeychain(load: () => Promise<Keytar>, deadlineMs = DEADLINE_MS): Promise<SecretStore | null> {
  try {
    const store = keychain(await within(load(), deadlineMs), deadlineMs);
    await store.get("probe");
    return store;
  } catch {
    // No library, no D-Bus, no answer: the passphrase slot stands in, and the window says so.
    return null;
  }
}

function keychain(keytar: Keytar, deadlineMs: number): SecretStore {
  return {
    get: (account) => within(keytar.getPassword(SERVICE, account), deadlineMs),
    set: (account, secret) => within(keytar.setPassword(SERVICE, account, secret), deadlineMs),
  };
}

/** @throws AppError E_KEYCHAIN when the deadline passes or the keychain refuses. */
async function within<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError("E_KEYCHAIN", "系统钥匙串没有应答")), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("E_KEYCHAIN", "", { cause });
  } finally {
    clearTimeout(timer);
  }
}
