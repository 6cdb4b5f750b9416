/** Takes a store's data key out of one of its slots without writing a byte into the store. */
import { join } from "node:path";
import { readText } from "../../main/durable-file";
import type { FileSystem } from "../../main/journal/filesystem";
import { type Header, readHeader } from "../../main/vault/header";
import { countTry, forgetTries, MOST_TRIES, type TryCounts, wrongPin, wrongTries } from "../../main/vault/pin-tries";
import type { SecretStore } from "../../main/vault/secret-store";
import { openPinSlot, openTokenSlot, type SlotOf } from "../../main/vault/slot";
import { openPkcs12 } from "../../node/pkcs12";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { keyKindOf } from "../../shared/trust/key-kind";
import { readCertificate } from "../../shared/trust/x509";

/** The header of a store. @throws AppError E_VAULT when no copy is whole, E_STORE_NEWER for one of a later version */
export async function headerOf(fs: FileSystem, folder: string): Promise<Header> {
  try {
    const stored = await readHeader({ fs, folder });
    if (stored.kind === "header") return stored.header;
    const why = stored.kind === "none" ? "存储的密钥文件不见了" : "存储的密钥文件是第 1 版，请先用工作站打开一次";
    throw new AppError("E_VAULT", `${why}；请从备份恢复 vault.json`);
  } catch (error) {
    const format = await formatOf(fs, folder);
    if (format !== null && format > 2) throw new AppError("E_STORE_NEWER", `密钥文件为第 ${format} 版`);
    throw error;
  }
}

async function formatOf(fs: FileSystem, folder: string): Promise<number | null> {
  for (const name of ["vault.json", "vault.copy.json"]) {
    const format = /"format":\s*"caibian-vault\/(\d+)"/.exec((await readText(fs, join(folder, name))) ?? "")?.[1];
    if (format !== undefined) return Number(format);
  }
  return null;
}

/** @throws AppError E_PIN, E_KEY_FILE, E_VAULT for a key the store does not know */
export async function byKeyFile(header: Header, file: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const { signer, chain } = await openPkcs12(file, passphrase);
  const [own] = chain;
  if (own === undefined) throw new AppError("E_KEY_FILE", "证书文件中没有证书");
  const { fingerprint, spki } = readCertificate(own);
  const slot = header.slots.find(
    (each): each is SlotOf<"token"> => each.kind === "token" && each.certificate === fingerprint,
  );
  if (slot === undefined) throw new AppError("E_VAULT", "存储不属于这张证书，或这张证书不能单独打开它");
  const guard = {
    certificate: fingerprint,
    holder: slot.holder,
    signer: keyKindOf(spki) === "rsa" ? signer : null,
    envelope: null,
  };
  return openTokenSlot(header.storeId, slot, guard);
}

/** @throws AppError E_APP_PIN_GONE, E_VAULT for a wrong one */
export async function byPassphrase(header: Header, typed: string): Promise<Uint8Array> {
  const slot = header.slots.find((each): each is SlotOf<"passphrase"> => each.kind === "passphrase");
  if (slot === undefined) throw new AppError("E_APP_PIN_GONE", "这个存储没有不依赖钥匙串的应用口令");
  return openPinSlot(header.storeId, slot, { pin: typed, device: null });
}

/** Tries count in the keychain as they do in the workstation; the header is never written. @throws AppError E_APP_PIN … */
export async function byAppPin(header: Header, typed: string, keychain: SecretStore | null): Promise<Uint8Array> {
  const slot = header.slots.find((each): each is SlotOf<"device+pin"> => each.kind === "device+pin");
  if (slot === undefined) throw new AppError("E_APP_PIN_GONE", "这个存储没有应用口令，请用密钥打开");
  const secret = (await keychain?.get(header.storeId)) ?? null;
  if (secret === null) throw new AppError("E_KEYCHAIN", "系统钥匙串被锁定，或其中没有这个存储的密钥");
  const counts: TryCounts = {
    storeId: header.storeId,
    keychain,
    inHeader: () => header.wrongPins,
    writeHeader: async () => undefined,
  };
  const tries = await wrongTries(counts);
  if (tries >= MOST_TRIES) throw wrongPin(0);
  await countTry(counts, tries);
  try {
    const key = await openPinSlot(header.storeId, slot, { pin: typed, device: fromBase64(secret) });
    await forgetTries(counts);
    return key;
  } catch (error) {
    if (error instanceof AppError && error.code === "E_VAULT") throw wrongPin(Math.max(1, MOST_TRIES - tries - 1));
    throw error;
  }
}
