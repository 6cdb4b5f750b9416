/** A store that has just been opened: what it remembers, and whether its lease lets it be shown. */
import { AppError } from "../../shared/failure";
import type { SignatureCheck } from "../../shared/trust/port";
import type { Audit } from "../audit";
import { unlessFull } from "../journal/filesystem";
import type { Store } from "../store";
import { checkLease, type LeaseMemory } from "./lease";
import { NoncePool } from "./nonces";
import type { Parked } from "./parking";
import type { PlatformClock } from "./platform-clock";
import { SessionMemory } from "./session-memory";
import type { Unlocked } from "./unlocked";

export interface OpeningParts {
  readonly time: PlatformClock;
  readonly check: SignatureCheck;
  readonly deviceId: () => Promise<string>;
  readonly audit: Audit;
}

/** A store that opened but may not be shown before the platform has let the person in. */
export interface Waiting {
  readonly unlocked: Unlocked;
  readonly refusal: AppError;
}

export type Opened =
  | { readonly unlocked: Unlocked; readonly waiting: null }
  | { readonly unlocked: null; readonly waiting: Waiting };

/** Work that a store was opened for. Should it fail, nothing of the store, and no session parked for it, stays open. */
export async function orClosed<T>(store: Store, parked: Parked | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    void parked?.credentials.end();
    await store.close();
    throw error;
  }
}

/** An opening that fails is told in the audit log, by its code. */
export async function noted<T>(audit: Audit, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof AppError ? error.code : "E_INTERNAL";
    await audit.note("unlock-failed", { code });
    throw error;
  }
}

export async function openingOf(store: Store, parked: Parked | null, parts: OpeningParts): Promise<Opened> {
  const memory = new SessionMemory(store);
  const kept = await memory.read();
  parts.time.recall(kept.clockOffset);
  const unlocked = {
    store,
    memory,
    nonces: new NoncePool(kept.nonces, (nonces) => memory.keep({ nonces: [...nonces] })),
    account: parked?.account ?? kept.account,
    credentials: parked?.credentials ?? null,
  };
  const refusal = await leaseRefusal(store, kept, parts);
  await memory.noteTime(parts.time.now()).catch(unlessFull);
  if (refusal !== null) return { unlocked: null, waiting: { unlocked, refusal } };
  await memory.noteBirth(parts.time.now()).catch(unlessFull);
  return { unlocked, waiting: null };
}

async function leaseRefusal(
  { key: { anchors, info }, records }: Store,
  memory: LeaseMemory,
  { time, check, deviceId, audit }: OpeningParts,
): Promise<AppError | null> {
  const empty = records.positions().length === 0;
  try {
    checkLease({ memory, anchors, check, device: await deviceId(), now: time.now(), empty });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await audit.note("lease-refused", { person: info.fingerprint, code: error.code });
    return error;
  }
}

/** Closes what may not be shown, and says why. @throws AppError E_LEASE, E_DEVICE_REFUSED */
export async function refuseWaiting(waiting: Waiting | null): Promise<void> {
  if (waiting === null) return;
  await waiting.unlocked.store.close();
  throw waiting.refusal;
}

/** A PIN that the city wants changed opens nothing any more; the key does, and sets a new one (TN-36). @throws AppError E_PWD */
export async function refuseStalePin(store: Store, now: Date): Promise<void> {
  const { password } = await new SessionMemory(store).read();
  if (password === null || password.dueAt === null || password.dueAt > now.toISOString()) return;
  throw new AppError("E_PWD", `应用口令自 ${password.setAt.slice(0, 10)} 起未更换，已到期；请用密钥打开后更换`);
}
