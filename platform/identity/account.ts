/** Accounts and the certificates bound to them by issuer and serial (AU-1). */
import { check } from "../../shared/failure";
import { type Account, type Actor, account } from "../../shared/model/person";
import { systemRoles } from "../../shared/workflow/duty";
import type { Database, StoredAccount, Work } from "../store/tables";

export function accountOf(row: StoredAccount): Account {
  return check(account, {
    accountId: row.account_id,
    personId: row.person_id,
    name: row.name,
    site: row.site,
    unitId: row.unit_id,
    unitName: row.unit_name,
    roles: JSON.parse(row.roles),
  });
}

/**
 * The account as the workflow must see it: a person who is 系统管理 on any account is that on all of them, since duties
 * follow persons, not accounts (requirements 2.6.3).
 */
export async function dutifulAccount(db: Database | Work, row: StoredAccount): Promise<Account> {
  const own = accountOf(row);
  const others = await db
    .selectFrom("accounts")
    .selectAll()
    .where("person_id", "=", row.person_id)
    .where("account_id", "<>", row.account_id)
    .execute();
  const system = others.flatMap((other) => accountOf(other).roles).filter((role) => systemRoles.includes(role));
  return { ...own, roles: [...new Set([...own.roles, ...system])] };
}

export function actorOf({ accountId, personId, name, roles }: Account): Actor {
  return { accountId, personId, name, roles };
}

/** The platform itself, where it acts on its own: 排版出样. */
export const systemActor: Actor = { accountId: "system", personId: "system", name: "平台", roles: [] };

export interface CertificateName {
  readonly issuer: string;
  readonly serial: string;
}

/** The row of the account a certificate is bound to, or null. */
export async function accountOfCertificate(db: Database | Work, name: CertificateName): Promise<StoredAccount | null> {
  const row = await db
    .selectFrom("certificates")
    .innerJoin("accounts", "accounts.account_id", "certificates.account_id")
    .selectAll("accounts")
    .where("certificates.issuer", "=", name.issuer)
    .where("certificates.serial", "=", name.serial)
    .executeTakeFirst();
  return row ?? null;
}
