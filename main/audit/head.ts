/**
 * The signed head of this machine's log, beside it. Its key lies in the same folder: it shows what another program, a
 * copy or an unskilled hand did to the log. Against somebody with the person's own rights stands the platform's word.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { join } from "node:path";
import { type DeskHead, deskHead } from "../../shared/audit/desk-head";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import { signedDocument } from "../../shared/trust/receipt";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";

export const HEAD = "head.json";
const KEY = "device.key";

export interface HeadKey {
  /** SubjectPublicKeyInfo in base64, and its digest. */
  readonly spki: string;
  readonly print: Digest;
  readonly sign: (bytes: Uint8Array) => string;
  readonly verify: (bytes: Uint8Array, signature: string) => boolean;
}

/** `fresh` when there was none, or none that could be read. */
export async function openHeadKey(fs: FileSystem, folder: string): Promise<HeadKey> {
  const known = keyFrom(await readText(fs, join(folder, KEY)));
  if (known !== null) return headKey(known);
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeDurable(fs, join(folder, KEY), privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"));
  return headKey(privateKey);
}

function keyFrom(text: string | null): KeyObject | null {
  try {
    return text === null ? null : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
  } catch {
    // Damaged: as good as none. The next start line names the new key.
    return null;
  }
}

function headKey(key: KeyObject): HeadKey {
  const open = createPublicKey(key);
  const spki = open.export({ format: "der", type: "spki" });
  return {
    spki: spki.toString("base64"),
    print: digestOf(spki),
    sign: (bytes) => toBase64(sign(null, bytes, key)),
    verify: (bytes, signature) => verify(null, bytes, open, fromBase64(signature)),
  };
}

export async function writeHead(
  { fs, folder, key }: { readonly fs: FileSystem; readonly folder: string; readonly key: HeadKey },
  said: Omit<DeskHead, "type" | "key">,
): Promise<void> {
  const bytes = canonicalBytes({ type: "caibian-desk-head/1", key: key.spki, ...said } satisfies DeskHead);
  const signed = { document: fromUtf8(bytes), signature: key.sign(bytes) };
  await writeDurable(fs, join(folder, HEAD), JSON.stringify(signed));
}

/** `absent` and `foreign`, which holds under no key of its own, are two answers. */
export type ReadHead =
  | { readonly kind: "absent" }
  | { readonly kind: "foreign" }
  | { readonly kind: "head"; readonly head: DeskHead; readonly print: Digest };

export function readHead(text: string | null): ReadHead {
  if (text === null) return { kind: "absent" };
  try {
    const { document, signature } = signedDocument.parse(JSON.parse(text));
    const head = deskHead.parse(JSON.parse(document));
    const spki = fromBase64(head.key);
    const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    if (key.asymmetricKeyType !== "ed25519" || !verify(null, utf8(document), key, fromBase64(signature)))
      return { kind: "foreign" };
    return { kind: "head", head, print: digestOf(spki) };
  } catch {
    // Not a head of ours, whatever it is.
    return { kind: "foreign" };
  }
}
