/** A signing key's passphrase: from a file, from an inherited descriptor or from the terminal; never from arguments or a variable's value, which others can read. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { ReleaseFault } from "./release/fault";

export interface Asking {
  /** Asks on the terminal; what is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string>;
  /** What a secrets manager handed over; null when nothing did. */
  readonly inherited?: () => string | null;
}

const LEAST = 12;

const withoutEnd = (text: string): string => text.replace(/\r?\n$/, "");

/** `CAIBIAN_PASSPHRASE_FD` names a descriptor, as with gpg: a pipe that is gone once it was read. */
export function inheritedPassphrase(env: Readonly<Record<string, string | undefined>>): () => string | null {
  let read: string | null = null;
  return () => {
    const { CAIBIAN_PASSPHRASE_FD: number = "" } = env;
    if (number === "") return null;
    if (!/^\d{1,4}$/.test(number)) throw new ReleaseFault("CAIBIAN_PASSPHRASE_FD 应为文件描述符的编号，如 3");
    try {
      read ??= withoutEnd(readFileSync(Number(number), "utf8"));
    } catch (cause) {
      throw new ReleaseFault(`读不了文件描述符 ${number} 里的口令`, { cause });
    }
    return read;
  };
}

/** @throws ReleaseFault */
export async function passphraseOf(file: string | null, asking: Asking, keyId: string): Promise<string> {
  if (file !== null) return fromFile(file);
  return asking.inherited?.() ?? asking.askSecret(`签名密钥 ${keyId} 的口令`);
}

/** A new one, typed twice where it is typed. @throws ReleaseFault for a short one */
export async function newPassphrase(file: string | null, asking: Asking, keyId: string): Promise<string> {
  const given = file !== null ? await fromFile(file) : (asking.inherited?.() ?? null);
  const first = given ?? (await asking.askSecret(`给签名密钥 ${keyId} 设定口令（至少 ${LEAST} 个字符）`));
  if (first.length < LEAST) throw new ReleaseFault(`口令至少 ${LEAST} 个字符`);
  if (given === null && (await asking.askSecret("再输入一次")) !== first) throw new ReleaseFault("两次输入的口令不同");
  return first;
}

async function fromFile(file: string): Promise<string> {
  try {
    return withoutEnd(await readFile(file, "utf8"));
  } catch (cause) {
    throw new ReleaseFault(`读不了口令文件 ${file}`, { cause });
  }
}
