/**
 * Recovery of local stores: asked for by the person's key, approved by 系统管理 who is another person, given out once per
 * approval within a day, each step in the audit. The share goes sealed to the desk and is never stored.
 */
import { sealBox } from "../../node/sealed-box";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { type RecoveryAsked, type RecoveryGiven, type RecoveryOpened, recoveryView } from "../../shared/http/recovery";
import { replyLabel } from "../../shared/trust/recovery";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";
import { managedAccount, requireSystem } from "./administration";
import { type Proven, provenBy } from "./recovery-statement";
import { governedBy } from "./scope";
import { newSecret } from "./secret";

/** An approval is for the day it was asked for. */
const GOOD_FOR_MS = 24 * 3_600_000;

/** @throws AppError as `provenBy` */
export async function askRecovery(services: Services, asked: RecoveryAsked): Promise<RecoveryOpened> {
  const proven = await provenBy(services, asked, "request");
  proven.share.fill(0);
  return services.store.db.transaction().execute(async (work) => {
    const known = await newest(work, proven);
    if (known !== null && (known.state === "waiting" || isGood(services, known))) return openedOf(known);
    return openedOf(await open(work, services, proven));
  });
}

async function open(
  work: Work,
  services: Services,
  { account, statement, site }: Proven,
): Promise<Tables["recoveries"]> {
  const at = services.clock().toISOString();
  const row = {
    recovery_id: `r${newSecret().slice(0, 20)}`,
    site: site.site,
    account_id: account.account_id,
    store_id: statement.storeId,
    kid: statement.kid,
    device: statement.device,
    requested_at: at,
    state: "waiting",
    decided_by: "",
    reason: "",
    decided_at: null,
    released_at: null,
  };
  await work.insertInto("recoveries").values(row).execute();
  await audit(work, at, { event: "recovery-asked", accountId: account.account_id, detail: statement.storeId });
  return row;
}

/** @throws AppError E_RECOVERY until it is approved, after a day, and once it was given out */
export async function giveRecovery(services: Services, asked: RecoveryAsked): Promise<RecoveryGiven> {
  const proven = await provenBy(services, asked, "receive");
  const { statement, share, account } = proven;
  try {
    const at = services.clock().toISOString();
    await services.store.db.transaction().execute(async (work) => {
      const row = await newest(work, proven);
      if (row === null || !isGood(services, row)) throw new AppError("E_RECOVERY");
      const given = await work
        .updateTable("recoveries")
        .set({ state: "released", released_at: at })
        .where("recovery_id", "=", row.recovery_id)
        .where("state", "=", "approved")
        .returning("recovery_id")
        .executeTakeFirst();
      if (given === undefined) throw new AppError("E_RECOVERY", "这次批准已经用过");
      await audit(work, at, { event: "recovery-given", accountId: account.account_id, detail: statement.storeId });
    });
    return { sealed: toBase64(sealBox(fromBase64(statement.replyTo), share, replyLabel(statement))) };
  } finally {
    share.fill(0);
  }
}

/** @throws AppError E_PERM */
export async function listRecoveries(services: Services, caller: Caller) {
  requireSystem(caller);
  const rows = await services.store.db
    .selectFrom("recoveries")
    .innerJoin("accounts", "accounts.account_id", "recoveries.account_id")
    .selectAll("recoveries")
    .select(["accounts.name", "accounts.unit_name"])
    .where("recoveries.site", "=", caller.site.site)
    .where((where) => governedBy(caller.scope, where.ref("accounts.unit_id")))
    .orderBy("requested_at", "desc")
    .limit(200)
    .execute();
  return rows.map((row) =>
    check(recoveryView, {
      recoveryId: row.recovery_id,
      name: row.name,
      unitName: row.unit_name,
      storeId: row.store_id,
      device: row.device,
      requestedAt: row.requested_at,
      state: row.state,
      decidedBy: row.decided_by,
    }),
  );
}

interface Decision {
  readonly recoveryId: string;
  readonly approve: boolean;
  readonly reason: string;
}

/** @throws AppError E_PERM, E_NOT_FOUND, E_SOD for one's own, E_STATE for one that was decided */
export async function decideRecovery(services: Services, caller: Caller, decision: Decision): Promise<void> {
  requireSystem(caller);
  const { recoveryId, approve, reason } = decision;
  const at = services.clock().toISOString();
  await services.store.db.transaction().execute(async (work) => {
    const row = await work
      .selectFrom("recoveries")
      .selectAll()
      .where("recovery_id", "=", recoveryId)
      .where("site", "=", caller.site.site)
      .executeTakeFirst();
    if (row === undefined) throw new AppError("E_NOT_FOUND");
    await managedAccount(work, caller, row.account_id);
    const decided = await work
      .updateTable("recoveries")
      .set({ state: approve ? "approved" : "refused", decided_by: caller.account.name, reason, decided_at: at })
      .where("recovery_id", "=", recoveryId)
      .where("state", "=", "waiting")
      .returning("recovery_id")
      .executeTakeFirst();
    if (decided === undefined) throw new AppError("E_STATE", "这份申请已经办理");
    const event = approve ? "recovery-approved" : "recovery-refused";
    await audit(work, at, { event, accountId: caller.account.accountId, detail: `${recoveryId} ${row.account_id}` });
  });
}

async function newest(work: Work, { account, statement }: Proven): Promise<Tables["recoveries"] | null> {
  const row = await work
    .selectFrom("recoveries")
    .selectAll()
    .where("account_id", "=", account.account_id)
    .where("store_id", "=", statement.storeId)
    .where("kid", "=", statement.kid)
    .orderBy("requested_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

const isGood = ({ clock }: Services, { state, decided_at }: Tables["recoveries"]): boolean =>
  state === "approved" && decided_at !== null && Date.parse(decided_at) + GOOD_FOR_MS > clock().getTime();

const openedOf = ({ recovery_id, state }: Tables["recoveries"]): RecoveryOpened => ({
  recoveryId: recovery_id,
  state: recoveryView.shape.state.parse(state),
});
