/**
 * A keychain that stays locked answers null, as one that has nothing does. A file beside it, itself no secret, says for
 * which names it has something: null is never "missing" where that file lies.
 */
import { join } from "node:path";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import type { SecretBackend } from "./secret-store";

export interface MarkerPlace {
  readonly fs: FileSystem;
  readonly folder: string;
}

export async function markedStore(backend: SecretBackend, { fs, folder }: MarkerPlace): Promise<SecretBackend> {
  await fs.makeFolder(folder);
  const path = (account: string): string => join(folder, `${digestOf(utf8(account)).slice(-64, -32)}.marker`);
  const marked = async (account: string): Promise<boolean> => (await readText(fs, path(account))) !== null;
  const mark = async (account: string): Promise<void> => {
    if (!(await marked(account))) await writeDurable(fs, path(account), "caibian-keychain/1\n");
  };
  return {
    name: backend.name,
    get: async (account) => {
      const known = await backend.get(account);
      if (known !== null) await mark(account);
      else if (await marked(account)) throw new AppError("E_KEYCHAIN_LOCKED");
      return known;
    },
    // Marked after it was read back: until then nobody was given the secret, so nothing can depend on it.
    set: async (account, secret) => {
      await backend.set(account, secret);
      await mark(account);
    },
    remove: async (account) => {
      const removed = await backend.remove(account);
      if (!removed && (await marked(account))) throw new AppError("E_KEYCHAIN_LOCKED");
      await fs.remove(path(account));
      return removed;
    },
  };
}
