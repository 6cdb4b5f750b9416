/** Keys of `npm run policy`: made and kept under a passphrase, opened for a signature, put under another passphrase. */

import type { DocumentKeyFile } from "../node/document-key";
import { newDocumentKey } from "../node/document-key";
import { isSealed, openDocumentKey, publicHalves, sealDocumentKey } from "../node/sealed-key";
import { fromUtf8 } from "../shared/bytes";
import type { DocumentKey } from "../shared/trust/document-signature";
import { type Asking, newPassphrase, passphraseOf } from "./passphrase";

export interface KeySurroundings extends Asking {
  /** @throws Error with a `code` when there is none */
  readonly read: (file: string) => Promise<Uint8Array>;
  /** `secret`: for the owner's eyes alone. Refuses to overwrite a secret; `replace` puts a sealed one in its place, whole or not at all. */
  readonly write: (file: string, text: string, kind: "plain" | "secret" | "replace") => Promise<void>;
  readonly print: (text: string) => void;
}

export interface NewKey {
  readonly file: string;
  readonly about: Omit<DocumentKey, "publicKey">;
  readonly passphraseFile: string | null;
}

/** The key's own file, and beside it the list of public keys that packages pin. */
export async function makeKey({ file, about, passphraseFile }: NewKey, around: KeySurroundings): Promise<void> {
  const key = newDocumentKey(about);
  const sealed = sealDocumentKey(key, await newPassphrase(passphraseFile, around, about.keyId));
  await around.write(file, sealed, "secret");
  const open = `${file.replace(/\.json$/, "")}.public.json`;
  await around.write(open, `${JSON.stringify([key.key], null, 2)}\n`, "plain");
  around.print(`✓ 密钥 ${file}（由口令保护，请离线保存），公钥清单 ${open}`);
}

/** @throws AppError E_KEY_FILE, E_PWD */
export async function openKey(
  file: string,
  passphraseFile: string | null,
  around: KeySurroundings,
): Promise<DocumentKeyFile> {
  const text = fromUtf8(await around.read(file));
  if (!isSealed(text)) around.print(`！${file} 没有口令保护：请用 npm run policy -- seal ${file} 设定`);
  return openDocumentKey(text, (keyId) => passphraseOf(passphraseFile, around, keyId));
}

export interface Resealing {
  readonly file: string;
  /** Of now, and of then. */
  readonly passphraseFile: string | null;
  readonly newPassphraseFile: string | null;
}

/** The same key under another passphrase: nothing that was signed with it changes. */
export async function resealKey(order: Resealing, around: KeySurroundings): Promise<void> {
  const text = fromUtf8(await around.read(order.file));
  const [{ keyId }] = publicHalves(text);
  const key = await openDocumentKey(text, (id) => passphraseOf(order.passphraseFile, around, id));
  // What was handed over is the passphrase of now.
  const typed = { askSecret: around.askSecret };
  await around.write(
    order.file,
    sealDocumentKey(key, await newPassphrase(order.newPassphraseFile, typed, keyId)),
    "replace",
  );
  around.print(`✓ ${order.file} 已换用新口令。旧口令所保护的副本（备份、U 盘）请一并销毁。`);
}
