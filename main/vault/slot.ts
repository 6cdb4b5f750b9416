/**
 * Key slots 密钥槽: the store's random data key, wrapped once for each way in. Any one opens the store; adding or removing
 * one leaves the data key as it is. docs/vault.md describes every kind.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { fromBase64, toBase64, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64, digest, id } from "../../shared/schema";
import { ownerName } from "../../shared/trust/recovery";
import { deriveKek } from "./kek";
import { type KeyGuard, provedEnvelope, steadySignature } from "./key-guard";
import { seal, unseal } from "./sealing";
import { kdf, type ScryptCost, stretch } from "./stretch";

const common = { kid: id, salt: base64, wrapped: base64 };

export const slotSchema = z.discriminatedUnion("kind", [
  /** The keychain's secret alone: opens without the person, so only where the machine's policy allows it. */
  z.strictObject({ ...common, kind: z.literal("device") }),
  /** The keychain's secret and the application PIN 应用口令. */
  z.strictObject({ ...common, kind: z.literal("device+pin"), kdf }),
  /** Where no keychain exists: a passphrase alone. */
  z.strictObject({ ...common, kind: z.literal("passphrase"), kdf }),
  /** The person's key alone, so that a lost keychain never makes drafts unreadable (L2). */
  z.strictObject({
    ...common,
    kind: z.literal("token"),
    certificate: digest,
    holder: z.string().max(200),
    /** What was wrapped to the encryption pair; null where the key's deterministic signature is the share. */
    share: base64.nullable(),
  }),
  /** Wrapped to the platform's public key; given back after an administrator's approval. */
  z.strictObject({
    ...common,
    kind: z.literal("recovery"),
    /** Digest of the public key. */
    to: digest,
    owner: ownerName,
    share: base64,
  }),
]);
export type Slot = z.infer<typeof slotSchema>;
export type SlotKind = Slot["kind"];
export type SlotOf<K extends SlotKind> = Extract<Slot, { kind: K }>;

/** Where a slot's key comes from, kind by kind. */
export interface Wrapping {
  readonly storeId: string;
  readonly dataKey: Uint8Array;
}

const newSalt = (): Buffer => randomBytes(16);
const newKid = (): string => `k${randomBytes(8).toString("hex")}`;
/** Bound to each wrapped key: a slot moved to another store, number or kind does not open. */
const nameOf = (storeId: string, { kid, kind }: Pick<Slot, "kid" | "kind">) => ({
  scope: "slot",
  name: `${storeId}|${kid}|${kind}`,
});
const info = (kind: SlotKind): string => `caibian-vault/kek/2|${kind}`;

function wrapped<K extends SlotKind>(
  { storeId, dataKey }: Wrapping,
  kind: K,
  parts: readonly Uint8Array[],
  salt: Buffer,
) {
  const kid = newKid();
  const kek = deriveKek(parts, salt, info(kind));
  try {
    const sealed = seal(kek, nameOf(storeId, { kid, kind }), dataKey);
    return { kid, kind, salt: toBase64(salt), wrapped: toBase64(sealed) };
  } finally {
    kek.fill(0);
  }
}

function unwrapped(storeId: string, slot: Slot, parts: readonly Uint8Array[]): Uint8Array {
  const kek = deriveKek(parts, fromBase64(slot.salt), info(slot.kind));
  try {
    return unseal(kek, nameOf(storeId, slot), fromBase64(slot.wrapped));
  } catch (cause) {
    throw new AppError("E_VAULT", "打开方式与本机存储不匹配", { cause });
  } finally {
    kek.fill(0);
  }
}

export function makeDeviceSlot(wrapping: Wrapping, device: Uint8Array): SlotOf<"device"> {
  return wrapped(wrapping, "device", [Uint8Array.from(device)], newSalt());
}

/** @throws AppError E_VAULT */
export const openDeviceSlot = (storeId: string, slot: SlotOf<"device">, device: Uint8Array): Uint8Array =>
  unwrapped(storeId, slot, [Uint8Array.from(device)]);

/** With a keychain's secret the PIN cannot be searched on another machine; without one it must be a passphrase. */
export async function makePinSlot(
  wrapping: Wrapping,
  { pin, device, cost }: { readonly pin: string; readonly device: Uint8Array | null; readonly cost: ScryptCost },
): Promise<SlotOf<"device+pin"> | SlotOf<"passphrase">> {
  const salt = newSalt();
  const parts = [...deviceParts(device), await stretch(pin, salt, cost)];
  const costs = { kdf: { name: "scrypt" as const, ...cost } };
  return device === null
    ? { ...wrapped(wrapping, "passphrase", parts, salt), ...costs }
    : { ...wrapped(wrapping, "device+pin", parts, salt), ...costs };
}

/** @throws AppError E_VAULT */
export async function openPinSlot(
  storeId: string,
  slot: SlotOf<"device+pin"> | SlotOf<"passphrase">,
  { pin, device }: { readonly pin: string; readonly device: Uint8Array | null },
): Promise<Uint8Array> {
  const stretched = await stretch(pin, fromBase64(slot.salt), slot.kdf);
  return unwrapped(storeId, slot, [...deviceParts(device), stretched]);
}

const deviceParts = (device: Uint8Array | null): Uint8Array[] => (device === null ? [] : [Uint8Array.from(device)]);

/** Begins with a letter, so that it can never be taken for CMS attributes (0x31) or for a login statement. */
const labelOf = (storeId: string, salt: Uint8Array): Uint8Array =>
  Buffer.concat([utf8(`caibian-vault/2\0${storeId}\0`), salt]);

/** @throws AppError E_APP_PIN_NEEDED for a key that guards nothing by itself; E_MECHANISM */
export async function makeTokenSlot(wrapping: Wrapping, guard: KeyGuard): Promise<SlotOf<"token">> {
  const { certificate, holder, signer, envelope } = guard;
  const salt = newSalt();
  if (envelope !== null) {
    const share = randomBytes(32);
    const sealed = await provedEnvelope(envelope, share);
    return { ...wrapped(wrapping, "token", [share], salt), certificate, holder, share: toBase64(sealed) };
  }
  if (signer === null) throw new AppError("E_APP_PIN_NEEDED");
  const share = Uint8Array.from(await steadySignature(signer, labelOf(wrapping.storeId, salt)));
  return { ...wrapped(wrapping, "token", [share], salt), certificate, holder, share: null };
}

/** @throws AppError E_VAULT, E_ENVELOPE, E_ENVELOPE_KEY, E_MECHANISM when the key has lost what made the slot … */
export async function openTokenSlot(storeId: string, slot: SlotOf<"token">, guard: KeyGuard): Promise<Uint8Array> {
  return unwrapped(storeId, slot, [await shareFrom(storeId, slot, guard)]);
}

async function shareFrom(storeId: string, slot: SlotOf<"token">, { signer, envelope }: KeyGuard): Promise<Uint8Array> {
  if (slot.share !== null) {
    if (envelope === null) throw new AppError("E_ENVELOPE_KEY", "密钥里没有可用的加密密钥，或驱动不能用它解开");
    return envelope.unwrap(fromBase64(slot.share));
  }
  if (signer !== null) {
    return Uint8Array.from(await signer.sign(labelOf(storeId, fromBase64(slot.salt))));
  }
  throw new AppError("E_MECHANISM", "密钥不再提供建立存储时所用的功能");
}

/** `share` is what the platform would give back; `sealed` is how it lies in the slot. */
export function makeRecoverySlot(
  wrapping: Wrapping,
  about: Pick<SlotOf<"recovery">, "to" | "owner"> & { readonly share: Uint8Array; readonly sealed: Uint8Array },
): SlotOf<"recovery"> {
  const { to, owner, share, sealed } = about;
  return { ...wrapped(wrapping, "recovery", [Uint8Array.from(share)], newSalt()), to, owner, share: toBase64(sealed) };
}

/** @throws AppError E_VAULT */
export const openRecoverySlot = (storeId: string, slot: SlotOf<"recovery">, share: Uint8Array): Uint8Array =>
  unwrapped(storeId, slot, [Uint8Array.from(share)]);
