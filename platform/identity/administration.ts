/** What 系统管理 may do with accounts: of its own city, and never with its own. */
import { AppError } from "../../shared/failure";
import { isAdministrative, systemRoles } from "../../shared/workflow/duty";
import type { Caller } from "../services";
import type { Database, StoredAccount, Work } from "../store/tables";

/** @throws AppError E_PERM */
export function requireSystem({ account }: Caller): void {
  if (!account.roles.some((role) => systemRoles.includes(role)))
    throw new AppError("E_PERM", "账号与工作站由系统管理人员办理");
}

/** 系统管理, or 审计, who only look on. @throws AppError E_PERM */
export function requireAdministrative({ account }: Caller): void {
  if (!isAdministrative(account)) throw new AppError("E_PERM", "限系统管理和审计人员");
}

/** @throws AppError E_NOT_FOUND for an account of another city too; E_SOD for one's own */
export async function managedAccount(
  db: Database | Work,
  { account, site }: Caller,
  accountId: string,
): Promise<StoredAccount> {
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("site", "=", site.site)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND");
  if (row.person_id === account.personId) throw new AppError("E_SOD", "本人的账号由另一位系统管理人员办理");
  return row;
}
