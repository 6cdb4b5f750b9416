/** Sign-in is refused below the minimum that administrators set for the city or for a unit (BD-3), once it is known whose. */
import { AppError } from "../../shared/failure";
import type { DeskVersion } from "../../shared/http/desk-version";
import { isOlder } from "../../shared/update/version";
import type { Database, StoredAccount } from "../store/tables";
import { minimumFor } from "./directive";

/** @throws AppError E_VERSION, for a desk that does not say its version too */
export async function demandSetVersion(
  db: Database,
  { site, unit_id: unitId }: Pick<StoredAccount, "site" | "unit_id">,
  desk: DeskVersion | null,
): Promise<void> {
  const minimum = await minimumFor(db, { site, unitId });
  if (minimum !== null && isOlder(desk?.version ?? "0.0.0", minimum))
    throw new AppError("E_VERSION", `最低版本 ${minimum}`);
}
