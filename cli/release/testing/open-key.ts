/** A key file without a passphrase, as earlier versions left them: tests sign often, and a passphrase costs its second each time. */
import { writeFileSync } from "node:fs";
import { newDocumentKey } from "../../../node/document-key";
import type { DocumentKey } from "../../../shared/trust/document-signature";

export function writeOpenKey(file: string, about: Omit<DocumentKey, "publicKey">): void {
  const key = newDocumentKey(about);
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  writeFileSync(`${file}.pub.json`, JSON.stringify([key.key]));
}
