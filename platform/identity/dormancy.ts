/** Accounts that nobody has used for months (NC-34, AC-3, AC-7): listed, a case opened, the cause found, then decided. */
import type { DormantAccount } from "../../shared/http/account";
import { addMonths } from "../../shared/months";
import { never } from "../../shared/never";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { StoredAccount, Work } from "../store/tables";
import { endSessionsOf } from "./account-state";
import { managedAccount, requireSystem } from "./administration";
import { demandManaging, governedBy } from "./scope";
import { newSecret } from "./secret";

/** @throws AppError E_PERM */
export function listDormant(services: Services, caller: Caller): Promise<DormantAccount[]> {
  requireSystem(caller);
  const { site, profile } = caller.site;
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const rows = await work
      .selectFrom("accounts")
      .selectAll()
      .where("site", "=", site)
      .where("state", "=", "active")
      .where((where) => governedBy(caller.scope, where.ref("unit_id")))
      .orderBy("account_id")
      .execute();
    const dormant: DormantAccount[] = [];
    for (const row of rows) {
      const since = await usedSince(work, row);
      if (addMonths(since, profile.account.dormancyMonths) > at) continue;
      dormant.push(await caseOf(work, row, { since, at }));
    }
    return dormant;
  });
}

/** Last sign-in, enrolment, or the last decision to keep the account, whichever was latest. */
async function usedSince(work: Work, { account_id, last_login_at, enrolled_at }: StoredAccount): Promise<string> {
  const kept = await work
    .selectFrom("dormancy_cases")
    .select((select) => select.fn.max("decided_at").as("at"))
    .where("account_id", "=", account_id)
    .where("decision", "=", "keep")
    .executeTakeFirst();
  return [last_login_at ?? enrolled_at, kept?.at ?? ""].sort().at(-1) ?? enrolled_at;
}

async function caseOf(
  work: Work,
  { account_id, name, unit_name }: StoredAccount,
  { since, at }: { readonly since: string; readonly at: string },
): Promise<DormantAccount> {
  const opened = await work
    .insertInto("dormancy_cases")
    .values({
      case_id: `d${newSecret()}`,
      account_id,
      since,
      opened_at: at,
      cause: null,
      decision: null,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.columns(["account_id", "since"]).doNothing())
    .returning("case_id")
    .executeTakeFirst();
  if (opened !== undefined) await audit(work, at, { event: "dormancy-opened", accountId: account_id });
  const { case_id, opened_at } = await work
    .selectFrom("dormancy_cases")
    .select(["case_id", "opened_at"])
    .where("account_id", "=", account_id)
    .where("since", "=", since)
    .executeTakeFirstOrThrow();
  return { accountId: account_id, name, unitName: unit_name, since, caseId: case_id, openedAt: opened_at };
}

interface Decision {
  readonly accountId: string;
  readonly decision: "keep" | "disable" | "reclaim";
  readonly cause: string;
}

/** Keeping an account that was shut opens it again. @throws AppError E_PERM, E_NOT_FOUND, E_SOD */
export function decideDormancy(services: Services, caller: Caller, given: Decision): Promise<void> {
  requireSystem(caller);
  if (given.decision === "keep") demandManaging(caller.scope);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const row = await managedAccount(work, caller, given.accountId);
    await work
      .insertInto("dormancy_cases")
      .values({
        case_id: `d${newSecret()}`,
        account_id: row.account_id,
        since: await usedSince(work, row),
        opened_at: at,
        ...decided(caller, given, at),
      })
      .onConflict((conflict) => conflict.columns(["account_id", "since"]).doUpdateSet(decided(caller, given, at)))
      .execute();
    await apply(work, row.account_id, given.decision);
    await audit(work, at, {
      event: `dormancy-${given.decision}`,
      accountId: row.account_id,
      detail: caller.account.accountId,
    });
  });
}

const decided = ({ account }: Caller, { decision, cause }: Decision, at: string) => ({
  cause,
  decision,
  decided_by: account.accountId,
  decided_at: at,
});

async function apply(work: Work, accountId: string, decision: Decision["decision"]): Promise<void> {
  const set = (state: StoredAccount["state"]) =>
    work.updateTable("accounts").set({ state }).where("account_id", "=", accountId).execute();
  switch (decision) {
    case "keep":
      await set("active");
      return;
    case "disable":
      await set("disabled");
      await endSessionsOf(work, accountId, "account");
      return;
    case "reclaim":
      await set("reclaimed");
      await work.deleteFrom("certificates").where("account_id", "=", accountId).execute();
      await endSessionsOf(work, accountId, "account");
      return;
    default:
      never(decision);
  }
}
