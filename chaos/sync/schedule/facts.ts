/** What the desks say and what the platform has, read past all code that is being tried. */
import { type OutboxValue, outboxValue } from "../../../renderer/sync/outbox-record";
import type { DeskMachine } from "../world/desk-machine";
import type { World } from "../world/world";
import type { DeskNumber } from "./step";

export interface Told extends OutboxValue {
  readonly desk: DeskNumber;
}

/** Every row of a desk's outbox; null while its process does not run. */
export async function outboxOf(machine: DeskMachine, desk: DeskNumber): Promise<Told[] | null> {
  const { running } = machine;
  if (running === null) return null;
  let rows: Told[] | null = null;
  await running.life.outlive(async () => {
    const stored = await running.station.records.scan("outbox", "state:");
    rows = stored.map(({ value }) => ({ ...outboxValue.parse(value), desk }));
  });
  return rows;
}

export interface PlatformRevision {
  readonly item_id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly parent: string | null;
}

export function revisionsOf({ platform }: World, items: readonly string[]): Promise<PlatformRevision[]> {
  const { db } = platform.services.store;
  if (items.length === 0) return Promise.resolve([]);
  return db
    .selectFrom("revisions")
    .select(["item_id", "revision", "content_hash", "parent"])
    .where("item_id", "in", items)
    .orderBy("item_id")
    .orderBy("revision")
    .execute();
}
