/**
 * Purging 清除: rows older than six months may go (LG-2, NY-21), up to a checkpoint, so that the rest still hangs on
 * something signed. The database refuses younger rows by its own clock as well (migrations/audit-chains.ts).
 */
import { AppError } from "../../shared/failure";
import { addMonths } from "../../shared/months";
import { audit } from "../audit";
import type { Services } from "../services";
import type { Work } from "../store/tables";
import { type ChainState, verifyChains } from "./verification";

/** 六个月 */
const KEPT_MONTHS = 6;
/** The largest `integer` of PostgreSQL. */
const BEYOND_ALL = 2_147_483_647;

export interface Purged {
  readonly chain: string;
  readonly from: number;
  readonly to: number;
}

/** @throws AppError E_RETENTION for a moment less than six months ago, E_AUDIT for a chain that does not hold */
export async function purgeAudit(
  services: Pick<Services, "store" | "sites" | "check" | "clock">,
  before: Date,
): Promise<readonly Purged[]> {
  const limit = addMonths(services.clock().toISOString(), -KEPT_MONTHS);
  if (before.toISOString() > limit) throw new AppError("E_RETENTION");
  const { db } = services.store;
  const states = await verifyChains(db, services);
  const at = services.clock().toISOString();
  return db.transaction().execute(async (work) => {
    const purged: Purged[] = [];
    for (const state of states) {
      const to = await lastPurgeable(work, state, before.toISOString());
      if (to === null || to < state.first) continue;
      await work.deleteFrom("audit").where("chain", "=", state.chain).where("seq", "<=", to).execute();
      purged.push({ chain: state.chain, from: state.first, to });
      await audit(work, at, { event: "audit-purged", site: state.chain, detail: `${state.first}-${to}` });
    }
    return purged;
  });
}

/** The newest checkpoint with nothing young before it. */
async function lastPurgeable(work: Work, { chain }: ChainState, before: string): Promise<number | null> {
  const young = await work
    .selectFrom("audit")
    .select("seq")
    .where("chain", "=", chain)
    .where("at", ">=", before)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  const row = await work
    .selectFrom("audit_checkpoints")
    .select("seq")
    .where("chain", "=", chain)
    .where("seq", "<", young?.seq ?? BEYOND_ALL)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}
