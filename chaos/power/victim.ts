/** A store whose power is cut: how it is written to, how it is killed, and what it holds afterwards. */
import type { Holding } from "../ledger/numbered";

export interface Writing {
  /** Rejects when the writer ends by itself before it is killed; else it never settles. */
  readonly broken: Promise<never>;
  /**
   * Stops it where it stands, as the processor does when its power goes: nothing is told after this moment that would
   * not have been told then, and what the disk is asked for last has no answer any more.
   */
  readonly freeze: () => void;
  /** Every process that has the store open, dead when it resolves. */
  readonly kill: () => Promise<void>;
}

export interface Victim {
  /** As it stands in the table. */
  readonly case: string;
  /** A store that is known to lose: it proves the harness. */
  readonly control?: true;
  /** How long it is written to before the cut, in milliseconds. */
  readonly atMost?: number;
  /** What this machine lacks for it, in Chinese; null when nothing. */
  readonly missing: () => string | null;
  /** Bytes of disk it needs. */
  readonly diskBytes: number;
  /** Opens the store on the disk, makes it when it is not there, and writes records from `next` on, telling each it has. */
  readonly write: (disk: string, next: number, told: (number: number) => void) => Promise<Writing>;
  /** Opens the store again and reads it. @throws when it does not open: then everything is lost */
  readonly read: (disk: string) => Promise<Holding>;
}

export const MB = 1024 * 1024;
