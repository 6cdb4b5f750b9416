/** Shutting a terminal from afar (AU-11): its session ends, no lease is given there, and the desk wipes its data key. */
import { AppError } from "../../shared/failure";
import type { AccountDevice } from "../../shared/http/account";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import { managedAccount, requireSystem } from "./administration";

/** @throws AppError E_PERM, E_NOT_FOUND, E_SOD */
export async function listDevices(services: Services, caller: Caller, accountId: string): Promise<AccountDevice[]> {
  requireSystem(caller);
  const { db } = services.store;
  await managedAccount(db, caller, accountId);
  const rows = await db
    .selectFrom("devices")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("last_at", "desc")
    .execute();
  return rows.map(({ device, first_at, last_at, refused_at }) => ({
    device,
    firstAt: first_at,
    lastAt: last_at,
    refusedAt: refused_at,
  }));
}

interface DeviceChange {
  readonly accountId: string;
  readonly device: string;
  readonly refused: boolean;
  readonly reason: string;
}

/** @throws AppError E_PERM, E_NOT_FOUND, E_SOD */
export function setDevice(services: Services, caller: Caller, change: DeviceChange): Promise<void> {
  requireSystem(caller);
  const { accountId, device, refused, reason } = change;
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    await managedAccount(work, caller, accountId);
    const known = await work
      .updateTable("devices")
      .set({ refused_at: refused ? at : null })
      .where("account_id", "=", accountId)
      .where("device", "=", device)
      .executeTakeFirst();
    if (known.numUpdatedRows === 0n) throw new AppError("E_NOT_FOUND");
    // The access token ends at once; the family stays, so that the desk hears why at its next renewal.
    if (refused)
      await work.deleteFrom("sessions").where("account_id", "=", accountId).where("device", "=", device).execute();
    const event = refused ? "device-refused" : "device-allowed";
    await audit(work, at, { event, accountId, detail: `${device} ${caller.account.accountId} ${reason}` });
  });
}
