/** A new signing key: its file under a passphrase, and beside it the public half that packages pin. */
import { existsSync } from "node:fs";
import { writeFileAtomic } from "../../node/atomic-file";
import { newDocumentKey } from "../../node/document-key";
import { sealDocumentKey } from "../../node/sealed-key";
import { documentKey } from "../../shared/trust/document-signature";
import { newPassphrase } from "../passphrase";
import { ReleaseFault } from "./fault";
import type { NewKeyOptions } from "./options";
import type { Surroundings } from "./surroundings";

/** @throws ReleaseFault */
export async function makeKey(options: NewKeyOptions, around: Surroundings): Promise<void> {
  const { file, keyId, algorithm, until, passphraseFile } = options;
  if (existsSync(file)) throw new ReleaseFault(`${file} 已存在：密钥文件不覆盖`);
  const notAfter = until === null ? {} : { notAfter: endOf(until) };
  const about = documentKey.omit({ publicKey: true }).safeParse({ keyId, algorithm, ...notAfter });
  if (!about.success)
    throw new ReleaseFault("密钥的名称或算法不对：名称用字母、数字、点和横线，算法为 ed25519 或 sm2-sm3");
  const key = newDocumentKey(about.data);
  const text = sealDocumentKey(key, await newPassphrase(passphraseFile, around, keyId));
  await writeFileAtomic(file, text, 0o600);
  await writeFileAtomic(`${file}.pub.json`, `${JSON.stringify([key.key], null, 2)}\n`, 0o644);
  around.print(`✓ 密钥写入 ${file}（由口令保护），公钥写入 ${file}.pub.json`);
}

/** The whole day counts. */
function endOf(day: string): string {
  const end = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T23:59:59.999+08:00` : Number.NaN);
  if (Number.isNaN(end.getTime())) throw new ReleaseFault("--until 应为日期，如 2028-12-31");
  return end.toISOString();
}
