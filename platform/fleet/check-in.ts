/** What workstations say of themselves (L12): one row for each, written over. The terminal is the session's own. */
import type { CheckedIn, FleetState } from "../../shared/http/fleet";
import type { Caller, Services } from "../services";
import { directiveFor } from "../updates/directive";

export async function checkIn(services: Services, caller: Caller, said: FleetState): Promise<CheckedIn> {
  const at = services.clock().toISOString();
  const { device } = await services.store.db
    .selectFrom("session_families")
    .select("device")
    .where("family", "=", caller.family)
    .executeTakeFirstOrThrow();
  const place = { site: caller.site.site, device, unitId: caller.account.unitId };
  const { ring: own } = said;
  const updates = own === undefined ? null : await directiveFor(services.store.db, place, own);
  const state = {
    account_id: caller.account.accountId,
    version: said.version,
    edition: said.edition,
    locked: said.locked,
    policy_hash: said.policyHash,
    policy_serial: said.policySerial,
    unsynced: said.unsynced,
    oldest: said.oldest,
    clock_offset: said.clockOffset,
    ring: updates?.ring ?? own ?? null,
    last_at: at,
  };
  await services.store.db
    .insertInto("fleet")
    .values({ site: caller.site.site, device, first_at: at, ...state })
    .onConflict((conflict) => conflict.columns(["site", "device"]).doUpdateSet(state))
    .execute();
  return { serverTime: at, ...(updates === null ? {} : { updates }) };
}
