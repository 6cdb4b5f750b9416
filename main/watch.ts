/** What main does by itself every few seconds: ask for the platform, watch the disk, tidy the journal. */
import { AppError, toFailure } from "../shared/failure";
import { levelOf, type SpaceLevel, type SpaceLimits } from "./journal/space";
import type { Log } from "./log";
import type { Notices } from "./notices";
import type { Session } from "./platform/session";
import type { Store } from "./store";

const EVERY_MS = 5_000;

export interface WatchParts {
  readonly session: Session;
  readonly notices: Notices;
  readonly log: Log;
  readonly limits: SpaceLimits;
}

export class Watch {
  readonly #parts: WatchParts;
  #timer: NodeJS.Timeout | null = null;
  #level: SpaceLevel = "enough";
  /** The store whose repairs have been told. */
  #told: Store | null = null;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    this.#timer = setTimeout(() => void this.#round(), 0);
  };

  readonly stop = (): void => {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  };

  /** One round; tests call it instead of waiting. */
  readonly tick = async (): Promise<void> => {
    const { session } = this.#parts;
    await session.probe();
    if (session.isLocked()) return;
    const { store } = session.unlockedNow();
    await this.#watchStore(store);
    await store.journal.tidy();
  };

  async #round(): Promise<void> {
    await this.tick().catch((error: unknown) => {
      // Locking in the middle of a round is no fault.
      if (!(error instanceof AppError && error.code === "E_LOCKED")) this.#parts.log.bug("watch", error);
    });
    if (this.#timer !== null) this.#timer = setTimeout(() => void this.#round(), EVERY_MS);
  }

  async #watchStore(store: Store): Promise<void> {
    const { repairs, freeBytes } = await store.journal.health();
    if (repairs.length > 0 && this.#told !== store) this.#tell(new AppError("E_JOURNAL_DAMAGED"));
    this.#told = store;
    const level = levelOf(freeBytes, this.#parts.limits);
    if (level !== this.#level && level !== "enough") this.#tell(diskFailure(level, freeBytes));
    this.#level = level;
  }

  #tell(error: AppError): void {
    this.#parts.notices.send("desk:journal.trouble", { failure: toFailure(error) });
  }
}

function diskFailure(level: "low" | "read-only", freeBytes: number): AppError {
  const free = `剩余 ${Math.floor(freeBytes / 1_048_576)} MB`;
  return new AppError("E_DISK", level === "low" ? `${free}，空间即将不足，目前仍可正常写稿` : free);
}
