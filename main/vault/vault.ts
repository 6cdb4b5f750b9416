/**
 * The vault of one person's store: holds the data key in memory while unlocked, and nothing of it on disk but wrapped.
 * vault.json is kept twice, since its loss would be the loss of every sealed text.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Signer } from "../../shared/trust/port";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { type SealName, seal, unseal } from "./sealing";
import type { SecretStore } from "./secret-store";
import { makeSlot, openSlot, type ScryptCost, scryptCost, type VaultFile, vaultFile } from "./slot";

export interface Vault {
  readonly storeId: string;
  readonly protection: "system" | "passphrase";
  /** @throws AppError E_LOCKED after `lock` */
  readonly seal: (name: SealName, plain: Uint8Array) => Uint8Array;
  /** @throws AppError E_LOCKED, E_VAULT */
  readonly open: (name: SealName, sealed: Uint8Array) => Uint8Array;
  /** Wipes the data key. */
  readonly lock: () => void;
}

export interface VaultOptions {
  readonly fs: FileSystem;
  /** The store's own folder. */
  readonly folder: string;
  readonly storeId: string;
  readonly signer: Signer;
  readonly pin: string;
  /** Null where the system has no keychain. */
  readonly keychain: SecretStore | null;
  readonly cost?: ScryptCost;
}

const NAMES = ["vault.json", "vault.copy.json"] as const;
/** Says that the keychain holds a secret for this store; itself no secret. */
const MARKER = "keychain.marker";

/** Opens the store's vault, or makes one for a store that has nothing yet. @throws AppError E_VAULT, E_KEYCHAIN */
export async function openVault(options: VaultOptions): Promise<Vault> {
  await options.fs.makeFolder(options.folder);
  const file = await readVaultFile(options);
  return file === null ? createVault(options) : unlock(options, file);
}

async function unlock(options: VaultOptions, file: VaultFile): Promise<Vault> {
  const slot = file.slots[0];
  if (slot === undefined || file.storeId !== options.storeId) throw new AppError("E_VAULT", "存储不属于这张证书");
  const device = slot.kind === "key+device" ? await deviceSecret(options) : null;
  const dataKey = await openSlot({ ...options, device }, slot);
  await writeBoth(options, file);
  return vaultOf(options.storeId, slot.kind === "key+device" ? "system" : "passphrase", dataKey);
}

async function createVault(options: VaultOptions): Promise<Vault> {
  const { fs, folder, storeId } = options;
  if ((await fs.list(folder)).includes("journal")) {
    throw new AppError("E_VAULT", "存储的密钥文件缺失，已有的日志未改动，请从备份恢复 vault.json");
  }
  const device = options.keychain === null ? null : await deviceSecret(options);
  const dataKey = randomBytes(32);
  const slot = await makeSlot({ ...options, device }, dataKey, options.cost ?? scryptCost);
  await writeBoth(options, { format: "caibian-vault/1", storeId, slots: [slot] });
  return vaultOf(storeId, device === null ? "passphrase" : "system", dataKey);
}

/** The machine's part. A null answer beside a marker means a locked keychain: never a new secret then. */
async function deviceSecret({ fs, folder, storeId, keychain }: VaultOptions): Promise<Uint8Array> {
  const marked = (await fs.list(folder)).includes(MARKER);
  if (keychain === null) throw new AppError("E_KEYCHAIN", "建立存储时使用了系统钥匙串，现在找不到它");
  const known = await keychain.get(storeId);
  if (known !== null) return fromBase64(known);
  if (marked) throw new AppError("E_KEYCHAIN", "系统钥匙串被锁定，或其中的密钥已被删除");
  const fresh = toBase64(randomBytes(32));
  await writeDurable(fs, join(folder, MARKER), `${storeId}\n`);
  await keychain.set(storeId, fresh);
  if ((await keychain.get(storeId)) !== fresh) throw new AppError("E_KEYCHAIN", "系统钥匙串没有保存成功");
  return fromBase64(fresh);
}

async function readVaultFile({ fs, folder }: VaultOptions): Promise<VaultFile | null> {
  const texts = await Promise.all(NAMES.map((name) => readText(fs, join(folder, name))));
  const present = texts.filter((text) => text !== null);
  if (present.length === 0) return null;
  for (const text of present) {
    const file = parse(text);
    if (file !== null) return file;
  }
  throw new AppError("E_VAULT", "存储的密钥文件已损坏，未改动任何内容");
}

function parse(text: string): VaultFile | null {
  try {
    return vaultFile.parse(JSON.parse(text));
  } catch {
    // The copy beside it may be whole; the caller says so when neither is.
    return null;
  }
}

async function writeBoth({ fs, folder }: VaultOptions, file: VaultFile): Promise<void> {
  const text = `${JSON.stringify(file, null, 2)}\n`;
  for (const name of NAMES) {
    if ((await readText(fs, join(folder, name))) !== text) await writeDurable(fs, join(folder, name), text);
  }
}

function vaultOf(storeId: string, protection: Vault["protection"], dataKey: Uint8Array): Vault {
  let key: Uint8Array | null = dataKey;
  const held = (): Uint8Array => {
    if (key === null) throw new AppError("E_LOCKED");
    return key;
  };
  return {
    storeId,
    protection,
    seal: (name, plain) => seal(held(), name, plain),
    open: (name, sealed) => unseal(held(), name, sealed),
    lock: () => {
      key?.fill(0);
      key = null;
    },
  };
}
