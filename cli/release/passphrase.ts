/** A key's passphrase: from a file or from the terminal, never from arguments or environment, which others can read. */
import { readFile } from "node:fs/promises";
import { ReleaseFault } from "./fault";
import type { Surroundings } from "./surroundings";

/** @throws ReleaseFault */
export async function passphraseOf(file: string | null, { askSecret }: Surroundings, keyId: string): Promise<string> {
  if (file === null) return askSecret(`签名密钥 ${keyId} 的口令`);
  try {
    return (await readFile(file, "utf8")).replace(/\r?\n$/, "");
  } catch (cause) {
    throw new ReleaseFault(`读不了口令文件 ${file}`, { cause });
  }
}
