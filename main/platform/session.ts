/** The session 会话: which store is open, who is signed in. Credentials and keys stay in here; the window gets a view. */
import { AppError } from "../../shared/failure";
import type { SessionGrant } from "../../shared/http/session";
import type { SessionView } from "../../shared/ipc/contract";
import type { SignatureCheck } from "../../shared/trust/port";
import type { Audit } from "../audit";
import type { KeyProvider, OpenedKey } from "../identity/provider";
import type { Store, Typed, WayWithoutKey } from "../store";
import type { Timers } from "../timers";
import type { Client } from "./client";
import { Credentials, endsSession, shutsOut } from "./credentials";
import { noted, openingOf, orClosed, refuseStalePin, refuseWaiting, type Waiting } from "./opening";
import { type Parked, Parking } from "./parking";
import { type Pending, PendingSignIn, type SmsSent } from "./pending";
import { PlatformClock } from "./platform-clock";
import type { SessionMemory } from "./session-memory";
import { type Presented, presentCertificate, refuseClock } from "./sign-in";
import type { Unlocked } from "./unlocked";

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
  readonly timers: Timers;
  readonly check: SignatureCheck;
  readonly audit: Audit;
  readonly changed: (view: SessionView) => void;
}

export class Session {
  readonly #parts: SessionParts;
  readonly #parking: Parking;
  readonly #pending: PendingSignIn;
  readonly #time: PlatformClock;
  #unlocked: Unlocked | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#parking = new Parking(parts);
    this.#pending = new PendingSignIn(parts);
    this.#time = new PlatformClock({ ...parts, changed: () => this.#tell() });
  }

  readonly view = (): SessionView => {
    const open = this.#unlocked;
    return {
      state: open === null ? "locked" : open.credentials === null ? "offline" : "online",
      storeId: open?.store.storeId ?? null,
      account: open?.account ?? null,
      reachable: this.#time.reachable,
      clockOffset: this.#time.offset,
    };
  };

  /** @throws AppError E_LOCKED */
  readonly unlockedNow = (): Unlocked => {
    if (this.#unlocked === null) throw new AppError("E_LOCKED");
    return this.#unlocked;
  };

  readonly isLocked = (): boolean => this.#unlocked === null;

  /** The platform's time as well as this machine knows it. */
  readonly platformNow = (): Date => this.#time.now();

  /** Opens the store with key and PIN; needs no network, but a lease. @throws AppError E_PIN, E_VAULT, E_LEASE … */
  readonly unlock = async (keyId: string, typed: Typed): Promise<SessionView> => {
    const { key, waiting } = await this.#open(keyId, typed);
    await key.close();
    await refuseWaiting(waiting);
    return this.view();
  };

  /** Opens a store without its key; signing and signing in still ask for it. @throws AppError E_APP_PIN, E_LEASE … */
  readonly unlockStore = (storeId: string, way: WayWithoutKey): Promise<SessionView> =>
    this.#alone(async () => {
      if (this.#unlocked?.store.storeId === storeId) return this.view();
      await this.#lock();
      const store = await noted(this.#parts.audit, () => this.#parts.reopenStore(storeId, way));
      if (way.kind === "pin") await orClosed(store, null, () => refuseStalePin(store, this.platformNow()));
      await refuseWaiting(await this.#adopt(store, null));
      return this.view();
    });

  /**
   * Key and PIN to the platform, which then sends the SMS code. The store is open afterwards even when the platform does
   * not answer; where the lease has run out, only once the code was right.
   */
  readonly begin = async (keyId: string, typed: Typed): Promise<SmsSent & { readonly view: SessionView }> => {
    await this.#pending.drop();
    const { key, waiting } = await this.#open(keyId, typed);
    try {
      const presented = await this.#present(key).finally(key.close);
      this.#pending.hold({ ...presented, waiting: waiting?.unlocked ?? null, wrong: 0 });
    } catch (error) {
      await waiting?.unlocked.store.close();
      if (shutsOut(error)) await this.#shut(error);
      throw error;
    }
    await this.#parts.audit.note("sms-requested", { person: key.info.fingerprint });
    return { ...this.#pending.sent(), view: this.view() };
  };

  /** Challenge and proof: the platform then knows the certificate, and asks for the SMS code. */
  async #present({ signer, certificate }: OpenedKey): Promise<Presented> {
    const { client, deviceId } = this.#parts;
    await this.#time.measure();
    if (this.#time.reachable) refuseClock(this.#time.offset);
    const parts = { client, device: await deviceId(), now: this.platformNow };
    return presentCertificate(parts, { signer, fingerprint: certificate.fingerprint });
  }

  readonly resend = (): Promise<SmsSent> => this.#pending.resend(this.platformNow);

  /** @throws AppError E_SMS, E_CHALLENGE, E_LIMIT */
  readonly confirm = async (code: string): Promise<SessionView> => {
    const asked = this.#parts.clock().getTime();
    const { grant, pending } = await this.#pending.confirm(code, this.platformNow);
    this.#time.answered(grant.serverTime, asked);
    await this.#alone(() => this.#signedIn(pending, grant));
    await this.refill();
    return this.view();
  };

  async #signedIn(pending: Pending, grant: SessionGrant): Promise<void> {
    const open = this.#unlocked ?? pending.waiting;
    // Locked while the platform was answering: the session is given back.
    const credentials = this.#credentialsOf(pending, grant, open?.memory ?? null);
    if (open === null) {
      await credentials.end();
      throw new AppError("E_LOCKED");
    }
    this.#unlocked = { ...open, account: grant.account, credentials };
    await open.memory.keepGrant(grant);
    await open.memory.keep({ signedInAt: grant.serverTime, clockOffset: this.#time.offset });
    await this.#parts.audit.note("signed-in", { person: open.store.key.info.fingerprint });
    this.#tell();
  }

  #credentialsOf({ proofKey }: Pending, grant: SessionGrant, memory: SessionMemory | null): Credentials {
    const renewed = async (fresh: SessionGrant): Promise<void> => {
      // A parked session renews nothing that is sealed: the data key is gone.
      if (this.#unlocked === null || this.#unlocked.memory !== memory) return;
      this.#unlocked = { ...this.#unlocked, account: fresh.account };
      await this.#unlocked.memory.keepGrant(fresh);
    };
    return new Credentials({ client: this.#parts.client, key: proofKey, now: this.platformNow, renewed }, grant);
  }

  /** Wipes the data key at once. The same key may go on with its session within ten minutes. */
  readonly lock = (): Promise<SessionView> =>
    this.#alone(async () => {
      const view = await this.#lock();
      await this.#parts.release();
      return view;
    });

  async #lock(): Promise<SessionView> {
    await this.#pending.drop();
    const open = this.#unlocked;
    if (open === null) return this.view();
    this.#unlocked = null;
    const { store, credentials, account } = open;
    if (credentials !== null && account !== null) this.#parking.park({ keyId: store.keyId, credentials, account });
    store.vault.lock();
    this.#tell();
    // Whatever becomes of the line: a journal that stayed open would meet a second writer at the next opening.
    await this.#parts.audit.note("locked", { person: store.key.info.fingerprint }).finally(store.close);
    return this.view();
  }

  /** For the end of the program: locks, and forgets what was parked. */
  readonly close = (): Promise<void> => this.lock().then(() => void this.#parking.leave());

  readonly signOut = async (): Promise<SessionView> => {
    const view = await this.lock();
    // A locked workstation still holds its session for the same key to come back to; it ends too.
    await this.#parking.leave()?.credentials.end();
    return view;
  };

  /** A request in the person's name. @throws AppError E_LOCKED, E_SESSION and whatever the platform answers */
  readonly authorised: Client["request"] = (route, request = {}) =>
    this.#inTheName((credentials) => credentials.request(route, request));

  /** The same for bytes. */
  readonly authorisedRaw: Client["raw"] = (request) => this.#inTheName((credentials) => credentials.raw(request));

  async #inTheName<T>(work: (credentials: Credentials) => Promise<T>): Promise<T> {
    const { credentials } = this.unlockedNow();
    if (credentials === null) throw new AppError("E_SESSION", "尚未登录平台");
    try {
      return await work(credentials);
    } catch (error) {
      if (endsSession(error)) await this.#ended(credentials, error);
      if (error instanceof AppError && error.code === "E_OFFLINE") this.#time.lost();
      // The clock was set while signed in: the next proof goes by the new offset.
      if (error instanceof AppError && error.code === "E_CLOCK") await this.#time.measure();
      throw error;
    }
  }

  async #ended(credentials: Credentials, error: AppError): Promise<void> {
    if (this.#unlocked?.credentials !== credentials) return;
    this.#unlocked = { ...this.#unlocked, credentials: null };
    const person = this.#unlocked.store.key.info.fingerprint;
    await this.#parts.audit.note("session-ended", { person, code: error.code });
    this.#tell();
    if (shutsOut(error)) await this.#shut(error);
  }

  /** Remote wipe (AU-11): the lease is given up, and the data key wiped, at the platform's word. */
  async #shut(error: AppError): Promise<void> {
    const open = this.#unlocked;
    if (open === null) return;
    await open.memory.keepRefusal();
    await this.#parts.audit.note("lease-refused", { person: open.store.key.info.fingerprint, code: error.code });
    await this.signOut();
  }

  /** Asks whether the platform answers, and takes what is due when it does. */
  readonly probe = async (): Promise<void> => {
    await this.#time.measure();
    await this.#unlocked?.memory.noteTime(this.platformNow());
    if (this.#time.reachable) await this.refill();
  };

  /** Fills the nonce pool when signed in; a failure only means that it stays as it is. */
  readonly refill = async (): Promise<void> => {
    const open = this.#unlocked;
    const count = open?.nonces.missing() ?? 0;
    if (open === null || open.credentials === null || count === 0) return;
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

  /** Opens key and store. A store whose lease does not hold is handed back and not unlocked. */
  #open(keyId: string, typed: Typed): Promise<{ readonly key: OpenedKey; readonly waiting: Waiting | null }> {
    return this.#alone(async () => {
      const key = await noted(this.#parts.audit, () => this.#parts.keys.open(keyId, typed));
      try {
        return { key, waiting: await this.#enter(key, typed) };
      } catch (error) {
        await key.close();
        throw error;
      }
    });
  }

  async #enter(key: OpenedKey, typed: Typed): Promise<Waiting | null> {
    const { keyId } = key.info;
    if (this.#unlocked?.store.keyId === keyId) return null;
    // Another person's store closes first: two data keys are never held together (D9).
    await this.#lock();
    const store = await noted(this.#parts.audit, () => this.#parts.openStore(key, typed));
    return this.#adopt(store, this.#parking.take(keyId));
  }

  #adopt(store: Store, parked: Parked | null): Promise<Waiting | null> {
    return orClosed(store, parked, async () => {
      const { unlocked, waiting } = await openingOf(store, parked, { ...this.#parts, time: this.#time });
      if (unlocked === null) return waiting;
      await this.#parts.audit.note("unlocked", { person: store.key.info.fingerprint });
      this.#unlocked = unlocked;
      this.#tell();
      return null;
    });
  }

  #tell(): void {
    this.#parts.changed(this.view());
  }
}
