/** A backup each day by the platform itself (LA-40): of several processes, whichever claims the day makes it. */
import type { Chore } from "../chores";
import type { Services } from "../services";
import type { Database } from "../store/tables";
import { makeBackup } from "./backup";
import type { BackupKey } from "./backup-key";

export interface NightlyOptions {
  /** The folder of backups. */
  readonly folder: string;
  readonly key: BackupKey;
}

const LOOK_MS = 10 * 60_000;
/** 02:00 in Beijing: nobody writes then. */
const HOUR_UTC = 18;
const SETTING = "backup-day";

export function nightlyBackup(
  services: Services,
  { backup, folder }: { readonly backup?: NightlyOptions; readonly folder: string },
): readonly Chore[] {
  if (backup === undefined) return [];
  const { store, blobs, clock } = services;
  const parts = { store, blobs, folder, into: backup.folder, key: backup.key, clock };
  const run = async (): Promise<void> => {
    const day = backupDay(clock());
    if (!(await claim(store.db, day))) return;
    try {
      await makeBackup(parts);
    } catch (error) {
      // The next look tries again.
      await store.db.deleteFrom("settings").where("name", "=", SETTING).where("value", "=", day).execute();
      throw error;
    }
  };
  return [{ name: "backup", everyMs: LOOK_MS, run }];
}

/** The day whose backup is due at a moment. */
export function backupDay(now: Date): string {
  return new Date(now.getTime() - HOUR_UTC * 3_600_000).toISOString().slice(0, 10);
}

async function claim(db: Database, day: string): Promise<boolean> {
  const taken = await db
    .insertInto("settings")
    .values({ name: SETTING, value: day })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: day }).where("settings.value", "<", day))
    .returning("value")
    .executeTakeFirst();
  return taken !== undefined;
}
