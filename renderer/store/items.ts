/** Items on the platform: the list in memory, details sealed on this machine so that they can be read offline. */
import { z } from "zod";
import { digestOfJson } from "../../shared/digest";
import { AppError, toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { columnUse } from "../../shared/http/column";
import { type ItemDetail, type ItemSummary, itemDetail, itemSummary } from "../../shared/http/item";
import type { Digest } from "../../shared/schema";
import { type FeedPlace, noPlace } from "../../shared/sync/feed";
import type { Column, Items, Read } from "../services";
import { createSignal, type Signal } from "../signal";
import { json } from "./draft-record";
import { parsed } from "./drafts";
import { wholeList } from "./item-pages";
import { NewerData } from "./newer-data";
import { createParked, namesIn, type ParkedValue } from "./parked";
import type { Records } from "./records";

export interface PlatformItems extends Items {
  readonly load: () => Promise<void>;
  /** From the platform only, and kept. @throws AppError as the platform answers. */
  readonly fetch: (itemId: string) => Promise<ItemDetail>;
  /** The sealed copies on this machine; items without one are left out. */
  readonly copies: (itemIds: readonly string[]) => Promise<readonly ItemDetail[]>;
  /** Drops everything decrypted. */
  readonly forget: () => void;
  /** How far the change feed has been read. */
  readonly place: () => FeedPlace;
  readonly moveTo: (place: FeedPlace) => Promise<void>;
  /** Takes away the sealed copies of items that this person may no longer see. */
  readonly drop: (itemIds: readonly string[]) => Promise<void>;
  /** The platform's list as it is now, kept nowhere. */
  readonly listed: () => Promise<readonly ItemSummary[]>;
  /** What a newer version wrote, sealed and unread. */
  readonly parked: Signal<readonly ParkedValue[]>;
}

const LIST = "items-list";
const COLUMNS = "columns";
const PLACE = "feed-place";
const placeValue = z.object({ epoch: z.string().nullable(), cursor: z.number().int().nonnegative() });
const columnValue = z.object({
  columnId: z.string(),
  name: z.string(),
  itemTypes: z.array(z.string()),
  leadUnit: z.string().nullable().exactOptional(),
  use: columnUse.exactOptional(),
});

export interface ItemParts {
  readonly records: Records;
  readonly read: Read;
  readonly clock: () => Date;
}

export function createItems({ records, read, clock }: ItemParts): PlatformItems {
  const list = createSignal<readonly ItemSummary[]>([]);
  const columns = createSignal<readonly Column[]>([]);
  const kept = new Map<string, Digest>();
  const parked = createParked(records, clock);
  let place = noPlace;

  /** A copy that cannot be kept, e.g. for E_DISK, is no reason not to show the item; the store says its own trouble. */
  const keep = async (table: "items" | "settings", key: string, value: unknown) => {
    const hash = digestOfJson(value);
    if (kept.get(`${table} ${key}`) === hash) return;
    await records.append([{ table, key, index: {}, value: json(value) }]).then(
      () => kept.set(`${table} ${key}`, hash),
      () => undefined,
    );
  };
  const setting = async <T>(key: string, schema: z.ZodType<T>): Promise<T | null> => {
    const [value] = parsed(schema, await records.get("settings", [key]), records);
    return value ?? null;
  };
  const fetch = async (itemId: string) => {
    const detail = await read("items.read", { itemId }).catch(async (error: unknown) => {
      if (error instanceof NewerData) await parked.park("detail", error.raw).catch(() => undefined);
      throw error;
    });
    await keep("items", itemId, detail);
    await parked.release("detail", itemId);
    return detail;
  };
  /** One item in a form of a newer version is set aside; the list goes on with the others. */
  const listed = async (): Promise<readonly ItemSummary[]> => {
    const sorted = await wholeList(read);
    for (const raw of sorted.unread) await parked.park("summary", raw).catch(() => undefined);
    const still = new Set(sorted.unread.map((raw) => namesIn(raw).itemId));
    const readable = parked.view.get().filter(({ what, itemId }) => what === "summary" && !still.has(itemId));
    for (const { itemId } of readable) await parked.release("summary", itemId);
    return sorted.read;
  };
  const cached = async (itemId: string): Promise<ItemDetail | null> => {
    const [detail] = parsed(itemDetail, await records.get("items", [itemId]), records);
    return detail ?? null;
  };

  return {
    list: list.get,
    // Column names are part of what the lists show: one subscription tells of both.
    subscribe: (onChange) => {
      const stops = [list.subscribe(onChange), columns.subscribe(onChange)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    columns: columns.get,
    copies: async (itemIds) => parsed(itemDetail, await records.get("items", itemIds), records),
    listed,
    parked: parked.view,
    forget: () => {
      parked.forget();
      list.set([]);
      columns.set([]);
    },
    place: () => place,
    load: async () => {
      list.set((await setting(LIST, z.array(itemSummary))) ?? []);
      columns.set((await setting(COLUMNS, z.array(columnValue))) ?? []);
      place = (await setting(PLACE, placeValue)) ?? noPlace;
      for (const detail of await parked.load()) await keep("items", detail.summary.itemId, detail);
    },
    moveTo: async (next) => {
      if (next.epoch === place.epoch && next.cursor === place.cursor) return;
      await records.append([{ table: "settings", key: PLACE, index: {}, value: json(next) }]);
      place = next;
    },
    drop: async (itemIds) => {
      const held = (await records.get("items", itemIds)).map(({ key }) => key);
      if (held.length === 0) return;
      await records.append(held.map((key) => ({ table: "items" as const, key, index: {}, value: null })));
      for (const key of held) kept.delete(`items ${key}`);
    },
    refresh: async () => {
      const [items, known] = await Promise.all([listed(), read("columns.list", {}, { owners: "1" }).catch(() => null)]);
      await keep("settings", LIST, items);
      list.set(items);
      if (known === null) return;
      await keep("settings", COLUMNS, known.columns);
      columns.set(known.columns);
    },
    fetch,
    read: async (itemId) => {
      try {
        return { detail: await fetch(itemId), cached: false };
      } catch (error) {
        const { code } = toFailure(error);
        if (failures[code].kind !== "network" && code !== "E_SESSION") throw error;
        const detail = await cached(itemId);
        if (detail !== null) return { detail, cached: true };
        throw code === "E_SESSION" ? error : new AppError("E_OFFLINE", "本机还没有这份稿件的副本", { cause: error });
      }
    },
  };
}
