/**
 * What a terminal does about a feed (L7, L8, L9, BD-3): pure, so that every state is a test. It has read, nothing else; the
 * transport, the launcher and the window do what it says and tell it what became of it.
 */
import type { FailureCode } from "../failure";
import type { Edition } from "../model/build-identity";
import type { UpdatePolicy } from "../model/policy";
import { never } from "../never";
import type { Digest } from "../schema";
import { openingOf, type UpdateDirective } from "./directive";
import {
  type Artifact,
  type ArtifactKind,
  isWithdrawn,
  type Release,
  type RollbackOrder,
  type UpdateArch,
  type UpdateOs,
} from "./manifest";
import { isOlder } from "./version";

export interface Machine {
  readonly edition: Edition;
  readonly os: UpdateOs;
  readonly arch: UpdateArch;
  /** What can be put in here, the preferred first. */
  readonly kinds: readonly ArtifactKind[];
  /** The version that runs. */
  readonly version: string;
  /** Schema of the oldest store on this machine; null when there is none. */
  readonly storeSchema: number | null;
}

/** The newest release this machine ever took for true. */
export interface Seen {
  readonly serial: number;
  readonly issuedAt: string;
  readonly digest: Digest;
}

/** What reading the feed gave (read-feed.ts). */
export type FeedReading =
  | { readonly kind: "unreachable" }
  | { readonly kind: "refused"; readonly code: FailureCode; readonly detail: string }
  | {
      readonly kind: "read";
      readonly release: Release;
      /** Of `release.json` as it lay there. */
      readonly digest: Digest;
      readonly rollback: RollbackOrder | null;
    };

/** What must not be interrupted (L8). */
export interface Work {
  readonly composing: boolean;
  readonly signing: boolean;
  /** Operations that the platform has not acknowledged. */
  readonly unsynced: number;
}

export interface UpdateInput {
  readonly machine: Machine;
  readonly policy: Pick<UpdatePolicy, "ring" | "window" | "deferralDays">;
  readonly feed: FeedReading;
  readonly seen: Seen | null;
  /** What the platform said at the last check-in; null when it never did. */
  readonly directive: UpdateDirective | null;
  /** The version that the platform turned away at sign-in; null when it did not. */
  readonly turnedAway: string | null;
  /** Versions that failed to start twice, and were left by the launcher. */
  readonly bad: readonly string[];
  /** Downloaded, verified, lying ready; null when nothing is. */
  readonly staged: { readonly version: string; readonly at: Date } | null;
  /** The person asked to be left alone until then; null when not. */
  readonly deferredUntil: Date | null;
  /** The person asked for it now. */
  readonly wanted: boolean;
  readonly work: Work;
  readonly now: Date;
  /** Minutes that local time is ahead of UTC: the window is local time. */
  readonly offsetMinutes: number;
}

export type Direction = "forward" | "back";

export type Decision =
  | { readonly kind: "none"; readonly why: "current" | "unreachable" | "bad-version" | "other-ring" }
  | {
      readonly kind: "wait";
      readonly why: "ring" | "paused" | "clock" | "window" | "work" | "deferred";
      readonly version: string;
      /** When to look again, where it is known. */
      readonly until: Date | null;
      /** The deferral is used up or the version is below the minimum: the window asks at each start. */
      readonly overdue: boolean;
    }
  | { readonly kind: "fetch"; readonly release: Release; readonly artifact: Artifact; readonly direction: Direction }
  | {
      readonly kind: "install";
      readonly version: string;
      readonly direction: Direction;
      /** Until when the person may still put it off; null: no longer. */
      readonly deferrableUntil: Date | null;
    }
  | { readonly kind: "refuse"; readonly code: FailureCode; readonly detail: string };

const DAY_MS = 86_400_000;
/** How long a person may put an update off where the policy does not say. */
export const DEFAULT_DEFERRAL_DAYS = 3;
/** A release that is further ahead of this clock says that the clock is wrong. */
const CLOCK_SLACK_MS = DAY_MS;

type Read = Extract<FeedReading, { readonly kind: "read" }>;

export function decide(input: UpdateInput): Decision {
  const { feed } = input;
  switch (feed.kind) {
    case "unreachable":
      return { kind: "none", why: "unreachable" };
    case "refused":
      return refuse(feed.code, feed.detail);
    case "read":
      return replayed(feed, input.seen) ?? foreign(feed.release, input.machine) ?? decideRead(feed, input);
    default:
      return never(feed);
  }
}

/** What a terminal remembers after a reading that was not refused: it never goes back. */
export function nextSeen(feed: Read, seen: Seen | null): Seen {
  if (seen !== null && seen.serial >= feed.release.serial) return seen;
  return { serial: feed.release.serial, issuedAt: feed.release.issuedAt, digest: feed.digest };
}

/** An older serial, an older date under a newer serial (a stolen, expired key), or two documents under one serial. */
function replayed({ release, digest }: Read, seen: Seen | null): Decision | null {
  if (seen === null) return null;
  if (release.serial < seen.serial) return refuse("E_UPDATE_OLD", "");
  if (release.serial > seen.serial && release.issuedAt < seen.issuedAt) return refuse("E_UPDATE_OLD", "签发时间倒退");
  const isOther = release.serial === seen.serial && digest !== seen.digest;
  return isOther ? refuse("E_UPDATE_FEED", "同一序号有两份内容") : null;
}

function foreign({ edition, version, data }: Release, machine: Machine): Decision | null {
  if (edition !== machine.edition) return refuse("E_UPDATE_OTHER", "发布单属于另一种版本形态");
  const isForward = isOlder(machine.version, version);
  if (isForward && machine.storeSchema !== null && data.opens > machine.storeSchema)
    return refuse("E_UPDATE_OTHER", "新版本已不能打开本机的存储格式，须先装中间版本");
  return null;
}

function decideRead({ release, rollback }: Read, input: UpdateInput): Decision {
  const { machine, bad, staged } = input;
  const { version } = release;
  if (version === machine.version) return { kind: "none", why: "current" };
  const direction: Direction = isOlder(version, machine.version) ? "back" : "forward";
  if (direction === "back" && (rollback === null || !isWithdrawn(rollback, machine.version)))
    return refuse("E_UPDATE_DOWNGRADE", "");
  if (bad.includes(version)) return { kind: "none", why: "bad-version" };
  const artifact = artifactFor(release, machine);
  if (artifact === null) return refuse("E_UPDATE_OTHER", "没有适合本机系统的安装包");
  const isUrgent = direction === "back" || isTooOld(release, input);
  const held = isUrgent ? null : heldByRing(release, input);
  if (held !== null) return held;
  if (staged === null || staged.version !== version) return { kind: "fetch", release, artifact, direction };
  return decideStaged({ version, direction, isUrgent, stagedAt: staged.at }, input);
}

export function artifactFor({ artifacts }: Pick<Release, "artifacts">, { os, arch, kinds }: Machine): Artifact | null {
  const own = artifacts.filter((one) => one.os === os && one.arch === arch);
  for (const kind of kinds) {
    const found = own.find((one) => one.kind === kind);
    if (found !== undefined) return found;
  }
  return null;
}

/** Nobody can sign in with it: the release, the platform's administrators or the platform's refusal say so. */
export function isTooOld(
  { minimumVersion }: Pick<Release, "minimumVersion">,
  { machine: { version }, directive, turnedAway }: Pick<UpdateInput, "machine" | "directive" | "turnedAway">,
): boolean {
  const set = directive?.minimum ?? null;
  return isOlder(version, minimumVersion) || (set !== null && isOlder(version, set)) || turnedAway === version;
}

function heldByRing(release: Release, { policy, directive, now }: UpdateInput): Decision | null {
  const { issuedAt, version } = release;
  const opening = openingOf(release, directive?.ring ?? policy.ring, directive);
  if (opening === null) return { kind: "none", why: "other-ring" };
  const wait = { kind: "wait", version, overdue: false } as const;
  if (now.getTime() + CLOCK_SLACK_MS < Date.parse(issuedAt)) return { ...wait, why: "clock", until: null };
  return now < opening.opens ? { ...wait, why: opening.why, until: opening.opens } : null;
}

interface Staged {
  readonly version: string;
  readonly direction: Direction;
  /** Led back, or below the minimum: neither window nor deferral holds it, work alone does. */
  readonly isUrgent: boolean;
  readonly stagedAt: Date;
}

function decideStaged({ version, direction, isUrgent, stagedAt }: Staged, input: UpdateInput): Decision {
  const { policy, work, now, deferredUntil, wanted } = input;
  const days = policy.deferralDays ?? DEFAULT_DEFERRAL_DAYS;
  const deferrableUntil = new Date(stagedAt.getTime() + days * DAY_MS);
  const overdue = isUrgent || now >= deferrableUntil;
  const wait = { kind: "wait", version, overdue } as const;
  if (!isSafe(work)) return { ...wait, why: "work", until: null };
  const install = { kind: "install", version, direction, deferrableUntil: overdue ? null : deferrableUntil } as const;
  if (isUrgent || wanted) return install;
  if (!overdue && deferredUntil !== null && now < deferredUntil)
    return { ...wait, why: "deferred", until: deferredUntil < deferrableUntil ? deferredUntil : deferrableUntil };
  const opens = windowOpens(policy.window ?? null, now, input.offsetMinutes);
  return opens === null ? install : { ...wait, why: "window", until: opens };
}

/** L8: what a restart would lose or interrupt. */
export const isSafe = ({ composing, signing, unsynced }: Work): boolean => !composing && !signing && unsynced === 0;

type Window = NonNullable<UpdatePolicy["window"]>;

/** When the window opens next; null while it is open. One that ends before it begins goes over midnight. */
export function windowOpens(window: Window | null, now: Date, offsetMinutes: number): Date | null {
  if (window === null || window.from === window.to) return null;
  const local = new Date(now.getTime() + offsetMinutes * MINUTE_MS);
  const at = local.getUTCHours() * 60 + local.getUTCMinutes();
  const [from, to] = [minuteOf(window.from), minuteOf(window.to)];
  const isOpen = from < to ? at >= from && at < to : at >= from || at < to;
  if (isOpen) return null;
  const minutes = (from - at + DAY_MINUTES) % DAY_MINUTES;
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(minute + minutes * MINUTE_MS);
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const refuse = (code: FailureCode, detail: string): Decision => ({ kind: "refuse", code, detail });
