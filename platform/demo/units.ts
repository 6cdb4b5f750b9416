/** Units of the demo cities and how far each reaches (RP-1). */
import type { Work } from "../store/tables";
import type { City } from "./cast";

/** 政府办公室 is the city's 主管单位; the centre that runs the site for it stands below and works for every unit (NC-2, NY-13). */
export async function insertUnits(work: Work, { city }: { readonly city: City }, at: Date): Promise<void> {
  const office = `${city.site}-office`;
  const common = { site: city.site, reach: "city", state: "open", manager: "", manager_phone: "" } as const;
  const units = [
    { unit_id: office, name: city.units.office, parent_id: null, duty: "manages" },
    { unit_id: `${city.site}-centre`, name: city.units.centre, parent_id: office, duty: "uses" },
  ] as const;
  await work
    .insertInto("units")
    .values(units.map((unit) => ({ ...common, ...unit, changed_at: at.toISOString() })))
    .execute();
}
