/** The session 会话: which store is open, who is signed in. Token and key stay in here; the window gets a view. */
import { toBase64 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError } from "../../shared/failure";
import type { Challenge } from "../../shared/http/session";
import type { SessionView } from "../../shared/ipc/contract";
import type { Account } from "../../shared/model/person";
import { loginSigningInput } from "../../shared/trust/login";
import type { Audit } from "../audit";
import type { KeyProvider, OpenedKey } from "../identity/provider";
import type { Remembered, Store, Typed, WayWithoutKey } from "../store";
import type { Client } from "./client";
import { NoncePool } from "./nonces";
import { type Reading, readClock } from "./platform-clock";

/** A locked workstation may go on with its session for so long when the same key comes back. */
const PARK_MS = 10 * 60_000;

export interface SessionParts {
  readonly client: Client;
  readonly keys: KeyProvider;
  /** Ends whatever may still hold a login on a key: a locked workstation cannot sign. */
  readonly release: () => Promise<void>;
  readonly openStore: (key: OpenedKey, typed: Typed) => Promise<Store>;
  /** Without the key: by application PIN, or by the machine alone where its policy allows. */
  readonly reopenStore: (storeId: string, way: WayWithoutKey) => Promise<Store>;
  readonly deviceId: () => Promise<string>;
  readonly clock: () => Date;
  readonly audit: Audit;
  readonly changed: (view: SessionView) => void;
}

/** Everything that exists only while unlocked. */
export interface Unlocked {
  readonly store: Store;
  readonly nonces: NoncePool;
  readonly account: Account | null;
  readonly token: string | null;
}

interface Pending {
  readonly ticket: string;
  readonly maskedPhone: string;
}

export interface SmsSent {
  readonly maskedPhone: string;
  readonly resendAfterSeconds: number;
}

const nothingRemembered: Remembered = { account: null, nonces: [], clockOffset: null, signedInAt: null };

export class Session {
  readonly #parts: SessionParts;
  #unlocked: Unlocked | null = null;
  #pending: Pending | null = null;
  #parked: {
    readonly keyId: string;
    readonly token: string;
    readonly account: Account;
    readonly until: number;
  } | null = null;
  #reachable = false;
  #offset: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** Writes of the sealed memory, one after the other. */
  #remembering: Promise<void> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  readonly view = (): SessionView => {
    const open = this.#unlocked;
    return {
      state: open === null ? "locked" : open.token === null ? "offline" : "online",
      storeId: open?.store.storeId ?? null,
      account: open?.account ?? null,
      reachable: this.#reachable,
      clockOffset: this.#offset,
    };
  };

  /** @throws AppError E_LOCKED */
  readonly unlockedNow = (): Unlocked => {
    if (this.#unlocked === null) throw new AppError("E_LOCKED");
    return this.#unlocked;
  };

  readonly isLocked = (): boolean => this.#unlocked === null;

  /** The platform's time as well as this machine knows it. */
  readonly platformNow = (): Date => new Date(this.#parts.clock().getTime() + (this.#offset ?? 0));

  /** Opens the store with key and PIN; needs no network. @throws AppError E_PIN, E_VAULT, E_CERT … */
  readonly unlock = async (keyId: string, typed: Typed): Promise<SessionView> => {
    const key = await this.#open(keyId, typed);
    await key.close();
    return this.view();
  };

  /** Opens a store without its key; signing and signing in still ask for it. @throws AppError E_APP_PIN, E_KEYCHAIN … */
  readonly unlockStore = (storeId: string, way: WayWithoutKey): Promise<SessionView> =>
    this.#alone(async () => {
      if (this.#unlocked?.store.storeId === storeId) return this.view();
      await this.#lock();
      await this.#adopt(await this.#noted(() => this.#parts.reopenStore(storeId, way)), null);
      return this.view();
    });

  /** Key and PIN to the platform, which then sends the SMS code. The store is open afterwards even when it does not answer. */
  readonly begin = async (keyId: string, typed: Typed): Promise<SmsSent & { readonly view: SessionView }> => {
    const key = await this.#open(keyId, typed);
    const ticket = await this.#ticketFor(key).finally(key.close);
    this.#pending = ticket;
    await this.#parts.audit.note("sms-requested", { person: key.info.fingerprint });
    const { maskedPhone, resendAfterSeconds } = ticket;
    return { maskedPhone, resendAfterSeconds, view: this.view() };
  };

  /** Challenge and proof: the platform then knows the certificate, and asks for the SMS code. */
  async #ticketFor(key: OpenedKey) {
    const device = await this.#parts.deviceId();
    const challenge = await this.#parts.client.request("auth.challenge", { body: { device } });
    return this.#parts.client.request("auth.certificate", {
      body: await proofOf(key, challenge, device),
    });
  }

  readonly resend = async (): Promise<SmsSent> => {
    const ticket = await this.#parts.client.request("auth.sms", { body: { ticket: this.#pendingNow().ticket } });
    this.#pending = ticket;
    return { maskedPhone: ticket.maskedPhone, resendAfterSeconds: ticket.resendAfterSeconds };
  };

  /** @throws AppError E_SMS, E_CHALLENGE, E_LIMIT */
  readonly confirm = async (code: string): Promise<SessionView> => {
    const { ticket } = this.#pendingNow();
    const open = this.unlockedNow();
    const sent = this.#parts.clock().getTime();
    const { token, account, serverTime } = await this.#parts.client.request("session.create", {
      body: { ticket, code },
    });
    this.#pending = null;
    this.#offset = Date.parse(serverTime) - (sent + this.#parts.clock().getTime()) / 2;
    this.#reachable = true;
    this.#unlocked = { ...open, account, token };
    await this.#remember({ account, signedInAt: this.platformNow().toISOString(), clockOffset: this.#offset });
    await this.#parts.audit.note("signed-in", { person: open.store.key.info.fingerprint });
    this.#tell();
    await this.refill();
    return this.view();
  };

  /** Wipes the data key at once. The same key may go on with its session within ten minutes. */
  readonly lock = (): Promise<SessionView> =>
    this.#alone(async () => {
      const view = await this.#lock();
      await this.#parts.release();
      return view;
    });

  async #lock(): Promise<SessionView> {
    const open = this.#unlocked;
    if (open === null) return this.view();
    this.#unlocked = null;
    this.#pending = null;
    if (open.token !== null && open.account !== null) {
      const until = this.#parts.clock().getTime() + PARK_MS;
      this.#parked = { keyId: open.store.keyId, token: open.token, account: open.account, until };
    }
    open.store.vault.lock();
    this.#tell();
    await this.#parts.audit.note("locked", { person: open.store.key.info.fingerprint });
    await open.store.close();
    return this.view();
  }

  readonly signOut = async (): Promise<SessionView> => {
    // A locked workstation still holds its session for the same key to come back to; it ends too.
    const token = this.#unlocked?.token ?? this.#parked?.token ?? null;
    const view = await this.lock();
    this.#parked = null;
    // Out of reach, the platform lets the session run out by itself.
    if (token !== null) await this.#parts.client.request("session.end", { token }).catch(() => null);
    return view;
  };

  /** A request in the person's name. @throws AppError E_LOCKED, E_SESSION and whatever the platform answers */
  readonly authorised: Client["request"] = async (route, request = {}) => {
    const { token } = this.unlockedNow();
    if (token === null) throw new AppError("E_SESSION", "尚未登录平台");
    try {
      return await this.#parts.client.request(route, { ...request, token });
    } catch (error) {
      if (error instanceof AppError && error.code === "E_SESSION") this.#dropToken(token);
      if (error instanceof AppError && error.code === "E_OFFLINE") this.#observe({ reachable: false, offset: null });
      throw error;
    }
  };

  /** Asks whether the platform answers, and takes what is due when it does. */
  readonly probe = async (): Promise<void> => {
    this.#observe(await readClock(this.#parts.client, this.#parts.clock));
    if (this.#reachable) await this.refill();
  };

  /** Fills the nonce pool when signed in; a failure only means that it stays as it is. */
  readonly refill = async (): Promise<void> => {
    const open = this.#unlocked;
    const count = open?.nonces.missing() ?? 0;
    if (open === null || open.token === null || count === 0) return;
    try {
      const { nonces } = await this.authorised("session.nonces", { body: { count } });
      await open.nonces.add(nonces);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  };

  /** Unlocking and locking never overlap: two openings at once would put two writers on one journal. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #open(keyId: string, typed: Typed): Promise<OpenedKey> {
    return this.#alone(() => this.#openAlone(keyId, typed));
  }

  async #openAlone(keyId: string, typed: Typed): Promise<OpenedKey> {
    const key = await this.#noted(() => this.#parts.keys.open(keyId, typed.pin));
    try {
      await this.#enter(key, typed);
      return key;
    } catch (error) {
      await key.close();
      throw error;
    }
  }

  async #enter(key: OpenedKey, typed: Typed): Promise<void> {
    const { keyId } = key.info;
    if (this.#unlocked?.store.keyId === keyId) return;
    // Another person's store closes first: two data keys are never held together (D9).
    await this.#lock();
    const store = await this.#noted(() => this.#parts.openStore(key, typed));
    await this.#adopt(store, this.#takeParked(keyId));
  }

  async #adopt(store: Store, parked: Pick<Unlocked, "token" | "account"> | null): Promise<void> {
    const memory = (await store.memory.read()) ?? nothingRemembered;
    this.#offset ??= memory.clockOffset;
    const keep = (nonces: readonly string[]) => this.#remember({ nonces: [...nonces] });
    this.#unlocked = {
      store,
      nonces: new NoncePool(memory.nonces, keep),
      account: parked?.account ?? memory.account,
      token: parked?.token ?? null,
    };
    await this.#parts.audit.note("unlocked", { person: store.key.info.fingerprint });
    this.#tell();
  }

  async #noted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof AppError ? error.code : "E_INTERNAL";
      await this.#parts.audit.note("unlock-failed", { code });
      throw error;
    }
  }

  #takeParked(keyId: string): { readonly token: string; readonly account: Account } | null {
    const parked = this.#parked;
    this.#parked = null;
    const fits = parked !== null && parked.keyId === keyId && parked.until > this.#parts.clock().getTime();
    return fits ? parked : null;
  }

  #pendingNow(): Pending {
    if (this.#pending === null) throw new AppError("E_CHALLENGE", "请先用证书和口令登录");
    return this.#pending;
  }

  #dropToken(token: string): void {
    if (this.#unlocked?.token !== token) return;
    this.#unlocked = { ...this.#unlocked, token: null };
    this.#tell();
  }

  #observe({ reachable, offset }: Reading): void {
    this.#offset = offset ?? this.#offset;
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    this.#tell();
  }

  #remember(change: Partial<Remembered>): Promise<void> {
    const open = this.unlockedNow();
    const next = this.#remembering.then(async () => {
      const known = (await open.store.memory.read()) ?? nothingRemembered;
      await open.store.memory.write({ ...known, ...change });
    });
    this.#remembering = next.catch(() => undefined);
    return next;
  }

  #tell(): void {
    this.#parts.changed(this.view());
  }
}

/** The login statement, signed. Its prefix keeps it apart from every other thing a key signs. */
async function proofOf(key: OpenedKey, challenge: Challenge, device: string) {
  const { challengeId, nonce, audience, expiresAt } = challenge;
  const certificate = key.certificate.fingerprint;
  const statement = { type: "caibian-login/1" as const, challengeId, nonce, audience, expiresAt, device, certificate };
  const signature = await key.signer.sign(loginSigningInput(statement));
  return {
    statement: canonicalJson(statement),
    signature: toBase64(signature),
    chain: key.signer.chain.map(toBase64),
  };
}
