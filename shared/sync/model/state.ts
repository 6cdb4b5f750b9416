/** What the model's machines hold. Contents are names: no text of its own matters to the protocol. */
import type { FeedPlace } from "../feed";
import type { Queued } from "../plan";

export type DeskNumber = 0 | 1;
export const deskNumbers: readonly DeskNumber[] = [0, 1];

/** What the platform took: a text on top of another, or an order to take down, which stands on none. */
export interface Revision {
  readonly itemId: string;
  readonly hash: string;
  readonly parent: string | null;
  readonly by: DeskNumber;
  readonly urgent: boolean;
}

export interface Row extends Queued {
  readonly hash: string;
  readonly parent: string | null;
  /** Code of the last refusal. */
  readonly code: string | null;
  /** Operation that the stored receipt names. */
  readonly receipt: string | null;
}

/** What a person did, kept outside of everything that fails. */
export interface Told {
  readonly desk: DeskNumber;
  readonly itemId: string;
  readonly hash: string;
  readonly parent: string | null;
  readonly urgent: boolean;
}

export interface Change {
  readonly itemId: string;
  /** The platform's clock when it was written. */
  readonly at: number;
}

export interface PlatformState {
  readonly revisions: Revision[];
  /** Answers by desk and key. */
  readonly answers: Map<string, string>;
  readonly feed: Change[];
  epoch: number;
}

/** What lies on a desk's disk. */
export interface DeskDisk {
  readonly rows: Map<string, Row>;
  /** Head of each item as last seen. */
  readonly heads: Map<string, string>;
  place: FeedPlace;
  /** Where a reader that goes by the clock stands. */
  time: number;
}

export const emptyPlatform = (): PlatformState => ({ revisions: [], answers: new Map(), feed: [], epoch: 1 });
export const emptyDisk = (): DeskDisk => ({
  rows: new Map(),
  heads: new Map(),
  place: { epoch: null, cursor: 0 },
  time: Number.NEGATIVE_INFINITY,
});

export const copyOfPlatform = (state: PlatformState): PlatformState => ({
  revisions: [...state.revisions],
  answers: new Map(state.answers),
  feed: [...state.feed],
  epoch: state.epoch,
});

/** The texts of an item, oldest first. */
export const historyOf = (revisions: readonly Revision[], itemId: string): Revision[] =>
  revisions.filter((revision) => revision.itemId === itemId && !revision.urgent);
