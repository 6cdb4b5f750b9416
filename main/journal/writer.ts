/**
 * The one writer: batches what is queued into one write and one fdatasync (group commit), into segments that were
 * filled with zeros beforehand. After a failed write the segment is left for good: its state behind the last
 * acknowledged frame is unknown, and a second fdatasync may lie about pages the first one lost.
 */
import { AppError } from "../../shared/failure";
import { isDiskFull } from "./filesystem";
import { FRAME_HEAD } from "./frame";
import type { Place } from "./rewrite";
import { allocate, type Segment, type SegmentFolder } from "./segment";

/** Larger than any message the desk's door takes. */
export const RECORD_LIMIT = 64 * 1024 * 1024;

interface Waiting {
  readonly frame: Uint8Array;
  readonly done: (place: Place) => void;
  readonly failed: (error: AppError) => void;
}

export interface WriterStart {
  readonly active: { readonly segment: Segment; readonly end: number } | null;
  readonly spare: Segment | null;
  /** Segments that are read only from now on. */
  readonly still: readonly number[];
  /** The next free segment number. */
  readonly next: number;
}

export class Writer {
  readonly #at: SegmentFolder;
  /** Called when the disk is full, before the second try: gives up the ballast. */
  readonly #makeRoom: () => Promise<void>;
  #active: Segment | null;
  #end: number;
  #spare: Segment | null;
  #sparing: Promise<void> = Promise.resolve();
  #next: number;
  readonly #still: Set<number>;
  #queue: Waiting[] = [];
  #pumping: Promise<void> | null = null;

  constructor(at: SegmentFolder, start: WriterStart, makeRoom: () => Promise<void>) {
    this.#at = at;
    this.#active = start.active?.segment ?? null;
    this.#end = start.active?.end ?? 0;
    this.#spare = start.spare;
    this.#next = start.next;
    this.#still = new Set(start.still);
    this.#makeRoom = makeRoom;
  }

  /** Resolves when the frame is durable. @throws AppError E_JOURNAL, E_DISK, E_TOO_LARGE */
  readonly append = (frame: Uint8Array): Promise<Place> => {
    if (frame.length > RECORD_LIMIT + FRAME_HEAD) throw new AppError("E_TOO_LARGE", "单次保存的内容过大");
    return new Promise((done, failed) => {
      this.#queue.push({ frame, done, failed });
      this.#pumping ??= this.#pump();
    });
  };

  /** Segments nobody writes any more. Only these may be compacted: one being prepared is in no list a folder gives. */
  readonly still = (): readonly number[] => [...this.#still];

  readonly takeNumber = (): number => {
    this.#next += 1;
    return this.#next - 1;
  };

  /** Compaction has put `made` in the place of `removed`. */
  readonly replaced = (removed: readonly number[], made: readonly number[]): void => {
    for (const number of removed) this.#still.delete(number);
    for (const number of made) this.#still.add(number);
  };

  /** Has a segment of zeros ready before the one in use is full. A full disk is no error yet. */
  readonly prepareSpare = (): Promise<void> => {
    this.#sparing = this.#sparing.then(async () => {
      if (this.#spare !== null) return;
      try {
        this.#spare = await allocate(this.#at, this.takeNumber(), this.#at.segmentBytes);
      } catch {
        // The next roll tries again and then says what is wrong to the one who waits.
      }
    });
    return this.#sparing;
  };

  readonly close = async (): Promise<void> => {
    await this.#pumping;
    await this.#sparing;
    await this.#active?.file.close();
    await this.#spare?.file.close();
  };

  async #pump(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = await this.#nextBatch();
      if (batch.length > 0) await this.#commit(batch);
    }
    this.#pumping = null;
  }

  /** As many waiting frames as the segment in use can hold; rolls when not even the first fits. */
  async #nextBatch(): Promise<Waiting[]> {
    const first = this.#queue[0];
    if (first === undefined) return [];
    if (this.#active === null || this.#end + first.frame.length > this.#active.size) {
      const failure = await this.#roll(first.frame.length);
      if (failure !== null) {
        this.#queue.shift();
        first.failed(failure);
        return [];
      }
    }
    const room = (this.#active?.size ?? 0) - this.#end;
    let used = 0;
    const count = this.#queue.findIndex((each) => {
      used += each.frame.length;
      return used > room;
    });
    return this.#queue.splice(0, count === -1 ? this.#queue.length : count);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const segment = this.#active;
    if (segment === null) return;
    try {
      await segment.file.write(Buffer.concat(batch.map((each) => each.frame)), this.#end);
      await segment.file.sync();
    } catch (error) {
      await this.#retire();
      for (const each of batch) each.failed(storageFailure(error));
      return;
    }
    for (const { frame, done } of batch) {
      done({ segment: segment.number, start: this.#end, length: frame.length });
      this.#end += frame.length;
    }
  }

  /** Moves to a segment that has room for `length` bytes. Answers why it cannot. */
  async #roll(length: number): Promise<AppError | null> {
    await this.#sparing;
    try {
      const fresh = await this.#freshSegment(length);
      await this.#retire();
      this.#active = fresh;
      this.#end = 0;
      void this.prepareSpare();
      return null;
    } catch (error) {
      return storageFailure(error);
    }
  }

  async #retire(): Promise<void> {
    const retired = this.#active;
    if (retired === null) return;
    this.#active = null;
    this.#still.add(retired.number);
    // What was answered is synced. Nobody may go on waiting because a bad disk does not let go of a file.
    await retired.file.close().catch(() => undefined);
  }

  async #freshSegment(length: number): Promise<Segment> {
    const spare = this.#spare;
    if (spare !== null && length <= spare.size) {
      this.#spare = null;
      return spare;
    }
    const size = Math.max(this.#at.segmentBytes, length);
    try {
      return await allocate(this.#at, this.takeNumber(), size);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await this.#makeRoom();
      return allocate(this.#at, this.takeNumber(), size);
    }
  }
}

function storageFailure(error: unknown): AppError {
  return isDiskFull(error)
    ? new AppError("E_DISK", "", { cause: error })
    : new AppError("E_JOURNAL", "", { cause: error });
}
