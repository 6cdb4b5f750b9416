/** What the vault's tests share: a place in memory, guards of several keys, and the old format as version 1 wrote it. */
import { hkdfSync, randomBytes } from "node:crypto";
import { newSoftKey } from "../../../node/soft-key";
import { softSigner } from "../../../node/soft-signer";
import { toBase64, utf8 } from "../../../shared/bytes";
import { digestOf } from "../../../shared/digest";
import { AppError, type FailureCode } from "../../../shared/failure";
import type { KeyKind } from "../../../shared/trust/key-kind";
import type { MemoryFileSystem } from "../../journal/testing/memory-filesystem";
import { readHeader } from "../header";
import type { KeyGuard } from "../key-guard";
import { seal } from "../sealing";
import { stretch } from "../stretch";
import type { VaultPlace, WayIn } from "../vault";

/** Cheap on purpose: tests open many vaults. */
export const cost = { n: 1_024, r: 8, p: 1 };
export const folder = "/stores/s-1";
export const tokenPin = "证书口令-1234";
export const appPin = "739156";

export function placeOf(fs: MemoryFileSystem, change: Partial<VaultPlace> = {}): VaultPlace {
  return {
    fs,
    folder,
    storeId: "s-1",
    keychain: null,
    cost,
    recovery: null,
    deviceUnlock: false,
    wait: async () => undefined,
    ...change,
  };
}

/** A key of its own as the vault sees one: only RSA keys sign the same bytes the same way. */
export async function guard(kind: KeyKind = "rsa"): Promise<KeyGuard> {
  const signer = softSigner(await newSoftKey(kind), []);
  return {
    certificate: digestOf(randomBytes(32)),
    holder: "张晓岚（证书尾号 0a1b2c3d）",
    signer: kind === "rsa" ? signer : null,
    envelope: null,
  };
}

export const byKey = (own: KeyGuard, change: Partial<Extract<WayIn, { kind: "key" }>> = {}): WayIn => ({
  kind: "key",
  guard: own,
  owner: { name: "张晓岚", organisation: "六安市人民政府办公室" },
  pin: tokenPin,
  appPin: null,
  ...change,
});

export const byPin = (typed: string = appPin): WayIn => ({ kind: "pin", appPin: typed });

export async function headerOf(fs: MemoryFileSystem) {
  const stored = await readHeader({ fs, folder });
  if (stored.kind !== "header") throw new Error(`the folder holds ${stored.kind}`);
  return stored.header;
}

/** vault.json as version 1 of the program wrote it, by its own description in docs/vault.md. */
export async function oldVaultText(own: KeyGuard, dataKey: Uint8Array, device: Uint8Array | null): Promise<string> {
  if (own.signer === null) throw new Error("version 1 knew RSA keys only");
  const salt = randomBytes(16);
  const kind = device === null ? "key+passphrase" : "key+device";
  const signature = await own.signer.sign(Buffer.concat([utf8("caibian-vault/1\0s-1\0"), salt]));
  const parts = Buffer.concat([await stretch(tokenPin, salt, cost), signature, device ?? new Uint8Array()]);
  const kek = Buffer.from(hkdfSync("sha256", parts, salt, utf8("caibian-vault/kek/1"), 32));
  const wrapped = toBase64(seal(kek, { scope: "slot", name: `s-1|${kind}` }, dataKey));
  const slots = [{ kind, salt: toBase64(salt), kdf: { name: "scrypt", ...cost }, wrapped }];
  return `${JSON.stringify({ format: "caibian-vault/1", storeId: "s-1", slots }, null, 2)}\n`;
}

export async function write(fs: MemoryFileSystem, path: string, text: string): Promise<void> {
  const file = await fs.open(path, "create");
  await file.write(utf8(text), 0);
  await file.sync();
  await file.close();
  await fs.syncFolder(folder);
}

/**
 * An encryption pair held in software that keeps the contract of `KeyEnvelope`, with a count of what the key was asked, and
 * with what goes wrong there when the test says so.
 */
export class SoftEnvelope {
  unwraps = 0;
  trouble: FailureCode | null = null;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #old = new Map<string, Uint8Array>();

  readonly wrap = async (share: Uint8Array): Promise<Uint8Array> => {
    const wrapped = randomBytes(48);
    this.#kept.set(toBase64(wrapped), Uint8Array.from(share));
    return wrapped;
  };
  readonly unwrap = async (wrapped: Uint8Array): Promise<Uint8Array> => {
    this.unwraps += 1;
    if (this.trouble !== null) throw new AppError(this.trouble);
    const share = this.#kept.get(toBase64(wrapped)) ?? this.#old.get(toBase64(wrapped));
    if (share === undefined) throw new AppError("E_ENVELOPE_KEY");
    return Uint8Array.from(share);
  };
  readonly isCurrent = (wrapped: Uint8Array): boolean => this.#kept.has(toBase64(wrapped));

  /** What was ever wrapped. */
  readonly shares = (): readonly Uint8Array[] => [...this.#kept.values(), ...this.#old.values()];

  /** Another pair takes its place; the old one stays beside it, or is gone. */
  renew(keepsOld: boolean): void {
    if (keepsOld) for (const [wrapped, share] of this.#kept) this.#old.set(wrapped, share);
    this.#kept.clear();
  }
}
