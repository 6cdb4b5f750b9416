/**
 * Accounts that may not be used: shut after dormancy (NC-34), past the end of a contract (NC-33, AC-6), or without the
 * conditions that come before the post (RP-7). Asked at sign-in, at each renewal and at each call.
 */
import { AppError, check } from "../../shared/failure";
import { type ContractRecord, contractRecord } from "../../shared/model/staff";
import { dayOf } from "../../shared/proofreading/run";
import { missingForRights } from "../../shared/workflow/activation";
import { audit } from "../audit";
import type { Services } from "../services";
import type { EndOfSession, StoredAccount, Work } from "../store/tables";

/** @throws AppError E_DORMANT, E_EXPIRED, E_UNTRAINED */
export async function refuseUnusable(services: Services, account: StoredAccount): Promise<void> {
  if (account.state !== "active") throw new AppError("E_DORMANT");
  const at = services.clock().toISOString();
  if (account.ends_at !== null && account.ends_at <= at) {
    await endAccount(services, account, at);
    throw new AppError("E_EXPIRED");
  }
  const missing = account.gate_from <= at ? missingOf(account, at) : [];
  if (missing.length > 0) throw new AppError("E_UNTRAINED", `尚缺：${missing.join("、")}`);
}

async function endAccount(services: Services, account: StoredAccount, at: string): Promise<void> {
  await services.store.db.transaction().execute(async (work) => {
    const unbound = await work.deleteFrom("certificates").where("account_id", "=", account.account_id).execute();
    await endSessionsOf(work, account.account_id, "account");
    if (unbound.some(({ numDeletedRows }) => numDeletedRows > 0n))
      await audit(work, at, { event: "account-ended", accountId: account.account_id });
  });
}

/** What an account lacks before it has rights, in words. */
export function missingOf(account: StoredAccount, at: string): readonly string[] {
  return missingForRights({
    vettedOn: account.vetted_on,
    trainedOn: account.trained_on,
    contract: account.staff === "permanent" ? null : { from: contractOf(account)?.from ?? null },
    today: dayOf(at),
  });
}

/** Null for 在编, and for accounts older than the record. */
export const contractOf = ({ contract }: Pick<StoredAccount, "contract">): ContractRecord | null =>
  contract === null ? null : check(contractRecord, JSON.parse(contract));

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
