/** Opening by application PIN: counted before it is tried, taken away after the tenth wrong one. */
import { AppError } from "../../shared/failure";
import { accountIn, type DevicePlace, knownDeviceSecret } from "./device-secret";
import { type Header, writeHeader } from "./header";
import { countTry, forgetTries, LONG_WAIT_MS, MOST_TRIES, type TryCounts, wrongPin, wrongTries } from "./pin-tries";
import { openPinSlot, type Slot, type SlotOf } from "./slot";

export type PinSlot = SlotOf<"device+pin"> | SlotOf<"passphrase">;

export const isPinSlot = (slot: Slot): slot is PinSlot => slot.kind === "device+pin" || slot.kind === "passphrase";

export interface PinPlace extends DevicePlace {
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface Entered {
  readonly dataKey: Uint8Array;
  readonly header: Header;
}

/** @throws AppError E_APP_PIN with the tries left, E_APP_PIN_GONE, E_KEYCHAIN */
export async function enterByPin(place: PinPlace, header: Header, pin: string): Promise<Entered> {
  const slot = header.slots.find(isPinSlot);
  if (slot === undefined) throw new AppError("E_APP_PIN_GONE", "这个存储没有应用口令，请用密钥打开");
  const device = slot.kind === "passphrase" ? null : await knownDeviceSecret(place);
  const book = new Book(place, header);
  const tries = await wrongTries(book);
  const spent = tries >= MOST_TRIES;
  if (spent && book.hasOtherWay(slot)) return book.dropSlot(slot);
  // The last way in is never taken away; each further try costs half a minute instead.
  if (spent) await place.wait(LONG_WAIT_MS);
  await countTry(book, tries);
  const dataKey = await tryPin(place.storeId, slot, { pin, device });
  if (dataKey === null) {
    if (tries + 1 >= MOST_TRIES && book.hasOtherWay(slot)) return book.dropSlot(slot);
    throw wrongPin(Math.max(1, MOST_TRIES - tries - 1));
  }
  await forgetTries(book);
  return { dataKey, header: book.header };
}

async function tryPin(
  storeId: string,
  slot: PinSlot,
  by: Parameters<typeof openPinSlot>[2],
): Promise<Uint8Array | null> {
  try {
    return await openPinSlot(storeId, slot, by);
  } catch (error) {
    if (error instanceof AppError && error.code === "E_VAULT") return null;
    throw error;
  }
}

/** The header while it is being counted in. */
class Book implements TryCounts {
  header: Header;
  readonly storeId: string;
  readonly keychain: PinPlace["keychain"];
  readonly #place: PinPlace;

  constructor(place: PinPlace, header: Header) {
    this.header = header;
    this.storeId = accountIn(place);
    this.keychain = place.keychain;
    this.#place = place;
  }

  readonly inHeader = (): number => this.header.wrongPins;
  readonly writeHeader = (wrongPins: number): Promise<void> => this.#change({ wrongPins });
  readonly hasOtherWay = (slot: Slot): boolean => this.header.slots.some(({ kid }) => kid !== slot.kid);

  /** @throws AppError E_APP_PIN_GONE always */
  readonly dropSlot = async (slot: Slot): Promise<never> => {
    await this.#change({ slots: this.header.slots.filter(({ kid }) => kid !== slot.kid) });
    throw wrongPin(0);
  };

  async #change(change: Partial<Header>): Promise<void> {
    this.header = { ...this.header, ...change, version: this.header.version + 1 };
    await writeHeader(this.#place, this.header);
  }
}
