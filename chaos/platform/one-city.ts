/** A city with one editor in a database of its own: what a platform outside the demo is started on. */
import { type CityAuthority, foundCity } from "../../node/demo-authority";
import { demoAnchorsFile } from "../../node/folders";
import { cities, demoPassword } from "../../platform/demo/cast";
import { keyFile, type SeededCity, seedDatabase, writeKeys } from "../../platform/demo/seed";
import type { Database } from "../../platform/store/tables";
import { site } from "./submissions";

export interface Editor {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
  readonly keyFile: string;
  readonly passphrase: string;
  /** File of the city's pinned anchors. */
  readonly anchors: string;
}

/** Founds the city, in the database and in the platform's data folder. */
export async function foundOneCity(db: Database, folder: string): Promise<Editor> {
  const city = cities.find((each) => each.site === site);
  const person = city?.people.find(({ roles }) => roles.includes("编辑员"));
  if (city === undefined || person === undefined) throw new Error(`no editor in ${site}`);
  const at = new Date();
  const authority: CityAuthority = await foundCity({ site, name: city.name, at, kinds: ["rsa"] });
  const key = await authority.issuePerson({ name: person.name, unitName: city.units[person.unit], kind: "rsa" });
  // No mobile number in China begins with 10.
  const phone = "10000000001";
  const one = { person, personId: `${site}-p01`, accountId: `${site}-a01`, phone, key };
  const seeded: SeededCity = { city: { ...city, people: [person] }, authority, people: [one] };
  await writeKeys(folder, [seeded], at);
  await seedDatabase(db, [seeded], at);
  return {
    personId: one.personId,
    name: person.name,
    phone,
    keyFile: keyFile(folder, city, person),
    passphrase: demoPassword,
    anchors: demoAnchorsFile(folder, site),
  };
}
