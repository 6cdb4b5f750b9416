/**
 * The way in 进入: a workstation on which an administrator is signed in asks for a ticket and a code. The browser gets the
 * ticket in its address, which other programs of the machine can read; the person types the code (docs/adr/0023).
 */
import type { AdminTicket } from "../../shared/http/admin";
import { audit } from "../audit";
import { requireAdministrative } from "../identity/administration";
import { hashOfSecret, macOfCode, newCode, newSecret, sameText } from "../identity/secret";
import type { Connection } from "../network-floor";
import type { Caller, Services } from "../services";
import type { Tables, Work } from "../store/tables";
import { addressRange } from "./address-range";

const LIFE_MS = 60_000;
const ATTEMPTS = 3;

/** One at a time: a later ticket voids the earlier one. @throws AppError E_PERM */
export function openAdminTicket(services: Services, caller: Caller, connection: Connection): Promise<AdminTicket> {
  requireAdministrative(caller);
  const { accountId } = caller.account;
  // An id begins with a letter, so that no command line takes it for an option.
  const [ticket, code] = [`t${newSecret()}`, newCode()];
  const now = services.clock();
  const expiresAt = new Date(now.getTime() + LIFE_MS).toISOString();
  return services.store.db.transaction().execute(async (work) => {
    await work.deleteFrom("admin_tickets").where("account_id", "=", accountId).execute();
    await work
      .insertInto("admin_tickets")
      .values({
        ticket_hash: hashOfSecret(ticket),
        code_mac: macOfCode(services.pepper, hashOfSecret(ticket), code),
        account_id: accountId,
        family: caller.family,
        address: addressRange(connection.address),
        expires_at: expiresAt,
        attempts: 0,
      })
      .execute();
    await audit(work, now.toISOString(), { event: "admin-ticket", accountId });
    return { ticket, code, expiresAt };
  });
}

interface Given {
  readonly ticket: string;
  readonly code: string;
  readonly address: string;
}

/**
 * The ticket's row, used up. Wrong codes are counted although the transaction of the caller goes on.
 * Null for an unknown, used, late or foreign ticket and for a wrong code: one answer for all.
 */
export async function takeTicket(
  services: Services,
  work: Work,
  { ticket, code, address }: Given,
): Promise<Tables["admin_tickets"] | null> {
  const hash = hashOfSecret(ticket);
  const row = await work
    .selectFrom("admin_tickets")
    .selectAll()
    .where("ticket_hash", "=", hash)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const here = row.address === addressRange(address) && row.expires_at > services.clock().toISOString();
  const right = here && sameText(row.code_mac, macOfCode(services.pepper, hash, code));
  const over = right || row.attempts + 1 >= ATTEMPTS;
  const own = work.deleteFrom("admin_tickets").where("ticket_hash", "=", hash);
  const counted = work
    .updateTable("admin_tickets")
    .set({ attempts: row.attempts + 1 })
    .where("ticket_hash", "=", hash);
  await (over ? own.execute() : counted.execute());
  if (!right) {
    await audit(work, services.clock().toISOString(), { event: "admin-entry-refused", accountId: row.account_id });
    return null;
  }
  return row;
}
