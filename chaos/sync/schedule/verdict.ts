/** What must hold after every step, and what must hold when everything works again. */
import { matchingReceipt } from "../../../renderer/sync/receipt-match";
import { isFinished, isParked } from "../../../shared/sync/plan";
import type { PlatformRevision, Told } from "./facts";
import type { Notebook, Submission } from "./notebook";

export interface Evidence {
  readonly notebook: Notebook;
  /** Rows of the desks that run. */
  readonly rows: readonly Told[];
  readonly revisions: readonly PlatformRevision[];
}

/** Faults at any moment: said to be done and not done, done twice, or done by nobody. */
export function faultsNow({ notebook, rows, revisions }: Evidence): string[] {
  const effects = (itemId: string, hash: string) =>
    revisions.filter((row) => row.item_id === itemId && row.content_hash === hash).length;
  const known = new Set(notebook.tried.map(({ itemId, hash }) => `${itemId} ${hash}`));
  const done = rows.filter((row) => row.kind === "revision" && isDone(row));
  return [
    ...revisions.filter((row) => !known.has(`${row.item_id} ${row.content_hash}`)).map((row) => `foreign ${name(row)}`),
    ...notebook.tried
      .filter(({ itemId, hash }) => effects(itemId, hash) > 1)
      .map(({ itemId, hash }) => `doubled ${itemId} ${hash}`),
    ...done.filter((row) => effects(row.itemId, row.contentHash) !== 1).map((row) => `lost ${told(row)}`),
    ...done
      .filter((row) => row.receipt === null || matchingReceipt(row.receipt.receipt, row) === null)
      .map((row) => `no receipt ${told(row)}`),
    ...brokenChains(revisions),
  ];
}

/** Faults once nothing fails any more and the loops have come to rest. */
export function faultsAtRest(evidence: Evidence): string[] {
  const { notebook, rows, revisions } = evidence;
  const there = (itemId: string, hash: string) =>
    revisions.some((row) => row.item_id === itemId && row.content_hash === hash);
  const gone = notebook.tried.filter((submission) => notebook.wasTold(submission) && rowOf(rows, submission) === null);
  const undone = rows.filter((row) => row.kind === "revision" && !isDone(row));
  return [
    ...faultsNow(evidence),
    ...gone.map(({ desk, itemId, hash }) => `lost from desk ${desk}: ${itemId} ${hash}`),
    ...undone.filter((row) => there(row.itemId, row.contentHash)).map((row) => `done and not said: ${told(row)}`),
    ...undone
      .filter((row) => !isFinished(row) && !isParked(row) && !behindParked(row, rows))
      .map((row) => `stuck ${told(row)}`),
    ...rows.filter((row) => isParked(row) && row.failure === null).map((row) => `asks without a reason: ${told(row)}`),
  ];
}

const isDone = (row: Told): boolean => row.state === "acknowledged" || row.state === "confirmed";

const rowOf = (rows: readonly Told[], { desk, itemId, hash }: Submission): Told | null =>
  rows.find((row) => row.desk === desk && row.itemId === itemId && row.contentHash === hash) ?? null;

const behindParked = (row: Told, rows: readonly Told[]): boolean =>
  rows.some(
    (other) => other.desk === row.desk && other.itemId === row.itemId && other.order < row.order && isParked(other),
  );

/** Each revision builds on the one before it. */
function brokenChains(revisions: readonly PlatformRevision[]): string[] {
  return revisions.flatMap((row, at) => {
    const before = revisions[at - 1];
    const expected = before !== undefined && before.item_id === row.item_id ? before : null;
    const fits = row.parent === (expected?.content_hash ?? null) && row.revision === (expected?.revision ?? 0) + 1;
    return fits ? [] : [`broken chain at ${name(row)}`];
  });
}

const name = (row: PlatformRevision): string => `${row.item_id} revision ${row.revision} ${row.content_hash.slice(-8)}`;
const told = (row: Told): string =>
  `desk ${row.desk} ${row.itemId} ${row.contentHash.slice(-8)} ${row.state} ${row.failure?.code ?? ""}`;
