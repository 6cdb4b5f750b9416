/** Founds the demo city at the first start: authorities, people with key files, signed profiles, columns. */
import { join, resolve } from "node:path";
import { writeFileAtomic } from "../../node/atomic-file";
import { type CityAuthority, foundCity, type IssuedKey } from "../../node/demo-authority";
import { demoAnchorsFile } from "../../node/folders";
import { openPkcs12 } from "../../node/pkcs12";
import { fromUtf8, toBase64 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import type { Cast } from "../../shared/model/cast";
import { anchorsText } from "../../shared/trust/anchors";
import { signDetached } from "../../shared/trust/cms";
import { readCertificate } from "../../shared/trust/x509";
import { profiles } from "../../shared/workflow/profiles/index";
import { nameOfCertificate } from "../identity/certificate-name";
import { newSecret } from "../identity/secret";
import type { Database, Work } from "../store/tables";
import { type City, cities, demoPassword, type Person } from "./cast";
import { signDemoLeaders } from "./leaders";
import { insertUnits } from "./units";

/** One person of the demo city with the key just issued. */
export interface SeededPerson {
  readonly person: Person;
  readonly personId: string;
  readonly accountId: string;
  readonly phone: string;
  readonly key: IssuedKey;
}

export interface SeededCity {
  readonly city: City;
  readonly authority: CityAuthority;
  readonly people: readonly SeededPerson[];
}

/** People hold RSA keys unless the demo is asked for SM2; both roots are there, for those who bring the other (S6). */
const kinds = ["rsa", "sm2"] as const;

/** Makes both cities in memory. Keys are made side by side: OpenSSL's threads do not wait for each other. */
export async function foundCities(
  at: Date,
  progress: (done: number, total: number) => void,
  kind: (typeof kinds)[number] = "rsa",
): Promise<SeededCity[]> {
  const total = cities.reduce((sum, city) => sum + 1 + city.people.length, 0);
  let done = 0;
  const count = <T>(value: T): T => {
    done += 1;
    progress(done, total);
    return value;
  };
  return Promise.all(
    cities.map(async (city, place) => {
      const authority = count(await foundCity({ site: city.site, name: city.name, at, kinds }));
      const people = await Promise.all(
        city.people.map(async (person, index) => {
          const order = { name: person.name, unitName: city.units[person.unit], kind };
          const key = count(await authority.issuePerson(order));
          const number = String(index + 1).padStart(2, "0");
          const personId = `${city.site}-p${number}`;
          // No mobile number in China begins with 10, so these can never be anybody's.
          const phone = `1000000${place}0${number}`;
          return { person, personId, accountId: `${city.site}-a${number}`, phone, key };
        }),
      );
      return { city, authority, people };
    }),
  );
}

/** Writes the cities into the database, in one transaction. */
export async function seedDatabase(db: Database, seeded: readonly SeededCity[], at: Date): Promise<void> {
  await db.transaction().execute(async (work) => {
    for (const [position, city] of seeded.entries()) {
      await insertSite(work, { ...city, position, at });
      await insertUnits(work, city, at);
      await insertPeople(work, city, at);
      await insertLeaders(work, city, at);
    }
  });
}

async function insertSite(
  work: Work,
  { city, authority, position, at }: SeededCity & { position: number; at: Date },
): Promise<void> {
  const document = canonicalBytes(profiles[city.site]);
  await work
    .insertInto("sites")
    .values({
      site: city.site,
      position,
      name: city.name,
      profile_document: fromUtf8(document),
      profile_signature: toBase64(await signDetached(document, authority.profileKey.signer, at)),
      root: toBase64(authority.anchors.root),
      other_roots: JSON.stringify((authority.anchors.otherRoots ?? []).map(toBase64)),
      profile_key: authority.anchors.profileKey,
      receipt_key: authority.anchors.receiptKey,
      organisation_code: city.organisationCode,
    })
    .execute();
  await work
    .insertInto("columns")
    .values(
      city.columns.map((column, index) => ({
        site: city.site,
        column_id: column.columnId,
        position: index,
        name: column.name,
        item_types: JSON.stringify(column.itemTypes),
        owner_unit: `${city.site}-office`,
      })),
    )
    .execute();
}

async function insertPeople(work: Work, { city, people }: SeededCity, at: Date): Promise<void> {
  await work
    .insertInto("accounts")
    .values(
      people.map(({ person, personId, accountId, phone }) => ({
        account_id: accountId,
        person_id: personId,
        site: city.site,
        name: person.name,
        unit_id: `${city.site}-${person.unit}`,
        unit_name: city.units[person.unit],
        roles: JSON.stringify(person.roles),
        phone,
        enrolled_at: at.toISOString(),
        vetted_on: at.toISOString().slice(0, 10),
        trained_on: at.toISOString().slice(0, 10),
      })),
    )
    .execute();
  await work
    .insertInto("certificates")
    .values(
      people.map(({ accountId, key }) => ({
        ...nameOfCertificate(readCertificate(key.certificate)),
        account_id: accountId,
      })),
    )
    .execute();
}

/** Offered from the first day, so that the demo shows what a leaders pack finds. */
async function insertLeaders(work: Work, { city, authority }: SeededCity, at: Date): Promise<void> {
  const { contents, bytes } = await signDemoLeaders(at, authority.profileKey.signer);
  const { manifest, hash } = contents;
  await work
    .insertInto("lexicon_packs")
    .values({
      site: city.site,
      pack_id: manifest.id,
      slot: "active",
      name: manifest.name,
      version: manifest.version,
      hash,
      bytes,
      account_id: "",
      uploaded_by: "演示城市",
      at: at.toISOString(),
    })
    .execute();
}

export interface DemoPlace {
  /** The data folder. */
  readonly folder: string;
  /** Address of the platform, for the pages the cast points to. */
  readonly url: string;
}

const receiptFile = (folder: string, site: string): string => join(folder, "platform", "keys", `${site}-receipt.p12`);
/** Opens the stores of people whose other ways in are gone; only after an approval (docs/vault.md). */
const recoveryFile = (folder: string, site: string): string => join(folder, "platform", "keys", `${site}-recovery.p8`);
/** Signs lexicon packs of the demo city. A real city keeps this key off every workstation. */
const packKeyFile = (folder: string, site: string): string => join(folder, "demo", "pack-keys", `${site}.p12`);
const receiptPassword = (folder: string, site: string): string =>
  join(folder, "platform", "keys", `${site}-receipt.txt`);

/** Revocation lists as files: the demo city's, and in a real one what its authority publishes. */
export const revocationFolder = (folder: string): string => join(folder, "platform", "revocation");

/**
 * Nobody is left to sign the next list once the demo authorities' keys are gone, so the first ones are good for as long as
 * people's certificates.
 */
async function writeLists(folder: string, { city, authority }: SeededCity, at: Date): Promise<void> {
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + 3);
  const lists = authority.crls(at, until);
  await Promise.all(
    lists.map((list, index) =>
      writeFileAtomic(join(revocationFolder(folder), `${city.site}-${index + 1}.crl`), list, 0o644),
    ),
  );
}

/** Writes key files, anchors and the platform's own receipt keys. The root keys are not kept anywhere. */
export async function writeKeys(folder: string, seeded: readonly SeededCity[], at: Date): Promise<void> {
  for (const seededCity of seeded) {
    const { city, authority, people } = seededCity;
    await writeLists(folder, seededCity, at);
    await writeFileAtomic(demoAnchorsFile(folder, city.site), anchorsText(authority.anchors), 0o644);
    const password = newSecret();
    await writeFileAtomic(packKeyFile(folder, city.site), authority.profileKey.toPkcs12(demoPassword));
    await writeFileAtomic(recoveryFile(folder, city.site), authority.recoveryKey);
    await writeFileAtomic(receiptFile(folder, city.site), authority.receiptKey.toPkcs12(password));
    await writeFileAtomic(receiptPassword(folder, city.site), password);
    await Promise.all(people.flatMap(({ person, key }) => keyAndCertificate(keyFile(folder, city, person), key)));
  }
}

/** The certificate lies beside its key in clear, so that the desk can show whose key it is before the passphrase. */
const keyAndCertificate = (file: string, key: IssuedKey): Promise<void>[] => [
  writeFileAtomic(file, key.toPkcs12(demoPassword)),
  writeFileAtomic(file.replace(/\.p12$/, ".cer"), key.certificate, 0o644),
];

export const keyFile = (folder: string, city: City, person: Person): string =>
  resolve(folder, "demo", "keys", city.site, `${person.name}-${person.post}.p12`);

/** The cast as the launcher and the demo read it. Written at every start: the port may have changed. */
export function castOf(
  place: DemoPlace,
  rows: readonly { site: string; name: string; person_id: string; phone: string }[],
): Cast {
  const { folder, url } = place;
  return {
    smsInbox: `${url}/demo/sms`,
    anchors: Object.fromEntries(cities.map(({ site }) => [site, demoAnchorsFile(resolve(folder), site)])),
    sites: cities.map((city) => ({
      site: city.site,
      name: city.name,
      publicUrl: `${url}/public/site/${city.site}`,
      persons: city.people.flatMap((person) => {
        const row = rows.find((candidate) => candidate.site === city.site && candidate.name === person.name);
        if (row === undefined) return [];
        return {
          personId: row.person_id,
          name: person.name,
          roles: [...person.roles],
          unitName: city.units[person.unit],
          keyFile: keyFile(folder, city, person),
          passphrase: demoPassword,
          phone: row.phone,
        };
      }),
    })),
  };
}

/** The receipt keys of a data folder. @throws AppError E_KEY_FILE, E_PIN */
export async function openReceiptKeys(
  folder: string,
  sites: readonly string[],
  read: (path: string) => Promise<Uint8Array>,
): Promise<ReadonlyMap<string, Awaited<ReturnType<typeof openPkcs12>>["signer"]>> {
  const opened = await Promise.all(
    sites.map(async (site) => {
      const password = fromUtf8(await read(receiptPassword(folder, site)));
      const { signer } = await openPkcs12(await read(receiptFile(folder, site)), password);
      return [site, signer] as const;
    }),
  );
  return new Map(opened);
}

/** The recovery keys of a data folder; a city founded before there were any has none. */
export async function openRecoveryKeys(
  folder: string,
  sites: readonly string[],
  read: (path: string) => Promise<Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const opened = await Promise.all(
    sites.map(async (site) => {
      try {
        return [[site, await read(recoveryFile(folder, site))] as const];
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
        throw error;
      }
    }),
  );
  return new Map(opened.flat());
}
