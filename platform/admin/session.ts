/**
 * One browser with the administrators' pages open: at most eight hours, fifteen minutes without a page, and never longer
 * than the workstation's own session. Rights are read anew for each page, so a change of the account counts at once.
 */
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import { rolesElsewhere, withDuties } from "../identity/account";
import { refuseUnusable } from "../identity/account-state";
import { requireAdministrative } from "../identity/administration";
import { refuseDevice } from "../identity/device";
import { readScope, scopeOf } from "../identity/scope";
import { hashOfSecret, newSecret } from "../identity/secret";
import { allowed, type Connection } from "../network-floor";
import type { Caller, Services } from "../services";
import type { Tables } from "../store/tables";
import { addressRange } from "./address-range";
import { takeTicket } from "./ticket";

const LIFE_MS = 8 * 3_600_000;
const IDLE_MS = 15 * 60_000;
/** A page within this time writes nothing. */
const NOTED_MS = 30_000;
const CONFIRMED_MS = 10 * 60_000;

export interface AdminSession {
  readonly caller: Caller;
  readonly tokenHash: string;
  /** The desk's terminal. */
  readonly device: string;
  /** Until when weighty acts need no fresh code; null when one is due. */
  readonly confirmedUntil: string | null;
  readonly endsAt: string;
}

/** Answers the cookie's value. @throws AppError E_ADMIN_ENTRY */
export async function enterAdmin(
  services: Services,
  given: { readonly ticket: string; readonly code: string; readonly address: string },
): Promise<string> {
  const token = newSecret();
  const now = services.clock();
  const at = now.toISOString();
  const entered = await services.store.db.transaction().execute(async (work) => {
    const ticket = await takeTicket(services, work, given);
    if (ticket === null) return false;
    const { account_id, family, address } = ticket;
    const desk = await work
      .selectFrom("session_families")
      .select("ends_at")
      .where("family", "=", family)
      .where("ended", "is", null)
      .executeTakeFirst();
    if (desk === undefined) return false;
    await work.deleteFrom("admin_sessions").where("account_id", "=", account_id).execute();
    const ends = Math.min(now.getTime() + LIFE_MS, Date.parse(desk.ends_at));
    await work
      .insertInto("admin_sessions")
      .values({
        token_hash: hashOfSecret(token),
        account_id,
        family,
        address,
        opened_at: at,
        seen_at: at,
        ends_at: new Date(ends).toISOString(),
        confirmed_at: null,
      })
      .execute();
    await audit(work, at, { event: "admin-entered", accountId: account_id });
    return true;
  });
  if (!entered) throw new AppError("E_ADMIN_ENTRY");
  return token;
}

/** @throws AppError E_ADMIN_SESSION, E_PERM, E_NET, E_DEVICE_REFUSED, E_DORMANT, E_EXPIRED, E_UNTRAINED */
export async function adminSessionOf(services: Services, token: string, connection: Connection): Promise<AdminSession> {
  const tokenHash = hashOfSecret(token);
  const row = await rowOf(services, tokenHash);
  const now = services.clock().getTime();
  const site = row === undefined ? undefined : services.sites.get(row.site);
  if (row === undefined || site === undefined || !lives(row, { now, connection }))
    throw new AppError("E_ADMIN_SESSION");
  await refuseUnusable(services, row);
  await refuseDevice(services.store.db, row.account_id, row.device);
  if (!allowed(connection, site.profile.extranet, services.demo)) throw new AppError("E_NET");
  const { family, device, staff } = row;
  const account = withDuties(row, row.elsewhere);
  const scope = readScope(row.scope);
  const caller = { account, site, staff, scope, expiresAt: row.session_ends, tokenHash, family };
  requireAdministrative(caller);
  if (Date.parse(row.seen_at) + NOTED_MS < now) await noteSeen(services, tokenHash);
  return { caller, tokenHash, device, confirmedUntil: confirmedUntil(row, now), endsAt: row.session_ends };
}

function rowOf({ store }: Services, tokenHash: string) {
  return store.db
    .selectFrom("admin_sessions")
    .innerJoin("accounts", "accounts.account_id", "admin_sessions.account_id")
    .innerJoin("session_families", "session_families.family", "admin_sessions.family")
    .selectAll("accounts")
    .select(["admin_sessions.address", "admin_sessions.seen_at", "admin_sessions.ends_at as session_ends"])
    .select(["admin_sessions.confirmed_at", "session_families.device", "session_families.ended"])
    .select(["session_families.family", "session_families.ends_at as family_ends"])
    .select(({ ref }) => rolesElsewhere(ref("accounts.person_id"), ref("accounts.account_id")).as("elsewhere"))
    .select(({ ref }) => scopeOf(ref("accounts.site"), ref("accounts.unit_id")).as("scope"))
    .where("admin_sessions.token_hash", "=", tokenHash)
    .executeTakeFirst();
}

type Row = NonNullable<Awaited<ReturnType<typeof rowOf>>>;

/** Neither it nor the workstation's session is over, and it is used where it was opened. */
function lives(row: Row, { now, connection }: { readonly now: number; readonly connection: Connection }): boolean {
  const past = (time: string) => Date.parse(time) <= now;
  return (
    row.ended === null &&
    !past(row.session_ends) &&
    !past(row.family_ends) &&
    Date.parse(row.seen_at) + IDLE_MS > now &&
    row.address === addressRange(connection.address)
  );
}

function confirmedUntil({ confirmed_at }: Pick<Tables["admin_sessions"], "confirmed_at">, now: number): string | null {
  if (confirmed_at === null) return null;
  const until = Date.parse(confirmed_at) + CONFIRMED_MS;
  return until > now ? new Date(until).toISOString() : null;
}

async function noteSeen({ store, clock }: Services, tokenHash: string): Promise<void> {
  await store.db
    .updateTable("admin_sessions")
    .set({ seen_at: clock().toISOString() })
    .where("token_hash", "=", tokenHash)
    .execute();
}

export function leaveAdmin(services: Services, { caller, tokenHash }: AdminSession): Promise<void> {
  return services.store.db.transaction().execute(async (work) => {
    await work.deleteFrom("admin_sessions").where("token_hash", "=", tokenHash).execute();
    const { accountId } = caller.account;
    await audit(work, services.clock().toISOString(), { event: "admin-left", accountId });
  });
}
