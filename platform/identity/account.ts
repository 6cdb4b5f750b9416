/** Accounts and the certificates bound to them by issuer and serial (AU-1). */
import { type Expression, sql } from "kysely";
import { z } from "zod";
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
  const { rows } = await sql<{ roles: string }>`
    select ${rolesElsewhere(sql.val(row.person_id), sql.val(row.account_id))} as roles`.execute(db);
  return withDuties(row, rows[0]?.roles ?? "[]");
}

type Name = Expression<string>;

/** What the person's other accounts hold: JSON, a list of lists of roles. Part of a statement that knows both names. */
export const rolesElsewhere = (personId: Name, accountId: Name) =>
  sql<string>`(select coalesce(json_agg(other.roles::json), '[]'::json)::text from accounts other
    where other.person_id = ${personId} and other.account_id <> ${accountId})`;

/** Made once: to make a schema costs more than to check by it. */
const listsOfRoles = z.array(account.shape.roles);

export function withDuties(row: StoredAccount, elsewhere: string): Account {
  const own = accountOf(row);
  const others = check(listsOfRoles, JSON.parse(elsewhere));
  const system = others.flat().filter((role) => systemRoles.includes(role));
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
