/**
 * The cities as the database has them now: another process may have added one, or changed its signed profile. A row that
 * does not verify changes nothing here, and whoever looks after the platform is told.
 */
import { digestOfJson } from "../shared/digest";
import type { SignatureCheck } from "../shared/trust/port";
import type { Site, Sites } from "./services";
import { loadSites } from "./sites";
import type { Database } from "./store/tables";

export class LiveSites implements Sites {
  readonly #db: Database;
  readonly #check: SignatureCheck;
  #now: Sites;
  #read: string;

  private constructor(start: { db: Database; check: SignatureCheck; now: Sites; read: string }) {
    this.#db = start.db;
    this.#check = start.check;
    this.#now = start.now;
    this.#read = start.read;
  }

  /** @throws AppError E_PROFILE for a site whose profile has no valid signature or breaks a floor. */
  static async open(db: Database, check: SignatureCheck): Promise<LiveSites> {
    const read = await fingerprint(db);
    return new LiveSites({ db, check, now: await loadSites(db, check), read });
  }

  /** Whether anything changed. @throws AppError E_PROFILE; what was known stays in use then */
  async refresh(): Promise<boolean> {
    const read = await fingerprint(this.#db);
    if (read === this.#read) return false;
    this.#now = await loadSites(this.#db, this.#check);
    this.#read = read;
    return true;
  }

  get size(): number {
    return this.#now.size;
  }

  readonly get = (site: string): Site | undefined => this.#now.get(site);
  readonly has = (site: string): boolean => this.#now.has(site);
  readonly keys = (): MapIterator<string> => this.#now.keys();
  readonly values = (): MapIterator<Site> => this.#now.values();
  readonly entries = (): MapIterator<[string, Site]> => this.#now.entries();
  readonly forEach: Sites["forEach"] = (visit, thisArg) => this.#now.forEach(visit, thisArg);

  [Symbol.iterator](): MapIterator<[string, Site]> {
    return this.entries();
  }
}

async function fingerprint(db: Database): Promise<string> {
  return digestOfJson(await db.selectFrom("sites").selectAll().orderBy("position").execute());
}
