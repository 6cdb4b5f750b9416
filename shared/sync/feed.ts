/**
 * How a desk reads the change feed: contiguous numbers of one epoch. A gap stops the reading and is told; another epoch
 * means that the platform came back from a backup, and that everything is compared anew.
 */
import type { Changes } from "../http/feed";

/** What the desk has seen so far. */
export interface FeedPlace {
  /** Null before the first contact. */
  readonly epoch: string | null;
  readonly cursor: number;
}

export const noPlace: FeedPlace = { epoch: null, cursor: 0 };

export type FeedVerdict =
  /** Whole: every change up to `place` has been seen. */
  | {
      readonly kind: "read";
      readonly changed: readonly string[];
      readonly gone: readonly string[];
      readonly place: FeedPlace;
    }
  /** Seen before under another epoch, or a feed that ends before what was seen. */
  | { readonly kind: "restored"; readonly place: FeedPlace }
  | { readonly kind: "gap"; readonly expected: number; readonly got: number };

export function readFeed(seen: FeedPlace, { epoch, entries, next }: Omit<Changes, "site" | "receiptKey">): FeedVerdict {
  const place = { epoch, cursor: next };
  if (seen.epoch !== null && seen.epoch !== epoch) return { kind: "restored", place: { epoch, cursor: 0 } };
  if (entries.length === 0 && next < seen.cursor) return { kind: "restored", place: { epoch, cursor: 0 } };
  for (const [at, { seq }] of entries.entries()) {
    const expected = seen.cursor + at + 1;
    if (seq !== expected) return { kind: "gap", expected, got: seq };
  }
  const last = entries.at(-1)?.seq ?? seen.cursor;
  if (next !== last) return { kind: "gap", expected: last, got: next };
  // The newest entry of an item says how it stands.
  const newest = new Map(entries.map((entry) => [entry.itemId, entry.gone]));
  const named = [...newest];
  return {
    kind: "read",
    changed: named.flatMap(([itemId, gone]) => (gone ? [] : [itemId])),
    gone: named.flatMap(([itemId, gone]) => (gone ? [itemId] : [])),
    place,
  };
}

/** Above this share of known items gone at once a person is asked first: it may be the wrong backup. */
export const VANISHING_SHARE = 0.05;

/** Items known here that a restored platform does not show and nobody is about to offer again. */
export function vanishing(
  known: readonly string[],
  shown: ReadonlySet<string>,
  offered: ReadonlySet<string>,
): string[] {
  return known.filter((itemId) => !shown.has(itemId) && !offered.has(itemId));
}

export const isTooMany = (gone: number, known: number): boolean => gone > known * VANISHING_SHARE;

/** Operations that the platform once took are offered again this long after. */
export const OFFER_DAYS = 30;
