/**
 * The vault 保险库 of one person's store: holds the data key in memory while unlocked, and nothing of it on disk but wrapped.
 * Any of its slots opens it (docs/vault.md).
 */
import { randomBytes } from "node:crypto";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { PLACE_NAME } from "../journal-place";
import { knownDeviceSecret } from "./device-secret";
import { type Header, readHeader, type Stored, writeHeader } from "./header";
import { guardsAlone, isUnable, type KeyGuard } from "./key-guard";
import { migrateOld } from "./migration";
import { type Entered, enterByPin, isPinSlot, type PinPlace } from "./pin-entry";
import { type SealName, seal, tagOf, unseal } from "./sealing";
import { openDeviceSlot, openRecoverySlot, openTokenSlot, type Slot, type SlotKind, type SlotOf } from "./slot";
import { type BookPlace, firstSlots, ownSlot, SlotBook, standing, withSlot } from "./slot-book";

export interface Vault {
  readonly storeId: string;
  readonly protection: "system" | "passphrase";
  /** @throws AppError E_LOCKED after `lock` */
  readonly seal: (name: SealName, plain: Uint8Array) => Uint8Array;
  /** @throws AppError E_LOCKED, E_VAULT */
  readonly open: (name: SealName, sealed: Uint8Array) => Uint8Array;
  /** A name for something that tells nobody without the data key what it names. @throws AppError E_LOCKED */
  readonly tag: (purpose: string, text: string) => string;
  /** The ways in, and how to change them. */
  readonly book: SlotBook;
  /** Wipes the data key. */
  readonly lock: () => void;
}

export interface VaultPlace extends PinPlace, BookPlace {}

/** How the store is to be opened. */
export type WayIn =
  | {
      readonly kind: "key";
      readonly guard: KeyGuard;
      readonly owner: Header["owner"];
      readonly pin: string;
      /** For a key that guards nothing by itself; a new store gets its PIN from here. */
      readonly appPin: string | null;
    }
  | { readonly kind: "pin"; readonly appPin: string }
  | { readonly kind: "device" }
  /** What the platform gave back after an administrator's approval. */
  | { readonly kind: "share"; readonly share: Uint8Array };

type ByKey = Extract<WayIn, { kind: "key" }>;

/**
 * Opens the store's vault; a key makes one for a store that has nothing yet.
 * @throws AppError E_VAULT, E_KEYCHAIN, E_APP_PIN, E_APP_PIN_GONE, E_APP_PIN_NEEDED, E_APP_PIN_WEAK
 */
export async function openVault(place: VaultPlace, way: WayIn): Promise<Vault> {
  await place.fs.makeFolder(place.folder);
  const stored = await readHeader(place);
  const { dataKey, header } = await enter(place, stored, way);
  // Mends a copy that was torn or damaged.
  await writeHeader(place, header);
  return vaultOf(place, header, dataKey);
}

function enter(place: VaultPlace, stored: Stored, way: WayIn): Promise<Entered> {
  switch (stored.kind) {
    case "none":
      return create(place, keyOnly(way));
    case "old":
      return migrateOld(place, stored, keyOnly(way));
    case "header":
      if (stored.header.storeId !== place.storeId) throw new AppError("E_VAULT", "密钥文件属于另一个存储");
      return unlock(place, stored.header, way);
  }
}

function keyOnly(way: WayIn): ByKey {
  if (way.kind !== "key") throw new AppError("E_VAULT", "请先用密钥打开一次");
  return way;
}

async function create(place: VaultPlace, { guard, owner, pin, appPin }: ByKey): Promise<Entered> {
  const names = await place.fs.list(place.folder);
  if (names.includes("journal") || names.includes(PLACE_NAME)) {
    throw new AppError("E_VAULT", "存储的密钥文件缺失，已有的日志未改动，请从备份恢复 vault.json");
  }
  const dataKey = randomBytes(32);
  const { storeId } = place;
  const empty = { storeId, version: 1, owner, certificates: [guard.certificate], wrongPins: 0, slots: [] };
  const newPin = appPin === null ? null : { pin: appPin, tokenPin: pin };
  const slots = await firstSlots(place, { storeId, dataKey }, { header: empty, guard, newPin });
  return { dataKey, header: { ...empty, slots: [...slots] } };
}

async function unlock(place: VaultPlace, header: Header, way: WayIn): Promise<Entered> {
  switch (way.kind) {
    case "key":
      return unlockByKey(place, header, way);
    case "pin":
      return enterByPin(place, header, way.appPin);
    case "device": {
      const slot = slotOf(header, "device");
      if (!place.deviceUnlock) throw new AppError("E_PERM", "本机策略不允许无人解锁");
      return { dataKey: openDeviceSlot(place.storeId, slot, await knownDeviceSecret(place)), header };
    }
    case "share":
      return { dataKey: openRecoverySlot(place.storeId, slotOf(header, "recovery"), way.share), header };
  }
}

function slotOf<K extends SlotKind>(header: Header, kind: K): SlotOf<K> {
  const slot = header.slots.find((each): each is SlotOf<K> => each.kind === kind);
  if (slot === undefined) throw new AppError("E_NOT_FOUND", "没有这种打开方式");
  return slot;
}

async function unlockByKey(place: VaultPlace, header: Header, way: ByKey): Promise<Entered> {
  if (!header.certificates.includes(way.guard.certificate)) throw new AppError("E_VAULT", "存储不属于这张证书");
  const slot = header.slots.filter(isTokenSlot).find(({ certificate }) => certificate === way.guard.certificate);
  const hasPin = header.slots.some(isPinSlot);
  if (slot !== undefined) {
    try {
      const dataKey = await openTokenSlot(place.storeId, slot, way.guard);
      const entered = { dataKey, header: withStanding(place, { ...header, owner: way.owner }, dataKey) };
      return isCurrent(slot, way.guard) ? entered : await withOwnSlot(place, entered, way.guard);
    } catch (error) {
      // Its encryption pair was renewed, or its slot is damaged: the PIN that was typed beside it may still open.
      if (way.appPin === null || !hasPin || !isUnable(error)) throw error;
    }
  }
  if (!hasPin) throw new AppError("E_APP_PIN_GONE");
  if (way.appPin === null) throw new AppError("E_APP_PIN_NEEDED");
  const { dataKey, header: after } = await enterByPin(place, header, way.appPin);
  return withOwnSlot(place, { dataKey, header: withStanding(place, after, dataKey) }, way.guard);
}

const isCurrent = ({ share }: SlotOf<"token">, { envelope }: KeyGuard): boolean =>
  share === null || envelope === null || envelope.isCurrent(fromBase64(share));

/** A slot for the key as it is now. The store is open already: what the key fails at here it is asked again next time. */
async function withOwnSlot(place: VaultPlace, entered: Entered, guard: KeyGuard): Promise<Entered> {
  if (!guardsAlone(guard)) return entered;
  try {
    const slot = await ownSlot({ storeId: place.storeId, dataKey: entered.dataKey }, guard);
    return slot === null ? entered : { ...entered, header: withSlot(entered.header, slot) };
  } catch (error) {
    if (error instanceof AppError) return entered;
    throw error;
  }
}

const isTokenSlot = (slot: Slot): slot is SlotOf<"token"> => slot.kind === "token";

/** A city that pins a recovery key later, or another one, gets its slot at the next unlocking. */
function withStanding(place: VaultPlace, header: Header, dataKey: Uint8Array): Header {
  const { recovery } = place;
  if (recovery === null || header.slots.some((slot) => slot.kind === "recovery" && slot.to === recovery.to))
    return header;
  return standing(place, { storeId: place.storeId, dataKey }).reduce(withSlot, header);
}

function vaultOf(place: VaultPlace, header: Header, dataKey: Uint8Array): Vault {
  let key: Uint8Array | null = dataKey;
  const held = (): Uint8Array => {
    if (key === null) throw new AppError("E_LOCKED");
    return key;
  };
  return {
    storeId: place.storeId,
    protection: place.keychain === null ? "passphrase" : "system",
    seal: (name, plain) => seal(held(), name, plain),
    open: (name, sealed) => unseal(held(), name, sealed),
    tag: (purpose, text) => tagOf(held(), purpose, text),
    book: new SlotBook(place, header, held),
    lock: () => {
      key?.fill(0);
      key = null;
    },
  };
}
