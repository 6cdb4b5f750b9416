/** One city for the measurement: its authority and its signed profile, in a data folder and in a database. */
import { foundCity } from "../../node/demo-authority";
import { cities } from "../../platform/demo/cast";
import { type SeededCity, seedDatabase, writeKeys } from "../../platform/demo/seed";
import type { Database } from "../../platform/store/tables";

export const site = "luan";
const UNITS = 20;
/** Editors and reviewers of one unit see each other's drafts. */
export const unitOf = (number: number): string => `bench-u${number % UNITS}`;

/** Keys take seconds: they are made once for every database of a run. */
export async function foundBenchCity(): Promise<SeededCity> {
  const city = cities.find((each) => each.site === site);
  const [person] = city?.people ?? [];
  if (city === undefined || person === undefined) throw new Error(`no city ${site}`);
  const authority = await foundCity({ site, name: city.name, at: new Date(), kinds: ["rsa"] });
  const key = await authority.issuePerson({ name: person.name, unitName: city.units[person.unit], kind: "rsa" });
  const one = { person, personId: `${site}-p01`, accountId: `${site}-a01`, phone: "", key };
  return { city: { ...city, people: [person] }, authority, people: [one] };
}

export async function seedCity(db: Database, folder: string, city: SeededCity): Promise<void> {
  const at = new Date();
  await writeKeys(folder, [city], at);
  await seedDatabase(db, [city], at);
  // Every unit of the measurement feeds the columns: they belong to nobody.
  await db.updateTable("columns").set({ owner_unit: null }).where("site", "=", site).execute();
}
