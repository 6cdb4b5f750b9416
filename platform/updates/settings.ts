/**
 * Setting rings, pauses and minimum versions (BD-3): 系统管理 alone, each with a reason, into the audit. What a release signs is
 * the floor: a minimum below it is refused, and so is one that no version on offer reaches, which would shut everybody out.
 */
import { AppError } from "../../shared/failure";
import { releaseVersion } from "../../shared/model/build-identity";
import { type Ring, ring } from "../../shared/model/policy";
import { MOST_DELAY_DAYS, MOST_HELD_DAYS } from "../../shared/update/directive";
import { isOlder } from "../../shared/update/version";
import { audit } from "../audit";
import { requireCity, requireSystem } from "../identity/administration";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";

const DAY_MS = 86_400_000;

export interface RingWish {
  readonly scope: Tables["update_rings"]["scope"];
  readonly target: string;
  /** Null: as its policy or what is above it says. */
  readonly ring: Ring | null;
  readonly reason: string;
}

/** @throws AppError E_PERM, E_FORM, E_NOT_FOUND */
export function assignRing(services: Services, caller: Caller, wish: RingWish): Promise<void> {
  const { scope, reason } = wish;
  const target = scope === "city" ? "" : wish.target;
  return setting(services, caller, reason, async (work, who) => {
    await demandTarget(work, caller, { scope, target });
    const { site } = caller.site;
    await work
      .deleteFrom("update_rings")
      .where("site", "=", site)
      .where("scope", "=", scope)
      .where("target", "=", target)
      .execute();
    if (wish.ring !== null)
      await work
        .insertInto("update_rings")
        .values({ site, scope, target, ring: wish.ring, ...who })
        .execute();
    const about = `${scope} ${target || "-"} ${wish.ring ?? "-"}`;
    await note(work, caller, { ...who, event: "ring-assigned", about });
  });
}

export interface HoldWish {
  readonly ring: Ring;
  readonly pausedUntil: string | null;
  readonly delayDays: number;
  readonly reason: string;
}

/** Nothing to wait for: the ring goes on. @throws AppError E_PERM, E_FORM */
export function holdRing(services: Services, caller: Caller, wish: HoldWish): Promise<void> {
  const { pausedUntil, delayDays, reason } = wish;
  const now = services.clock().getTime();
  const ends = pausedUntil === null ? null : Date.parse(pausedUntil);
  if (ends !== null && !(ends > now && ends <= now + MOST_HELD_DAYS * DAY_MS))
    throw new AppError("E_FORM", `暂停须写明截止日期，最长 ${MOST_HELD_DAYS} 天`);
  if (!(Number.isInteger(delayDays) && delayDays >= 0 && delayDays <= MOST_DELAY_DAYS))
    throw new AppError("E_FORM", `延后须为 0 至 ${MOST_DELAY_DAYS} 天`);
  return setting(services, caller, reason, async (work, who) => {
    const { site } = caller.site;
    await work.deleteFrom("update_holds").where("site", "=", site).where("ring", "=", wish.ring).execute();
    if (pausedUntil !== null || delayDays > 0)
      await work
        .insertInto("update_holds")
        .values({ site, ring: wish.ring, paused_until: pausedUntil, delay_days: delayDays, ...who })
        .execute();
    const about = `${wish.ring} ${pausedUntil ?? "-"} ${delayDays}`;
    await note(work, caller, { ...who, event: "ring-held", about });
  });
}

export interface MinimumWish {
  /** Empty for the whole city. */
  readonly unitId: string;
  /** Null: none any more. */
  readonly version: string | null;
  readonly reason: string;
}

/** What a minimum may lie between; nulls where the releases say nothing. */
export interface MinimumBounds {
  readonly signed: string | null;
  readonly reachable: string | null;
}

/** @throws AppError E_PERM, E_FORM, E_NOT_FOUND, E_STATE where no version is known to be had */
export function setMinimum(
  services: Services,
  caller: Caller,
  { unitId, version, reason, bounds }: MinimumWish & { readonly bounds: MinimumBounds },
): Promise<void> {
  requireSystem(caller);
  requireCity(caller);
  if (version !== null) refuseUnreachable(version, bounds);
  return setting(services, caller, reason, async (work, who) => {
    if (unitId !== "") await demandTarget(work, caller, { scope: "unit", target: unitId });
    const { site } = caller.site;
    await work.deleteFrom("update_minima").where("site", "=", site).where("unit_id", "=", unitId).execute();
    if (version !== null)
      await work
        .insertInto("update_minima")
        .values({ site, unit_id: unitId, version, ...who })
        .execute();
    await note(work, caller, { ...who, event: "minimum-version", about: `${unitId || "city"} ${version ?? "-"}` });
  });
}

function refuseUnreachable(version: string, { signed, reachable }: MinimumBounds): void {
  if (!releaseVersion.safeParse(version).success) throw new AppError("E_FORM", "最低版本的写法如 1.2.0");
  if (reachable === null) throw new AppError("E_STATE", "还不知道有哪个版本可装，暂不能设定最低版本");
  if (isOlder(reachable, version))
    throw new AppError("E_FORM", `目前可装的最高版本是 ${reachable}，设得更高谁也登录不了`);
  if (signed !== null && isOlder(version, signed))
    throw new AppError("E_FORM", `发布单规定的最低版本是 ${signed}，不能放宽`);
}

export const ringIn = (text: string): Ring | null => ring.safeParse(text).data ?? null;

type Who = Pick<Tables["update_rings"], "reason" | "set_by" | "set_at">;

function setting(
  services: Services,
  caller: Caller,
  reason: string,
  work: (work: Work, who: Who) => Promise<void>,
): Promise<void> {
  requireSystem(caller);
  requireCity(caller);
  if (reason.length < 2 || reason.length > 200) throw new AppError("E_FORM", "请写明原因，2 至 200 字");
  const who = { reason, set_by: caller.account.name, set_at: services.clock().toISOString() };
  return services.store.db.transaction().execute((open) => work(open, who));
}

type Target = Pick<RingWish, "scope" | "target">;

/** @throws AppError E_NOT_FOUND for another city's too */
async function demandTarget(work: Work, { site: { site } }: Caller, { scope, target }: Target): Promise<void> {
  if (scope === "city") return;
  const found =
    scope === "unit"
      ? await work
          .selectFrom("units")
          .select("unit_id")
          .where("site", "=", site)
          .where("unit_id", "=", target)
          .executeTakeFirst()
      : await work
          .selectFrom("fleet")
          .select("device")
          .where("site", "=", site)
          .where("device", "=", target)
          .executeTakeFirst();
  if (found === undefined) throw new AppError("E_NOT_FOUND", scope === "unit" ? "没有这个单位" : "没有这台工作站");
}

interface Noted extends Who {
  readonly event: string;
  readonly about: string;
}

function note(work: Work, { account, site }: Caller, { reason, set_at, event, about }: Noted): Promise<void> {
  const detail = `${about} ${reason}`;
  return audit(work, set_at, { event, site: site.site, accountId: account.accountId, detail });
}
