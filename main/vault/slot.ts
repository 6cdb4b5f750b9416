/**
 * Key slots: the store's random data key, wrapped under what only this person with this key (and this machine) has.
 * `key+device` needs the keychain's secret too; `key+passphrase` stands where no keychain exists and says so.
 * The key's part is its deterministic PKCS#1 v1.5 signature over a fixed label and salt: the private key never leaves.
 */
import { hkdfSync, randomBytes, scrypt } from "node:crypto";
import { z } from "zod";
import { fromBase64, toBase64, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64, id } from "../../shared/schema";
import type { Signer } from "../../shared/trust/port";
import { seal, unseal } from "./sealing";

export const slotSchema = z.strictObject({
  kind: z.enum(["key+device", "key+passphrase"]),
  salt: base64,
  kdf: z.strictObject({ name: z.literal("scrypt"), n: z.number().int(), r: z.number().int(), p: z.number().int() }),
  wrapped: base64,
});
export type Slot = z.infer<typeof slotSchema>;

export const vaultFile = z.strictObject({
  format: z.literal("caibian-vault/1"),
  storeId: id,
  slots: z.array(slotSchema).min(1),
});
export type VaultFile = z.infer<typeof vaultFile>;

export type ScryptCost = Omit<Slot["kdf"], "name">;
/** 64 MB and about 0.2 s on an office machine; measured, see docs/adr/0001. */
export const scryptCost: ScryptCost = { n: 2 ** 16, r: 8, p: 1 };

/** What opens a slot. `device` is the keychain's secret, null for a passphrase slot. */
export interface Opener {
  readonly storeId: string;
  readonly signer: Signer;
  readonly pin: string;
  readonly device: Uint8Array | null;
}

/** Begins with a letter, so that it can never be taken for CMS attributes (0x31) or for a login statement. */
const LABEL = "caibian-vault/1\0";

export async function makeSlot(opener: Opener, dataKey: Uint8Array, cost: ScryptCost): Promise<Slot> {
  const salt = randomBytes(16);
  const kind = opener.device === null ? "key+passphrase" : "key+device";
  const kdf = { name: "scrypt" as const, ...cost };
  const kek = await keyEncryptionKey(opener, salt, kdf);
  const wrapped = seal(kek, slotName(opener.storeId, kind), dataKey);
  kek.fill(0);
  return { kind, salt: toBase64(salt), kdf, wrapped: toBase64(wrapped) };
}

/** @throws AppError E_VAULT when key, PIN or machine do not fit the slot. */
export async function openSlot(opener: Opener, slot: Slot): Promise<Uint8Array> {
  const kek = await keyEncryptionKey(opener, fromBase64(slot.salt), slot.kdf);
  try {
    return unseal(kek, slotName(opener.storeId, slot.kind), fromBase64(slot.wrapped));
  } catch (cause) {
    throw new AppError("E_VAULT", "证书、口令与本机存储不匹配", { cause });
  } finally {
    kek.fill(0);
  }
}

const slotName = (storeId: string, kind: Slot["kind"]) => ({ scope: "slot", name: `${storeId}|${kind}` });

async function keyEncryptionKey({ storeId, signer, pin, device }: Opener, salt: Uint8Array, kdf: Slot["kdf"]) {
  const stretched = await stretch(pin, salt, kdf);
  const signature = await signer.sign(Buffer.concat([utf8(`${LABEL}${storeId}\0`), salt]));
  const parts = Buffer.concat([stretched, signature, device ?? new Uint8Array()]);
  const kek = Buffer.from(hkdfSync("sha256", parts, salt, utf8("caibian-vault/kek/1"), 32));
  for (const part of [stretched, parts]) part.fill(0);
  return kek;
}

function stretch(pin: string, salt: Uint8Array, { n, r, p }: Slot["kdf"]): Promise<Buffer> {
  return new Promise((done, failed) => {
    // The same characters typed on another machine may arrive composed differently.
    scrypt(pin.normalize("NFC"), salt, 32, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error === null ? done(key) : failed(error),
    );
  });
}
