/** Version 1 of the vault file: one slot, wrapped under PIN, signature and machine together. Read once, to migrate. */
import { z } from "zod";
import { fromBase64, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64, id } from "../../shared/schema";
import type { Signer } from "../../shared/trust/port";
import { deriveKek } from "./kek";
import { unseal } from "./sealing";
import { kdf, stretch } from "./stretch";

export const oldVaultFile = z.strictObject({
  format: z.literal("caibian-vault/1"),
  storeId: id,
  slots: z
    .array(z.strictObject({ kind: z.enum(["key+device", "key+passphrase"]), salt: base64, kdf, wrapped: base64 }))
    .min(1),
});
export type OldVaultFile = z.infer<typeof oldVaultFile>;

interface OldOpener {
  readonly signer: Signer;
  readonly pin: string;
  /** The keychain's secret; asked for only where the slot was made with one. */
  readonly device: () => Promise<Uint8Array>;
}

/** @throws AppError E_VAULT when key, PIN or machine do not fit; E_KEYCHAIN */
export async function openOldVault({ storeId, slots }: OldVaultFile, opener: OldOpener): Promise<Uint8Array> {
  const [slot] = slots;
  if (slot === undefined) throw new AppError("E_VAULT", "存储的密钥文件中没有内容");
  const salt = fromBase64(slot.salt);
  const device = slot.kind === "key+device" ? await opener.device() : new Uint8Array();
  const stretched = await stretch(opener.pin, salt, slot.kdf);
  const signature = await opener.signer.sign(Buffer.concat([utf8(`caibian-vault/1\0${storeId}\0`), salt]));
  const kek = deriveKek([stretched, signature, device], salt, "caibian-vault/kek/1");
  try {
    return unseal(kek, { scope: "slot", name: `${storeId}|${slot.kind}` }, fromBase64(slot.wrapped));
  } catch (cause) {
    throw new AppError("E_VAULT", "证书、口令与本机存储不匹配", { cause });
  } finally {
    kek.fill(0);
  }
}
