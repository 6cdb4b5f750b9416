/** What 系统管理 may do with accounts: of its own units, and never with its own. */
import { AppError } from "../../shared/failure";
import { isAdministrative, systemRoles } from "../../shared/workflow/duty";
import { managerLimit } from "../../shared/workflow/staff-limits";
import type { Caller } from "../services";
import type { Database, StoredAccount, Work } from "../store/tables";
import { demandGoverned } from "./scope";

/** 管理人员须在职在编 (NC-33), whatever was granted earlier. @throws AppError E_PERM */
function requirePermanent({ account, staff }: Caller): void {
  const limit = managerLimit({ kind: staff, roles: account.roles });
  if (limit !== null) throw new AppError(limit.code, limit.reason);
}

/** @throws AppError E_PERM */
export function requireSystem(caller: Caller): void {
  const { account } = caller;
  requirePermanent(caller);
  if (!account.roles.some((role) => systemRoles.includes(role)))
    throw new AppError("E_PERM", "账号与工作站由系统管理人员办理");
}

/** 系统管理, or 审计, who only look on. @throws AppError E_PERM */
export function requireAdministrative(caller: Caller): void {
  const { account } = caller;
  requirePermanent(caller);
  if (!isAdministrative(account)) throw new AppError("E_PERM", "管理页面供系统管理和审计人员使用");
}

/** What is the whole city's: profile, packs, policy, updates, audit (RP-1). @throws AppError E_PERM */
export function requireCity({ scope }: Caller): void {
  if (!scope.city) throw new AppError("E_PERM", "此事涉及全市，由全市范围的管理人员办理");
}

/** @throws AppError E_NOT_FOUND for another city's too; E_PERM outside the own units (NC-2); E_SOD for one's own */
export async function managedAccount(
  db: Database | Work,
  { account, site, scope }: Caller,
  accountId: string,
): Promise<StoredAccount> {
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("site", "=", site.site)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND");
  demandGoverned(scope, row.unit_id);
  if (row.person_id === account.personId) throw new AppError("E_SOD", "本人的账号由另一位系统管理人员办理");
  return row;
}
