/** What the store's sealed memory keeps of the last sign-in; writes go one after the other. */
import type { SessionGrant } from "../../shared/http/session";
import type { Remembered, Store } from "../store";
import { latestOf } from "./lease";

const nothing: Remembered = {
  account: null,
  nonces: [],
  clockOffset: null,
  signedInAt: null,
  lease: null,
  highest: null,
  bornAt: null,
  refused: false,
  password: null,
};

/** The highest time is written no more often than this. */
const NOTE_EVERY_MS = 5 * 60_000;

export class SessionMemory {
  readonly #store: Store;
  #writing: Promise<void> = Promise.resolve();
  #noted: string | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  readonly read = async (): Promise<Remembered> => (await this.#store.memory.read()) ?? nothing;

  readonly keep = (change: Partial<Remembered>): Promise<void> => {
    const next = this.#writing.then(async () => {
      await this.#store.memory.write({ ...(await this.read()), ...change });
    });
    this.#writing = next.catch(() => undefined);
    return next;
  };

  /** What a sign-in or a renewal brings: the platform's own time replaces whatever a wrong clock made of it. */
  readonly keepGrant = ({ account, lease, serverTime }: SessionGrant): Promise<void> => {
    this.#noted = serverTime;
    return this.keep({ account, lease, highest: serverTime, bornAt: null, refused: false });
  };

  /** The platform shut this person or this device: nothing opens offline any more. */
  readonly keepRefusal = (): Promise<void> => this.keep({ lease: null, bornAt: null, refused: true });

  /** Keeps the latest time seen, whatever the clock says next. */
  readonly noteTime = async (now: Date): Promise<void> => {
    if (this.#noted !== null && Math.abs(now.getTime() - Date.parse(this.#noted)) < NOTE_EVERY_MS) return;
    const { highest } = await this.read();
    this.#noted = latestOf(now, highest);
    await this.keep({ highest: this.#noted });
  };

  /** When a store began that was never given a lease. */
  readonly noteBirth = async (now: Date): Promise<void> => {
    const { lease, bornAt, highest } = await this.read();
    if (lease === null && bornAt === null) await this.keep({ bornAt: latestOf(now, highest) });
  };
}
