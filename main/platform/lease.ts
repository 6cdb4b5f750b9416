/**
 * Whether the local store may be opened without the platform: within the platform's signed lease of 72
 * hours, by the latest time this store has ever seen, so that a clock turned back opens nothing.
 */
import { AppError } from "../../shared/failure";
import type { Anchors } from "../../shared/trust/anchors";
import { LEASE_MS, readLease } from "../../shared/trust/lease";
import type { SignatureCheck } from "../../shared/trust/port";
import type { SignedDocument } from "../../shared/trust/receipt";

/** What the store's sealed memory keeps about it. */
export interface LeaseMemory {
  readonly lease: SignedDocument | null;
  /** The latest time ever seen here. */
  readonly highest: string | null;
  /** When the store began, where it began offline; null for one that has been given a lease. */
  readonly bornAt: string | null;
  /** The platform refused the last lease asked for. */
  readonly refused: boolean;
}

export interface LeaseQuestion {
  readonly memory: LeaseMemory;
  readonly anchors: Anchors;
  readonly check: SignatureCheck;
  readonly device: string;
  readonly now: Date;
  /** Nothing was ever saved in the store. */
  readonly empty: boolean;
}

/** The instant until which the store may be opened offline. @throws AppError E_LEASE, E_DEVICE_REFUSED */
export function checkLease(question: LeaseQuestion): string {
  const { memory, now, empty } = question;
  if (memory.refused) throw new AppError("E_DEVICE_REFUSED");
  const latest = latestOf(now, memory.highest);
  const until = memory.lease === null ? untilFromBirth(memory, latest, empty) : untilByLease(memory.lease, question);
  if (until <= latest) throw new AppError("E_LEASE", `离线使用期已于 ${until.slice(0, 10)} 届满`);
  return until;
}

/** That it is this person's is the seal's to say: only the store's own memory can hold it. */
function untilByLease(signed: SignedDocument, { anchors, check, device }: LeaseQuestion): string {
  const lease = readLease(signed, { anchors, check });
  if (lease.device !== device) throw new AppError("E_LEASE", "离线许可属于另一台工作站");
  return lease.expiresAt;
}

/** A person who has never been online may begin to write; what is written is then held for as long as by a lease. */
function untilFromBirth({ bornAt }: LeaseMemory, latest: string, empty: boolean): string {
  if (bornAt === null && !empty) throw new AppError("E_LEASE", "本机没有离线许可");
  return new Date(Date.parse(bornAt ?? latest) + LEASE_MS).toISOString();
}

/** The later of the clock and of what was seen before. */
export function latestOf(now: Date, highest: string | null): string {
  const at = now.toISOString();
  return highest !== null && highest > at ? highest : at;
}
