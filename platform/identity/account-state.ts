/** Accounts that may no longer be used: shut after dormancy (NC-34), or past the end of a contract (NC-33, AC-6). */
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import type { Services } from "../services";
import type { EndOfSession, StoredAccount, Work } from "../store/tables";

/** @throws AppError E_DORMANT, E_EXPIRED */
export async function refuseEnded(services: Services, account: StoredAccount): Promise<void> {
  if (account.state !== "active") throw new AppError("E_DORMANT");
  const at = services.clock().toISOString();
  if (account.ends_at === null || account.ends_at > at) return;
  await services.store.db.transaction().execute(async (work) => {
    const unbound = await work.deleteFrom("certificates").where("account_id", "=", account.account_id).execute();
    await endSessionsOf(work, account.account_id, "account");
    if (unbound.some(({ numDeletedRows }) => numDeletedRows > 0n))
      await audit(work, at, { event: "account-ended", accountId: account.account_id });
  });
  throw new AppError("E_EXPIRED");
}

/** Ends every session of an account at once. */
export async function endSessionsOf(work: Work, accountId: string, ended: EndOfSession): Promise<void> {
  await work.deleteFrom("sessions").where("account_id", "=", accountId).execute();
  await work
    .updateTable("session_families")
    .set({ ended })
    .where("account_id", "=", accountId)
    .where("ended", "is", null)
    .execute();
}
