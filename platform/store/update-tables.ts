/** Tables of what administrators set about updates (migrations/update-settings.ts); each row says who, why and when. */
import type { Ring } from "../../shared/model/policy";

interface SetRow {
  readonly reason: string;
  readonly set_by: string;
  readonly set_at: string;
}

interface UpdateRingRow extends SetRow {
  readonly site: string;
  /** Nearest first: `terminal`, then `unit`, then `city`. */
  readonly scope: "terminal" | "unit" | "city";
  /** A device or a unit; empty for the city. */
  readonly target: string;
  readonly ring: Ring;
}

interface UpdateHoldRow extends SetRow {
  readonly site: string;
  readonly ring: Ring;
  readonly paused_until: string | null;
  readonly delay_days: number;
}

interface UpdateMinimumRow extends SetRow {
  readonly site: string;
  /** Empty for the whole city. */
  readonly unit_id: string;
  readonly version: string;
}

export interface UpdateTables {
  readonly update_rings: UpdateRingRow;
  readonly update_holds: UpdateHoldRow;
  readonly update_minima: UpdateMinimumRow;
}
