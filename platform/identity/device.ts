/** Terminals an account was used on (AU-9), and those that were shut from afar: their lease is refused (AU-11). */
import { AppError } from "../../shared/failure";
import { audit } from "../audit";
import type { Database, Work } from "../store/tables";

interface Use {
  readonly accountId: string;
  readonly device: string;
  readonly at: string;
}

/** @throws AppError E_DEVICE_REFUSED */
export async function refuseDevice(db: Database | Work, accountId: string, device: string): Promise<void> {
  const row = await db
    .selectFrom("devices")
    .select("refused_at")
    .where("account_id", "=", accountId)
    .where("device", "=", device)
    .executeTakeFirst();
  if (row !== undefined && row.refused_at !== null) throw new AppError("E_DEVICE_REFUSED");
}

/** Remembers that an account was used on a device; a device it was never used on is an event of its own. */
export async function noteDevice(work: Work, { accountId, device, at }: Use): Promise<void> {
  const known = await work
    .updateTable("devices")
    .set({ last_at: at })
    .where("account_id", "=", accountId)
    .where("device", "=", device)
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return;
  const row = { account_id: accountId, device, first_at: at, last_at: at, refused_at: null };
  await work.insertInto("devices").values(row).execute();
  await audit(work, at, { event: "device-new", accountId, detail: device });
}
