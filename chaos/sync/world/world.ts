/** Two workstations, a platform and the networks between them, in one process, over stores that survive its parts. */
import { join } from "node:path";
import { nameOfCertificate } from "../../../platform/identity/certificate-name";
import { cityOf, personOf } from "../../../platform/testing/platform";
import { readCertificate } from "../../../shared/trust/x509";
import { DeskMachine, type MachineParts } from "./desk-machine";
import { Network } from "./network";
import { PlatformProcess } from "./platform-process";
import type { SoftKey } from "./soft-key";

const author = "林初晴";

/** What is made once for many worlds: the platform's store, and the keys of one person with two accounts. */
export interface Ground {
  readonly platform: PlatformProcess;
  readonly keys: readonly SoftKey[];
}

export async function openGround(): Promise<Ground> {
  const platform = await PlatformProcess.open();
  const city = cityOf(platform.store, "luan");
  const person = personOf(city, author);
  const second = await city.authority.issuePerson({ name: author, unitName: city.city.units.office });
  const { db } = platform.services.store;
  const first = await db
    .selectFrom("accounts")
    .selectAll()
    .where("account_id", "=", person.accountId)
    .executeTakeFirstOrThrow();
  const accountId = `${person.accountId}-2`;
  await db
    .insertInto("accounts")
    .values({ ...first, account_id: accountId, phone: "10000009999" })
    .execute();
  await db
    .insertInto("certificates")
    .values({ ...nameOfCertificate(readCertificate(second.certificate)), account_id: accountId })
    .execute();
  return { platform, keys: [person.key, second] };
}

export const closeGround = ({ platform }: Ground): Promise<void> => platform.close();

export interface WorldParts {
  readonly ground: Ground;
  readonly folder: string;
  readonly random: () => number;
  readonly delayOf?: NonNullable<MachineParts["delayOf"]>;
}

export class World {
  readonly platform: PlatformProcess;
  readonly desks: readonly DeskMachine[];
  readonly networks: readonly Network[];
  /** How far each desk's clock is off, in milliseconds. */
  readonly shifts: number[];
  #now: number;

  constructor({ ground, folder, random, delayOf }: WorldParts) {
    this.platform = ground.platform;
    this.#now = ground.platform.services.clock().getTime();
    const { anchors } = cityOf(ground.platform.store, "luan").authority;
    this.shifts = ground.keys.map(() => 0);
    this.networks = ground.keys.map(() => new Network(() => ground.platform));
    this.desks = ground.keys.map(
      (key, at) =>
        new DeskMachine({
          name: `desk${at}`,
          folder: join(folder, `desk${at}`),
          anchors,
          key,
          network: this.network(at),
          ...(delayOf === undefined ? {} : { delayOf }),
          uptime: () => this.#now,
          clock: () => new Date(this.now() + (this.shifts[at] ?? 0)),
          random,
          readCode: () => /\d{6}/.exec(ground.platform.store.inbox.messages()[0]?.text ?? "")?.[0] ?? "",
        }),
    );
  }

  readonly network = (at: number): Network => {
    const network = this.networks[at];
    if (network === undefined) throw new Error(`no desk ${at}`);
    return network;
  };

  /** True time: what a clock would show that is right. */
  readonly now = (): number => this.#now;

  /** Time passes for everybody. */
  readonly pass = (milliseconds: number): void => {
    this.#now += milliseconds;
    this.platform.store.pass(milliseconds);
  };
}
