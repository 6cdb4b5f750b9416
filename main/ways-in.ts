/** The ways into the stores 打开方式, as the window asks for them. What adds one asks for the key again (AC: no reuse of a login). */
import { join } from "node:path";
import { AppError } from "../shared/failure";
import type { Output } from "../shared/ipc/contract";
import type { SlotsView, SlotView, StoreView } from "../shared/ipc/vault";
import { never } from "../shared/never";
import type { Audit } from "./audit";
import type { KeyProvider, OpenedKey, PinTry } from "./identity/provider";
import type { FileSystem } from "./journal/filesystem";
import type { Session } from "./platform/session";
import { storeFacts } from "./store-facts";
import { storeHeaders } from "./store-list";
import { broughtBy, vaultNameOf } from "./store-place";
import { shortestPin } from "./vault/app-pin";
import type { Header } from "./vault/header";
import { guardOf } from "./vault/key-guard";
import { isPinSlot } from "./vault/pin-entry";
import type { SecretStore } from "./vault/secret-store";
import type { Slot } from "./vault/slot";

export interface WaysInParts {
  readonly fs: FileSystem;
  /** Folder that holds every person's store. */
  readonly folder: string;
  readonly session: Session;
  readonly keys: KeyProvider;
  readonly audit: Audit;
  readonly keychain: () => Promise<SecretStore | null>;
  readonly deviceUnlock: boolean;
}

export class WaysIn {
  readonly #parts: WaysInParts;

  constructor(parts: WaysInParts) {
    this.#parts = parts;
  }

  readonly stores = async (): Promise<Output<"desk:vault.stores">> => {
    const { fs, folder, deviceUnlock } = this.#parts;
    const headers = await storeHeaders(fs, folder);
    const stores: StoreView[] = [];
    for (const header of headers) {
      const isOne = (each: Header) => vaultNameOf(each.storeId) === vaultNameOf(header.storeId);
      const facts = headers.filter(isOne).length > 1 ? await storeFacts(fs, join(folder, header.storeId)) : null;
      stores.push({ ...storeViewOf(header, deviceUnlock), facts });
    }
    return { stores, shortestPin: await this.#shortest() };
  };

  /** @throws AppError E_LOCKED */
  readonly slots = async (): Promise<SlotsView> => {
    const { slots } = this.#book().header();
    const ways = slots.filter(({ kind }) => kind !== "recovery").length;
    return {
      slots: slots.map((slot) => slotViewOf(slot, ways > 1)),
      pinTrouble: await this.#pinTrouble(slots),
      shortestPin: await this.#shortest(),
    };
  };

  /** @throws AppError E_LOCKED, E_PIN, E_APP_PIN_WEAK, E_KEYCHAIN and what the key answers */
  readonly setPin = async (typed: PinTry, appPin: string): Promise<SlotsView> => {
    const { keyId } = this.#parts.session.unlockedNow().store;
    await this.#withKey(keyId, typed, () => this.#book().setPin({ pin: appPin, tokenPin: typed.pin }));
    await this.#note("slot-added", "device+pin");
    return this.slots();
  };

  /** A further key of the same person: a renewed certificate, a second stick. @throws AppError E_CERT_UNBOUND, E_STATE */
  readonly addKey = async (keyId: string, typed: PinTry): Promise<SlotsView> => {
    await this.#withKey(keyId, typed, async (key) => {
      await this.#refuseForeign(key);
      await this.#book().addKey(guardOf(key));
    });
    await this.#note("slot-added", "token");
    return this.slots();
  };

  /** @throws AppError E_LOCKED, E_NOT_FOUND, E_SLOT_LAST */
  readonly remove = async (kid: string): Promise<SlotsView> => {
    const kind = this.#book()
      .header()
      .slots.find((slot) => slot.kid === kid)?.kind;
    if (kind === "recovery") throw new AppError("E_PERM", "恢复方式由城市统一规定，不能移除");
    await this.#book().remove(kid);
    await this.#note("slot-removed", kind ?? "");
    return this.slots();
  };

  async #withKey(keyId: string, typed: PinTry, work: (key: OpenedKey) => Promise<void>): Promise<void> {
    this.#book();
    const key = await this.#parts.keys.open(keyId, typed);
    await work(key).finally(key.close);
  }

  /** Nobody adds a colleague's key to his own store, and no certificate belongs to two. */
  async #refuseForeign({ certificate, anchors }: OpenedKey): Promise<void> {
    const { store } = this.#parts.session.unlockedNow();
    const own = store.key.certificate.subject.commonName;
    if (certificate.subject.commonName !== own || anchors.site !== store.key.anchors.site) {
      throw new AppError("E_CERT_UNBOUND", "证书的持有人与本机存储的主人不同");
    }
    const headers = await storeHeaders(this.#parts.fs, this.#parts.folder);
    const taken = headers.some(
      ({ storeId, certificates }) =>
        vaultNameOf(storeId) !== vaultNameOf(store.storeId) &&
        certificates.some((each) => each === certificate.fingerprint),
    );
    if (taken) throw new AppError("E_STATE", "这张证书已有自己的本机存储");
  }

  /** A dead PIN slot is told before it is needed: its half in the keychain may be gone (L2). */
  async #pinTrouble(slots: readonly Slot[]): Promise<string> {
    if (!slots.some(({ kind }) => kind === "device+pin")) return "";
    const { store } = this.#parts.session.unlockedNow();
    try {
      const keychain = await this.#parts.keychain();
      const known = keychain === null ? null : await keychain.get(store.storeId);
      return known === null ? "系统钥匙串里没有本机的密钥，应用口令暂不能打开；用密钥打开后可以重设" : "";
    } catch (error) {
      if (error instanceof AppError) return "系统钥匙串没有应答，应用口令暂不能打开";
      throw error;
    }
  }

  async #shortest(): Promise<number> {
    return shortestPin(await this.#parts.keychain());
  }

  #book() {
    return this.#parts.session.unlockedNow().store.vault.book;
  }

  #note(event: "slot-added" | "slot-removed", about: string): Promise<void> {
    const { store } = this.#parts.session.unlockedNow();
    return this.#parts.audit.note(event, { person: store.key.info.fingerprint, about });
  }
}

function storeViewOf({ storeId, owner, certificates, slots }: Header, deviceUnlock: boolean): Omit<StoreView, "facts"> {
  return {
    storeId,
    ...owner,
    certificates,
    keys: slots.flatMap((slot) => (slot.kind === "token" ? [slot.certificate] : [])),
    appPin: slots.some(isPinSlot),
    device: deviceUnlock && slots.some(({ kind }) => kind === "device"),
    recovery: slots.some(({ kind }) => kind === "recovery"),
    broughtBy: broughtBy(storeId),
  };
}

function slotViewOf(slot: Slot, others: boolean): SlotView {
  const { kid, kind } = slot;
  switch (slot.kind) {
    case "token":
      return { kid, kind, holder: slot.holder, removable: others };
    case "device":
    case "device+pin":
    case "passphrase":
      return { kid, kind, holder: "", removable: others };
    case "recovery":
      return { kid, kind, holder: "", removable: false };
    default:
      return never(slot);
  }
}
