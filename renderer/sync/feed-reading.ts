/** Reads the change feed to its end, and what to do where it does not go on. */
import { toFailure } from "../../shared/failure";
import { never } from "../../shared/never";
import { isTooMany, OFFER_DAYS, readFeed, vanishing } from "../../shared/sync/feed";
import { isFinished } from "../../shared/sync/plan";
import type { FeedTrouble, Read } from "../services";
import type { PlatformItems } from "../store/items";
import type { Outbox } from "./outbox";

export interface FeedParts {
  readonly read: Read;
  readonly items: PlatformItems;
  readonly outbox: Outbox;
  readonly clock: () => Date;
}

export interface FeedReading {
  readonly changed: ReadonlySet<string>;
  /** Why reading has stopped; null when the feed was read to its end. */
  readonly trouble: FeedTrouble | null;
  /** Compared anew from the beginning. */
  readonly restored: boolean;
}

const PAGES = 20;
/** What the platform answers at most; after fewer the end is reached. */
const PAGE = 500;
const DAY = 86_400_000;

/** `agreed`: a person has seen the trouble and wants everything compared anew. @throws AppError as platform and stores answer */
export async function readChanges(parts: FeedParts, agreed: boolean): Promise<FeedReading> {
  const { items, read } = parts;
  const changed = new Set<string>();
  if (agreed) return startAnew(parts, true);
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await read("changes.list", {}, { after: String(items.place().cursor) }).catch(unlessNewer);
    if (answer === null) return { changed, trouble: { kind: "newer" }, restored: false };
    const verdict = readFeed(items.place(), answer);
    switch (verdict.kind) {
      case "gap":
        return { changed, trouble: verdict, restored: false };
      case "restored":
        return startAnew(parts, false);
      case "read":
        break;
      default:
        return never(verdict);
    }
    for (const itemId of verdict.changed) changed.add(itemId);
    await items.drop(verdict.gone);
    await items.moveTo(verdict.place);
    if (answer.entries.length < PAGE) break;
  }
  return { changed, trouble: null, restored: false };
}

/** A row of the feed that only a newer version can read stops the reading, not the rest. */
function unlessNewer(error: unknown): null {
  if (toFailure(error).code === "E_NEWER") return null;
  throw error;
}

/**
 * The platform came back from a backup. First every operation it has lost goes into the queue again; then the heads are
 * compared. Nothing here is wiped, and where too much would vanish a person is asked before anything is believed.
 */
async function startAnew(parts: FeedParts, agreed: boolean): Promise<FeedReading> {
  const { items, read, outbox } = parts;
  await offerLost(parts);
  const known = items.list().map(({ itemId }) => itemId);
  const shown = new Set((await items.listed()).map(({ itemId }) => itemId));
  const open = outbox.view.get().values.filter((value) => !isFinished(value));
  const gone = vanishing(known, shown, new Set(open.map(({ itemId }) => itemId)));
  const changed = new Set<string>();
  if (!agreed && isTooMany(gone.length, known.length)) {
    return { changed, trouble: { kind: "vanishing", gone: gone.length, known: known.length }, restored: false };
  }
  const { epoch } = await read("changes.list", {}, { after: "0" });
  await items.moveTo({ epoch, cursor: 0 });
  return { changed: shown, trouble: null, restored: true };
}

/** Content addressing and the old keys make it free of duplicates: what the platform still has is only answered. */
async function offerLost({ read, outbox, clock }: FeedParts): Promise<void> {
  const since = new Date(clock().getTime() - OFFER_DAYS * DAY).toISOString();
  const done = outbox.view
    .get()
    .values.filter(
      ({ state, queuedAt, endedAt }) =>
        (state === "acknowledged" || state === "confirmed") && (endedAt ?? queuedAt) > since,
    );
  const lost: string[] = [];
  for (const { operationId } of done) {
    const { state } = await read("operations.read", { operationId });
    if (state === "unknown") lost.push(operationId);
  }
  await outbox.offerAgain(lost);
  // What waits may stand on what another desk has still to offer.
  const waiting = outbox.view.get().values.filter((value) => !isFinished(value) && value.again !== true);
  await outbox.changeAll(
    waiting.map(({ operationId }) => operationId),
    { again: true },
  );
}
