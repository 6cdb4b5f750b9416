/** Accounts and the certificates bound to them by issuer and serial (AU-1). */
import { check } from "../../shared/failure";
import { type Account, type Actor, account } from "../../shared/model/person";
import type { Database, Tables, Work } from "../store/tables";

export function accountOf(row: Tables["accounts"]): Account {
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
export async function accountOfCertificate(
  db: Database | Work,
  name: CertificateName,
): Promise<Tables["accounts"] | null> {
  const row = await db
    .selectFrom("certificates")
    .innerJoin("accounts", "accounts.account_id", "certificates.account_id")
    .selectAll("accounts")
    .where("certificates.issuer", "=", name.issuer)
    .where("certificates.serial", "=", name.serial)
    .executeTakeFirst();
  return row ?? null;
}
