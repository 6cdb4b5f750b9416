/** The keychain through keytar: Windows Credential Vault, macOS Keychain, libsecret. Absent on many domestic systems. */
import { within } from "./keychain-deadline";
import { KeychainLine } from "./keychain-line";
import type { SecretBackend } from "./secret-store";

const SERVICE = "cn.caibian.desk";

/** What is used of keytar. */
export interface Keytar {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
}

export async function loadKeytar(): Promise<Keytar> {
  const { getPassword, setPassword, deletePassword } = (await import("keytar")).default;
  return { getPassword, setPassword, deletePassword };
}

/** @throws AppError E_KEYCHAIN without the library, without D-Bus, or when nothing answers within the deadline */
export async function openKeytar(
  load: () => Promise<Keytar>,
  deadlineMs?: number,
  line: KeychainLine = new KeychainLine(),
): Promise<SecretBackend> {
  const keytar = await within(load(), deadlineMs);
  const backend: SecretBackend = {
    name: "keytar",
    get: (account) => line.ask(() => keytar.getPassword(SERVICE, account), deadlineMs),
    set: (account, secret) => line.ask(() => keytar.setPassword(SERVICE, account, secret), deadlineMs),
    remove: (account) => line.ask(() => keytar.deletePassword(SERVICE, account), deadlineMs),
  };
  // Nothing is ever kept under this name, so that asking for it opens no prompt.
  await backend.get("probe");
  return backend;
}
