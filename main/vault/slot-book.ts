/** Adding and taking away ways in while the store is open. The data key stays what it is; only its wrappings change. */
import { AppError } from "../../shared/failure";
import { refuseWeakPin, shortestPin } from "./app-pin";
import { accountIn, type DevicePlace, deviceSecret, freshSecret } from "./device-secret";
import { dropSnapshot, type Header, readHeader, writeHeader } from "./header";
import type { KeyGuard } from "./key-guard";
import { isPinSlot } from "./pin-entry";
import { forgetTries } from "./pin-tries";
import type { RecoveryKey } from "./recovery";
import { makeDeviceSlot, makePinSlot, makeRecoverySlot, makeTokenSlot, type Slot, type Wrapping } from "./slot";
import type { ScryptCost } from "./stretch";

export interface BookPlace extends DevicePlace {
  readonly cost: ScryptCost;
  /** The platform's public key for recovery; null where the city pins none. */
  readonly recovery: RecoveryKey | null;
  /** Machine policy: whether the store may open without its person. */
  readonly deviceUnlock: boolean;
}

/** A new application PIN beside the key's own, from which it must differ. */
export interface NewPin {
  readonly pin: string;
  readonly tokenPin: string;
}

/** Pure: the header with one more slot, or with one of the same purpose replaced. */
export function withSlot(header: Header, slot: Slot): Header {
  const others = header.slots.filter((each) => !replaces(slot, each));
  return { ...header, version: header.version + 1, slots: [...others, slot] };
}

function replaces(fresh: Slot, old: Slot): boolean {
  if (isPinSlot(fresh)) return isPinSlot(old);
  if (fresh.kind === "token") return old.kind === "token" && old.certificate === fresh.certificate;
  return old.kind === fresh.kind;
}

/** Pure. @throws AppError E_NOT_FOUND, E_SLOT_LAST when only the platform could open the store afterwards */
export function withoutSlot(header: Header, kid: string): Header {
  const slots = header.slots.filter((slot) => slot.kid !== kid);
  if (slots.length === header.slots.length) throw new AppError("E_NOT_FOUND", "没有这种打开方式");
  if (!slots.some(({ kind }) => kind !== "recovery")) throw new AppError("E_SLOT_LAST");
  return { ...header, version: header.version + 1, slots };
}

/** @throws AppError E_APP_PIN_WEAK, E_KEYCHAIN */
export async function pinSlot(place: BookPlace, wrapping: Wrapping, header: Header, { pin, tokenPin }: NewPin) {
  refuseWeakPin(pin, { tokenPin, shortest: shortestPin(place.keychain) });
  const device = place.keychain === null ? null : await secretForNewSlot(place, header);
  // Alone it can be searched on another machine, so each try is made to cost twice as much (docs/adr/0012).
  const cost = device === null ? { ...place.cost, n: place.cost.n * 2 } : place.cost;
  return makePinSlot(wrapping, { pin, device, cost });
}

/** A keychain that forgot gets a new secret only when no other slot was made with the old one. */
async function secretForNewSlot(place: BookPlace, header: Header): Promise<Uint8Array> {
  try {
    return await deviceSecret(place);
  } catch (error) {
    const needed = header.slots.some(({ kind }) => kind === "device");
    const gone = error instanceof AppError && (error.code === "E_KEYCHAIN" || error.code === "E_KEYCHAIN_LOCKED");
    // A keychain that is only locked refuses the write that follows, and nothing is lost.
    if (needed || place.keychain === null || !gone) throw error;
    return freshSecret(place, place.keychain);
  }
}

/** Every slot a new store begins with. @throws AppError E_APP_PIN_NEEDED when neither key nor PIN would open it */
export async function firstSlots(place: BookPlace, wrapping: Wrapping, by: FirstWays): Promise<readonly Slot[]> {
  const own = await ownSlot(wrapping, by.guard);
  if (own === null && by.newPin === null) throw new AppError("E_APP_PIN_NEEDED");
  return [
    ...(own === null ? [] : [own]),
    ...(by.newPin === null ? [] : [await pinSlot(place, wrapping, by.header, by.newPin)]),
    ...standing(place, wrapping),
    ...(place.deviceUnlock && place.keychain !== null ? [makeDeviceSlot(wrapping, await deviceSecret(place))] : []),
  ];
}

/** The key's own slot; null where it cannot open one. @throws AppError E_MECHANISM, and what a key says that was pulled */
export async function ownSlot(wrapping: Wrapping, guard: KeyGuard): Promise<Slot | null> {
  try {
    return await makeTokenSlot(wrapping, guard);
  } catch (error) {
    if (error instanceof AppError && error.code === "E_APP_PIN_NEEDED") return null;
    throw error;
  }
}

interface FirstWays {
  readonly header: Header;
  readonly guard: KeyGuard;
  readonly newPin: NewPin | null;
}

/** The slot for the platform, where the city has pinned a key for it. */
export function standing({ recovery, storeId }: BookPlace, wrapping: Wrapping): readonly Slot[] {
  if (recovery === null) return [];
  return [makeRecoverySlot(wrapping, recovery.share(storeId))];
}

/** What an open vault can do with its slots. */
export class SlotBook {
  #header: Header;
  readonly #place: BookPlace;
  readonly #dataKey: () => Uint8Array;
  /** Changes follow one another: two at once would each write what the other did not see. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(place: BookPlace, header: Header, dataKey: () => Uint8Array) {
    this.#place = place;
    this.#header = header;
    this.#dataKey = dataKey;
  }

  readonly header = (): Header => this.#header;

  /** Sets or replaces the application PIN. @throws AppError E_LOCKED, E_APP_PIN_WEAK, E_KEYCHAIN */
  readonly setPin = (fresh: NewPin): Promise<void> =>
    this.#change(async (header) => {
      const next = withSlot(header, await pinSlot(this.#place, this.#wrapping(), header, fresh));
      const { keychain } = this.#place;
      await forgetTries({
        storeId: accountIn(this.#place),
        keychain,
        inHeader: () => 0,
        writeHeader: async () => undefined,
      });
      return { ...next, wrongPins: 0 };
    });

  /** A further key of the same person. @throws AppError E_LOCKED, E_APP_PIN_NEEDED, E_MECHANISM */
  readonly addKey = (guard: KeyGuard): Promise<void> =>
    this.#change(async (header) => {
      const next = withSlot(header, await makeTokenSlot(this.#wrapping(), guard));
      return { ...next, certificates: [...new Set([...header.certificates, guard.certificate])] };
    });

  /**
   * After a recovery: the key, the PIN, or both become ways in again, in one change.
   * @throws AppError E_LOCKED, E_APP_PIN_NEEDED, E_APP_PIN_WEAK, E_MECHANISM, E_KEYCHAIN
   */
  readonly admit = (guard: KeyGuard, newPin: NewPin | null): Promise<void> =>
    this.#change(async (header) => {
      const place = { ...this.#place, recovery: null, deviceUnlock: false };
      const slots = await firstSlots(place, this.#wrapping(), { header, guard, newPin });
      const certificates = [...new Set([...header.certificates, guard.certificate])];
      return { ...slots.reduce(withSlot, header), certificates, wrongPins: 0 };
    });

  /** @throws AppError E_LOCKED, E_NOT_FOUND, E_SLOT_LAST */
  readonly remove = (kid: string): Promise<void> =>
    this.#change(async (header) => {
      this.#wrapping();
      const gone = header.slots.find((slot) => slot.kid === kid);
      const next = withoutSlot(header, kid);
      const certificates = next.certificates.filter((each) => gone?.kind !== "token" || each !== gone.certificate);
      // First the old file, then the slot: a crash in between leaves one way in too many for the person's own key.
      await dropSnapshot(this.#place);
      return { ...next, certificates };
    });

  #wrapping(): Wrapping {
    return { storeId: this.#place.storeId, dataKey: this.#dataKey() };
  }

  #change(plan: (header: Header) => Promise<Header>): Promise<void> {
    const mine = this.#turn.then(async () => {
      const next = await plan(this.#header);
      await writeHeader(this.#place, next);
      const stored = await readHeader(this.#place);
      if (stored.kind !== "header" || stored.header.version !== next.version) {
        throw new AppError("E_VAULT", "打开方式没有保存成功，原有方式不受影响");
      }
      this.#header = next;
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
