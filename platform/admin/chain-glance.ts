/** Where a chain stands, at a glance: what a full check reads row by row is not read for the first page. */
import type { Database } from "../store/tables";

export interface ChainGlance {
  readonly rows: number;
  readonly covered: number;
  readonly uncovered: number;
  /** Of the oldest row still there; null without any. */
  readonly oldest: string | null;
  readonly checkpoints: number;
  readonly checkpointAt: string | null;
}

export async function glanceAt(db: Database, chain: string): Promise<ChainGlance> {
  const head = await db.selectFrom("audit_chains").select("seq").where("chain", "=", chain).executeTakeFirst();
  const signed = await db
    .selectFrom("audit_checkpoints")
    .select(["seq", "number", "at"])
    .where("chain", "=", chain)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const oldest = await db
    .selectFrom("audit")
    .select("at")
    .where("chain", "=", chain)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  const [rows, covered] = [head?.seq ?? 0, signed?.seq ?? 0];
  return {
    rows,
    covered,
    uncovered: rows - covered,
    oldest: oldest?.at ?? null,
    checkpoints: signed?.number ?? 0,
    checkpointAt: signed?.at ?? null,
  };
}
