/** Items on the platform: the list in memory, details sealed on this machine so that they can be read offline. */
import { z } from "zod";
import { digestOfJson } from "../../shared/digest";
import { AppError, toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { type ItemDetail, type ItemSummary, itemDetail, itemSummary } from "../../shared/http/item";
import type { Digest } from "../../shared/schema";
import type { Column, Items, Read } from "../services";
import { createSignal } from "../signal";
import { json } from "./draft-record";
import { parsed } from "./drafts";
import type { Records } from "./records";

export interface PlatformItems extends Items {
  readonly load: () => Promise<void>;
  /** From the platform only, and kept. @throws AppError as the platform answers. */
  readonly fetch: (itemId: string) => Promise<ItemDetail>;
  /** The sealed copies on this machine; items without one are left out. */
  readonly copies: (itemIds: readonly string[]) => Promise<readonly ItemDetail[]>;
  /** Drops everything decrypted. */
  readonly forget: () => void;
  readonly cursor: () => number;
  readonly moveCursor: (next: number) => Promise<void>;
}

const LIST = "items-list";
const COLUMNS = "columns";
const CURSOR = "changes-cursor";
const columnValue = z.object({ columnId: z.string(), name: z.string(), itemTypes: z.array(z.string()) });

export function createItems({ records, read }: { readonly records: Records; readonly read: Read }): PlatformItems {
  const list = createSignal<readonly ItemSummary[]>([]);
  const columns = createSignal<readonly Column[]>([]);
  const kept = new Map<string, Digest>();
  let cursor = 0;

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
    const detail = await read("items.read", { itemId });
    await keep("items", itemId, detail);
    return detail;
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
    forget: () => {
      list.set([]);
      columns.set([]);
    },
    cursor: () => cursor,
    load: async () => {
      list.set((await setting(LIST, z.array(itemSummary))) ?? []);
      columns.set((await setting(COLUMNS, z.array(columnValue))) ?? []);
      cursor = (await setting(CURSOR, z.number().int().nonnegative())) ?? 0;
    },
    moveCursor: async (next) => {
      if (next === cursor) return;
      await records.append([{ table: "settings", key: CURSOR, index: {}, value: next }]);
      cursor = next;
    },
    refresh: async () => {
      const [{ items }, known] = await Promise.all([read("items.list"), read("columns.list").catch(() => null)]);
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
