/**
 * Recovery 恢复 of a store whose ways in are gone: asked for by the person's key, fetched after an administrator's approval,
 * and then opened under new ways in. Needs no open store, since there is none.
 */
import { newBoxKey, openBox } from "../node/sealed-box";
import { fromBase64, toBase64 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { AppError } from "../shared/failure";
import type { RecoveryOpened } from "../shared/http/recovery";
import { type RecoveryStatement, recoverySigningInput, replyLabel } from "../shared/trust/recovery";
import type { Audit } from "./audit";
import type { KeyProvider, OpenedKey, PinTry } from "./identity/provider";
import type { Client } from "./platform/client";
import type { Typed } from "./store";
import { storeHeaders } from "./store-list";
import { vaultNameOf } from "./store-place";
import type { Header } from "./vault/header";
import type { WaysInParts } from "./ways-in";

export interface RecoveryParts extends Pick<WaysInParts, "fs" | "folder"> {
  readonly keys: KeyProvider;
  readonly client: Client;
  readonly audit: Audit;
  readonly deviceId: () => Promise<string>;
  /** The platform's time as well as this machine knows it. */
  readonly now: () => Date;
  /** Before an approval is used up: whether key and PIN could be ways in at all. */
  readonly refuseNoWayIn: (key: OpenedKey, typed: Typed) => Promise<void>;
  /** Opens the store by the share and gives it new ways in for this key. */
  readonly recover: (storeId: string, by: RecoverBy) => Promise<void>;
}

export interface RecoverBy {
  readonly share: Uint8Array;
  readonly key: OpenedKey;
  readonly typed: Typed;
}

export class Recovery {
  readonly #parts: RecoveryParts;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** @throws AppError E_PIN, E_NOT_FOUND, E_OFFLINE, E_CERT_UNBOUND, E_RECOVERY */
  readonly ask = (storeId: string, keyId: string, typed: PinTry): Promise<RecoveryOpened> =>
    this.#withKey(keyId, typed, async (key) => {
      const { asked } = await this.#signed(storeId, key, "request");
      const opened = await this.#parts.client.request("recovery.ask", { body: asked });
      await this.#parts.audit.note("recovery-asked", { person: key.info.fingerprint, about: storeId });
      return opened;
    });

  /** @throws AppError E_RECOVERY until it is approved, and as `ask`; E_APP_PIN_NEEDED, E_APP_PIN_WEAK */
  readonly receive = (storeId: string, keyId: string, typed: Typed): Promise<void> =>
    this.#withKey(keyId, typed, async (key) => {
      await this.#parts.refuseNoWayIn(key, typed);
      const { asked, statement, pkcs8 } = await this.#signed(storeId, key, "receive");
      const { sealed } = await this.#parts.client.request("recovery.receive", { body: asked });
      const share = openBox(pkcs8, fromBase64(sealed), replyLabel(statement));
      pkcs8.fill(0);
      await this.#parts.recover(storeId, { share, key, typed }).finally(() => share.fill(0));
      await this.#parts.audit.note("recovered", { person: key.info.fingerprint, about: storeId });
    });

  async #signed(storeId: string, { signer, certificate }: OpenedKey, step: RecoveryStatement["step"]) {
    const { client, deviceId, now } = this.#parts;
    const slot = recoverySlotOf(await this.#headerOf(storeId));
    const { spki, pkcs8 } = newBoxKey();
    const statement: RecoveryStatement = {
      type: "caibian-recovery/1",
      step,
      audience: client.address,
      // The share lies sealed under this name, wherever the store does.
      storeId: vaultNameOf(storeId),
      kid: slot.kid,
      owner: slot.owner,
      share: slot.share,
      replyTo: toBase64(spki),
      device: await deviceId(),
      certificate: certificate.fingerprint,
      at: now().toISOString(),
    };
    const signature = toBase64(await signer.sign(recoverySigningInput(statement)));
    const asked = { statement: canonicalJson(statement), signature, chain: signer.chain.map(toBase64) };
    return { asked, statement, pkcs8 };
  }

  async #headerOf(storeId: string): Promise<Header> {
    const headers = await storeHeaders(this.#parts.fs, this.#parts.folder);
    const header = headers.find((each) => each.storeId === storeId);
    if (header === undefined) throw new AppError("E_NOT_FOUND", "本机没有这个存储");
    return header;
  }

  async #withKey<T>(keyId: string, typed: PinTry, work: (key: OpenedKey) => Promise<T>): Promise<T> {
    const key = await this.#parts.keys.open(keyId, typed);
    return work(key).finally(key.close);
  }
}

function recoverySlotOf({ slots }: Header) {
  const slot = slots.find(({ kind }) => kind === "recovery");
  if (slot?.kind !== "recovery") throw new AppError("E_NOT_FOUND", "这个存储没有平台恢复方式");
  return slot;
}
