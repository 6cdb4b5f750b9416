/** A keychain in memory that can be locked: then it answers null, as the real ones do, and refuses writes. */
import type { SecretStore } from "../secret-store";

export class FakeKeychain implements SecretStore {
  readonly secrets = new Map<string, string>();
  locked = false;
  readonly get = async (account: string): Promise<string | null> =>
    this.locked ? null : (this.secrets.get(account) ?? null);
  readonly set = async (account: string, secret: string): Promise<void> => {
    if (this.locked) throw new Error("a locked keychain was written");
    this.secrets.set(account, secret);
  };
}
