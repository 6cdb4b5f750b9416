/** The machine's part: a random secret in the system's keychain, one for each store. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { writeDurable } from "../durable-file";
import type { StorePlace } from "./header";
import type { SecretStore } from "./secret-store";

/** Says that the keychain holds a secret for this store; itself no secret. */
const MARKER = "keychain.marker";

export interface DevicePlace extends StorePlace {
  /** What everything in the store is sealed under. */
  readonly storeId: string;
  /** Its name in the keychain, where that is another one: beside a store of the same name (store-place.ts). */
  readonly account?: string;
  readonly keychain: SecretStore | null;
}

export const accountIn = ({ account, storeId }: Pick<DevicePlace, "account" | "storeId">): string => account ?? storeId;

/**
 * The secret a slot was made with. A null answer means a locked keychain as often as an empty one: never a new secret
 * here. @throws AppError E_KEYCHAIN
 */
export async function knownDeviceSecret(place: DevicePlace): Promise<Uint8Array> {
  const { keychain } = place;
  if (keychain === null) throw new AppError("E_KEYCHAIN", "建立这种打开方式时使用了系统钥匙串，现在找不到它");
  const known = await keychain.get(accountIn(place));
  if (known === null) throw new AppError("E_KEYCHAIN", "系统钥匙串被锁定，或其中的密钥已被删除");
  return fromBase64(known);
}

/** For a new slot: the known secret, or a fresh one where the keychain never had any. @throws AppError E_KEYCHAIN */
export async function deviceSecret(place: DevicePlace): Promise<Uint8Array> {
  const { fs, folder, keychain } = place;
  const marked = (await fs.list(folder)).includes(MARKER);
  if (keychain === null || marked) return knownDeviceSecret(place);
  const known = await keychain.get(accountIn(place));
  if (known !== null) return fromBase64(known);
  return freshSecret(place, keychain);
}

/**
 * After the keychain has forgotten, and the person came in by another way: a new secret. Slots made with the old one are
 * dead, which the caller has seen to. @throws AppError E_KEYCHAIN
 */
export async function freshSecret(place: DevicePlace, keychain: SecretStore): Promise<Uint8Array> {
  const account = accountIn(place);
  const fresh = toBase64(randomBytes(32));
  await writeDurable(place.fs, join(place.folder, MARKER), `${account}\n`);
  await keychain.set(account, fresh);
  if ((await keychain.get(account)) !== fresh) throw new AppError("E_KEYCHAIN", "系统钥匙串没有保存成功");
  return fromBase64(fresh);
}
