/** keytar as it behaves: a locked keychain answers null, refuses to write, and forgets nothing. */
import type { Keytar } from "../keychain";

export class FakeKeytar implements Keytar {
  readonly secrets = new Map<string, string>();
  locked = false;
  /** Takes what it is given and keeps something else. */
  lossy = false;

  readonly getPassword = async (service: string, account: string): Promise<string | null> =>
    this.locked ? null : (this.secrets.get(`${service} ${account}`) ?? null);

  readonly setPassword = async (service: string, account: string, password: string): Promise<void> => {
    if (password === "") throw new Error("Password is required.");
    if (this.locked) throw new Error("Cannot create an item in a locked collection");
    if (!this.lossy) this.secrets.set(`${service} ${account}`, password);
  };

  readonly deletePassword = async (service: string, account: string): Promise<boolean> =>
    this.locked ? false : this.secrets.delete(`${service} ${account}`);
}
