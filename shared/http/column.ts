/** Columns 栏目 of a site, with the unit each belongs to and whether the caller's unit may feed it (RP-9). */
import { z } from "zod";
import { id } from "../schema";

/** `own`: the unit's, or nobody's yet. `granted`: by the lead unit, for a time. */
export const columnUse = z.enum(["own", "granted", "none"]);
export type ColumnUse = z.infer<typeof columnUse>;

/** Asked for by versions that know the fields below. */
export const columnWish = z.strictObject({ owners: z.literal("1").exactOptional() });

export const columnView = z.strictObject({
  columnId: id,
  name: z.string(),
  itemTypes: z.array(z.string()),
  /** 牵头单位; null while the column belongs to none. */
  leadUnit: z.string().nullable().exactOptional(),
  use: columnUse.exactOptional(),
});
