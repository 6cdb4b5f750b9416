/** The desk's backups: one each night while the desk runs, a drill each month, both by hand at any time. */
import { join } from "node:path";
import type { z } from "zod";
import { AppError, type Failure, toFailure } from "../../shared/failure";
import { type BackupState, backupState, type DrillLine, type Restorable } from "../../shared/ipc/backup";
import type { Policy } from "../../shared/model/policy";
import type { Audit } from "../audit";
import type { FileSystem } from "../journal/filesystem";
import type { Store } from "../store";
import { storeHeaders } from "../store-list";
import { besideName, vaultNameOf } from "../store-place";
import type { Timers } from "../timers";
import { sealedFile } from "../vault/sealed-file";
import { drillBackup } from "./drill";
import { isBackupDue, isDrillDue } from "./due";
import { generationsIn, namesIn, readManifest } from "./manifest";
import { headerOf, isForeign, ownGenerations } from "./origin";
import { patientFolder } from "./patient-folder";
import { restoreBackup } from "./restore";
import { writeBackup } from "./write";

export interface BackupParts {
  readonly fs: FileSystem;
  readonly dataFolder: string;
  readonly policy: Pick<Policy, "backup" | "journalFolder">;
  readonly audit: Audit;
  readonly clock: () => Date;
  readonly timers: Timers;
  /** The open store; null while locked. */
  readonly store: () => Store | null;
  readonly bug: (error: unknown) => void;
}

const remembered = backupState.pick({ last: true, failure: true, drills: true });
type Remembered = z.infer<typeof remembered>;
const nothing: Remembered = { last: null, failure: null, drills: [] };

const LOOK_MS = 10 * 60_000;
/** Not in the first minutes after unlocking: then the person wants to work. */
const FIRST_MS = 3 * 60_000;
const KEEP = 7;
const DRILLS_KEPT = 12;

export class Backups {
  readonly #parts: BackupParts;
  #stop: () => void = () => undefined;
  /** One at a time: a drill reads what a backup writes. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: BackupParts) {
    this.#parts = { ...parts, fs: patientFolder(parts.fs, placeOf(parts).folder, parts.timers) };
  }

  readonly start = (): void => {
    this.#stop = this.#parts.timers.after(FIRST_MS, () => void this.#look());
  };

  readonly stop = (): void => this.#stop();

  /** @throws AppError E_LOCKED */
  readonly state = async (): Promise<BackupState> => {
    const store = this.#open();
    const { folder, keep, byPolicy } = this.#place();
    const generations = await ownGenerations(this.#parts.fs, join(folder, store.storeId), store);
    const { last, failure, drills } = await this.#remembered(store);
    return { folder, byPolicy, keep, generations: [...generations], last, failure, drills };
  };

  /** @throws AppError E_LOCKED, E_BACKUP_KEY, E_BACKUP, E_DISK */
  readonly now = async (): Promise<BackupState> => {
    await this.#inTurn(() => this.#backUp(this.#open()));
    return this.state();
  };

  /** A failed drill is a line of its report, told by the state. @throws AppError E_LOCKED */
  readonly drill = async (): Promise<BackupState> => {
    await this.#inTurn(() => this.#drill(this.#open()));
    return this.state();
  };

  /** Newest generation of each store that is not on this machine; needs no open store. */
  readonly restorable = async (): Promise<Restorable[]> => {
    const { fs } = this.#parts;
    const { folder } = this.#place();
    const found: Restorable[] = [];
    for (const storeId of await namesIn(fs, folder)) {
      const line = await this.#newest(join(folder, storeId), storeId).catch(() => null);
      if (line !== null) found.push(line);
    }
    return found;
  };

  /**
   * Afterwards the store is in the list and waits for its owner and an administrator. One that was begun on this machine stays
   * what it is: the other comes to lie beside it. @throws AppError E_STATE for a backup of a store that is here; as `restoreBackup`
   */
  readonly restore = async (storeId: string, generation: string): Promise<void> => {
    const { fs, policy, audit } = this.#parts;
    const { folder } = this.#place();
    const journalFolder = (of: string) => join(policy.journalFolder ?? this.#stores(), of, "journal");
    const as = (await this.#isHere(storeId)) ? besideName(storeId, generation) : storeId;
    if (as !== storeId && !(await this.#isForeign(join(folder, storeId), storeId, generation)))
      throw new AppError("E_STATE", "这份备份就是本机存储的，没有改动");
    await restoreBackup({ fs, folder, stores: this.#stores(), journalFolder, storeId, generation, as });
    await audit.note("backup-restored", { about: as });
  };

  /** What an interrupted restoring has left is no store yet. */
  readonly #isHere = async (storeId: string): Promise<boolean> =>
    (await namesIn(this.#parts.fs, join(this.#stores(), storeId))).includes("vault.json");

  /** The newest generation that is of no store here; of a store that lies here under its own name the others are looked at too. */
  async #newest(folder: string, storeId: string): Promise<Restorable | null> {
    const isHere = await this.#isHere(storeId);
    for (const generation of await generationsIn(this.#parts.fs, folder)) {
      if (!isHere) return this.#describe(folder, generation, false);
      if (await this.#isForeign(folder, storeId, generation)) return this.#describe(folder, generation, true);
    }
    return null;
  }

  async #isForeign(folder: string, storeId: string, generation: string): Promise<boolean> {
    const { fs } = this.#parts;
    const header = await headerOf(fs, folder, generation);
    const all = await storeHeaders(fs, this.#stores());
    const here = all.filter((each) => vaultNameOf(each.storeId) === vaultNameOf(storeId));
    return header !== null && isForeign(header, here);
  }

  #open(): Store {
    const store = this.#parts.store();
    if (store === null) throw new AppError("E_LOCKED");
    return store;
  }

  readonly #stores = (): string => join(this.#parts.dataFolder, "stores");

  readonly #place = () => placeOf(this.#parts);

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #look(): Promise<void> {
    try {
      await this.#inTurn(() => this.#whatIsDue());
    } catch (error) {
      // Locked in between, or told by the state: the next look tries again.
      if (!(error instanceof AppError)) this.#parts.bug(error);
    }
    this.#stop = this.#parts.timers.after(LOOK_MS, () => void this.#look());
  }

  async #whatIsDue(): Promise<void> {
    const store = this.#parts.store();
    if (store === null) return;
    const { last, drills } = await this.#remembered(store);
    const now = this.#parts.clock();
    if (isBackupDue(last?.at ?? null, now)) await this.#backUp(store);
    if (isDrillDue(drills.at(-1)?.at ?? null, now)) await this.#drill(store);
  }

  async #backUp(store: Store): Promise<void> {
    const { fs, clock, audit } = this.#parts;
    const { folder, keep } = this.#place();
    const before = await this.#remembered(store);
    try {
      const { at, rows, bytes } = await writeBackup({ fs, folder, keep, store, at: clock() });
      await this.#remember(store, { ...before, last: { at, rows, bytes }, failure: null });
      await audit.note("backed-up", { about: store.storeId });
    } catch (error) {
      await this.#remember(store, { ...before, failure: failureOf(error) });
      throw error;
    }
  }

  async #drill(store: Store): Promise<void> {
    const { fs, clock, dataFolder } = this.#parts;
    const { folder } = this.#place();
    const at = clock().toISOString();
    const line = await drillBackup({ fs, folder, store, clock, scratch: join(dataFolder, "drill") }).then(
      (report): DrillLine => ({ ...report, at, failure: null }),
      (error: unknown): DrillLine => {
        if (error instanceof AppError && error.code === "E_LOCKED") throw error;
        return { at, generation: null, rows: 0, equal: 0, chunks: 0, failure: failureOf(error) };
      },
    );
    const before = await this.#remembered(store);
    await this.#remember(store, { ...before, drills: [...before.drills, line].slice(-DRILLS_KEPT) });
  }

  async #describe(folder: string, generation: string, beside: boolean): Promise<Restorable | null> {
    const { fs } = this.#parts;
    const { body } = await readManifest(fs, folder, generation);
    const header = await headerOf(fs, folder, generation);
    if (header === null) return null;
    return { storeId: body.storeId, generation, at: body.at, rows: body.rows, owner: header.owner.name, beside };
  }

  #file({ folder, vault }: Store) {
    return sealedFile({ fs: this.#parts.fs, folder, vault }, "backup", remembered);
  }

  readonly #remembered = async (store: Store): Promise<Remembered> => (await this.#file(store).read()) ?? nothing;
  readonly #remember = (store: Store, value: Remembered): Promise<void> => this.#file(store).write(value);
}

function placeOf({ policy, dataFolder }: Pick<BackupParts, "policy" | "dataFolder">) {
  const { folder = join(dataFolder, "backups"), keep = KEEP } = policy.backup ?? {};
  return { folder, keep, byPolicy: policy.backup !== undefined };
}

/** A disk that is not there, or full, is trouble of the backup's place and no bug. */
function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return toFailure(error);
  return { code: "E_BACKUP", detail: "备份文件夹不能读写，请检查它所在的磁盘" };
}
