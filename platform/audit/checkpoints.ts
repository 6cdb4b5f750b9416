/**
 * Makes checkpoints: every thousand rows or ten minutes, by whichever process looks first. A chain is followed from the
 * checkpoint before, so that a broken one is never signed.
 */
import { FIRST } from "../../shared/audit/chain";
import type { Checkpoint } from "../../shared/audit/checkpoint";
import { fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { check } from "../../shared/failure";
import { digest } from "../../shared/schema";
import { signDetached } from "../../shared/trust/cms";
import type { Services } from "../services";
import type { Tables } from "../store/tables";
import { follow, signingSite } from "./verification";

const ROWS = 1_000;
const EVERY_MS = 10 * 60_000;

/** Looks at every chain. @throws AppError E_AUDIT for a chain that is broken, once the others had their turn */
export async function makeDueCheckpoints(services: Services): Promise<void> {
  const heads = await services.store.db.selectFrom("audit_chains").selectAll().orderBy("chain").execute();
  const faults: unknown[] = [];
  for (const head of heads)
    await checkpointIf(services, head, isDue(services.clock())).catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw faults[0];
}

type Last = Tables["audit_checkpoints"] | null;
type Due = (head: Tables["audit_chains"], last: Last) => boolean;

const isDue =
  (now: Date): Due =>
  (head, last) =>
    head.seq - (last?.seq ?? 0) >= ROWS || now.getTime() - Date.parse(last?.at ?? "1970-01-01") >= EVERY_MS;

/** Covers every row that is in the chain now. @throws AppError E_AUDIT for a chain that is broken */
export async function checkpointNow(services: Services, chain: string): Promise<void> {
  const { db } = services.store;
  const head = await db.selectFrom("audit_chains").selectAll().where("chain", "=", chain).executeTakeFirst();
  if (head !== undefined) await checkpointIf(services, head, () => true);
}

async function checkpointIf(services: Services, head: Tables["audit_chains"], due: Due): Promise<void> {
  const { db } = services.store;
  const last = await lastCheckpoint(services, head.chain);
  const site = signingSite(head.chain, services.sites);
  if (site === null || head.seq <= (last?.seq ?? 0) || !due(head, last)) return;
  const from = { seq: last?.seq ?? 0, hash: last?.hash ?? FIRST };
  await follow(db, { chain: head.chain, from, to: head.seq, signed: new Map([[head.seq, head.hash]]) });
  const said: Checkpoint = {
    type: "caibian-audit-checkpoint/1",
    site,
    chain: head.chain,
    number: (last?.number ?? 0) + 1,
    seq: head.seq,
    hash: check(digest, head.hash),
    previous: last === null ? null : digestOf(utf8(last.document)),
    at: services.clock().toISOString(),
  };
  const bytes = canonicalBytes(said);
  const signature = toBase64(await signDetached(bytes, services.receiptSigner(site), said.at));
  const { chain, number, seq, hash, at } = said;
  await db
    .insertInto("audit_checkpoints")
    .values({ chain, number, seq, hash, at, document: fromUtf8(bytes), signature })
    // Another process made the one of this number: it covers as much or the next look does.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function lastCheckpoint({ store }: Services, chain: string): Promise<Last> {
  const row = await store.db
    .selectFrom("audit_checkpoints")
    .selectAll()
    .where("chain", "=", chain)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
