/** What the protocol promises, as a judge sees it who knows what everybody was told. */
import { isFinished, isParked } from "../plan";
import type { ModelDesk } from "./desk";
import type { ModelPlatform } from "./platform";
import { deskNumbers, historyOf, type Row, type Told } from "./state";

export interface Judged {
  readonly platform: ModelPlatform;
  readonly desks: readonly [ModelDesk, ModelDesk];
  readonly told: readonly Told[];
  /** The platform came back from a backup at some time. */
  readonly restored: boolean;
}

const isDone = ({ state }: Row): boolean => state === "acknowledged" || state === "confirmed";

/** At any moment. */
export function brokenNow({ platform, desks, told }: Judged): string[] {
  const effects = (hash: string): number => platform.revisions.filter((revision) => revision.hash === hash).length;
  const rows = desks.flatMap((desk) => desk.rows());
  return [
    ...told.filter(({ hash }) => effects(hash) > 1).map(({ hash }) => `${hash} took effect twice`),
    ...rows.filter((row) => isDone(row) && effects(row.hash) === 0).map(({ hash }) => `${hash} is said to be there`),
    ...rows
      .filter((row) => isDone(row) && row.receipt !== row.operationId)
      .map(({ hash }) => `${hash} is said to be there by no receipt of its own`),
    ...brokenChains({ platform, told }),
    ...desks.filter(({ overtaken }) => overtaken > 0).map(() => "an order stood behind ordinary operations"),
  ];
}

/** When everything has come to rest. */
export function brokenAtRest(judged: Judged): string[] {
  const { platform, desks, told } = judged;
  const there = (hash: string): boolean => platform.revisions.some((revision) => revision.hash === hash);
  const rowOf = ({ desk, hash }: Told) => desks[desk].rows().find((row) => row.hash === hash);
  const open = deskNumbers.flatMap((number) => desks[number].rows().filter((row) => !isDone(row)));
  return [
    ...brokenNow(judged),
    ...told.filter((one) => rowOf(one) === undefined).map(({ hash }) => `${hash} is lost at the desk`),
    ...open.filter(({ hash }) => there(hash)).map(({ hash, state }) => `${hash} is there and called ${state}`),
    ...deskNumbers.flatMap((number) => stuck(desks[number].rows())),
    ...deskNumbers.flatMap((number) => unfounded(number, judged)),
    ...deskNumbers.flatMap((number) => unseen(number, judged)),
  ];
}

/** Each revision stands on the one before, and on the one its author saw. */
function brokenChains({ platform, told }: Pick<Judged, "platform" | "told">): string[] {
  const items = new Set(platform.revisions.map(({ itemId }) => itemId));
  const gaps = [...items].flatMap((itemId) => {
    const history = historyOf(platform.revisions, itemId);
    return history.filter(({ parent }, at) => parent !== (history[at - 1]?.hash ?? null));
  });
  const changed = platform.revisions.filter(({ hash, parent }) => {
    const said = told.find((one) => one.hash === hash);
    return said !== undefined && !said.urgent && said.parent !== parent;
  });
  return [
    ...gaps.map(({ hash }) => `${hash} overwrites what its author never saw`),
    ...changed.map(({ hash }) => `${hash} was sent with other bytes than were submitted`),
  ];
}

/** Neither done nor asking anybody. */
function stuck(rows: readonly Row[]): string[] {
  const waiting = rows.filter((row) => !isFinished(row) && !isParked(row));
  const free = waiting.filter(
    (row) => !rows.some((other) => other.itemId === row.itemId && other.order < row.order && isParked(other)),
  );
  return free.map(({ hash, state }) => `${hash} stays ${state} for ever`);
}

/** A person is asked only where somebody else was first. */
function unfounded(number: 0 | 1, { platform, desks, restored }: Judged): string[] {
  const parked = desks[number].rows().filter(isParked);
  const founded = (row: Row): boolean =>
    row.code === "E_CONFLICT" &&
    historyOf(platform.revisions, row.itemId).some(({ by, hash }) => by !== number && hash !== row.parent);
  // On what was taken back, is parked itself or was lost by a restore, a text stands on nothing: its author is rightly asked.
  const rows = desks.flatMap((desk) => desk.rows());
  const orphaned = (row: Row): boolean =>
    row.code === "E_CONFLICT" && (restored || rows.some((other) => other.hash === row.parent && !isDone(other)));
  return parked
    .filter((row) => !founded(row) && !orphaned(row))
    .map(({ hash, code }) => `${hash} asks for nothing (${code})`);
}

/** What the platform has of an item, every desk has seen. */
function unseen(number: 0 | 1, { platform, desks }: Judged): string[] {
  const items = new Set(platform.revisions.map(({ itemId }) => itemId));
  return [...items]
    .filter((itemId) => platform.headOf(itemId) !== null)
    .filter((itemId) => desks[number].disk.heads.get(itemId) !== platform.headOf(itemId))
    .map((itemId) => `desk ${number} never sees the newest of ${itemId}`);
}
