/**
 * 封存: what came from the platform in a form that only a newer version can read. It is kept sealed and named to the
 * person, keeps nothing else waiting, and is delivered when a version that can read it starts.
 */
import { z } from "zod";
import { type ItemDetail, type ItemSummary, itemDetail, itemSummary } from "../../shared/http/item";
import { schemaVersion } from "../../shared/http/version";
import { instant } from "../../shared/schema";
import { createSignal, type Signal } from "../signal";
import { json } from "./draft-record";
import { parsed } from "./drafts";
import type { Records } from "./records";

const parkedValue = z.object({
  what: z.enum(["summary", "detail"]),
  itemId: z.string(),
  /** As far as it can be read: the title, else the item's number. */
  name: z.string(),
  at: instant,
  /** Version of the wire that this desk spoke. */
  version: z.number(),
  raw: z.json(),
});
export type ParkedValue = z.infer<typeof parkedValue>;

export interface Parked {
  readonly view: Signal<readonly ParkedValue[]>;
  readonly park: (what: ParkedValue["what"], raw: unknown) => Promise<void>;
  /** It was read after all. */
  readonly release: (what: ParkedValue["what"], itemId: string) => Promise<void>;
  /** Answers the items that this version can read and an older one could not; they are parked no longer. */
  readonly load: () => Promise<readonly ItemDetail[]>;
  readonly forget: () => void;
}

const keyOf = ({ what, itemId }: Pick<ParkedValue, "what" | "itemId">) => `parked:${what}:${itemId}`;

export function createParked(records: Records, clock: () => Date): Parked {
  const view = createSignal<readonly ParkedValue[]>([]);
  const drop = async (values: readonly ParkedValue[]) => {
    if (values.length === 0) return;
    const entries = values.map((value) => ({ table: "settings" as const, key: keyOf(value), index: {}, value: null }));
    await records.append(entries);
    const keys = new Set(values.map(keyOf));
    view.set(view.get().filter((value) => !keys.has(keyOf(value))));
  };
  return {
    view,
    park: async (what, raw) => {
      const value = { what, ...namesIn(raw), at: clock().toISOString(), version: schemaVersion, raw: json(raw) };
      const key = keyOf(value);
      const known = view.get().find((one) => keyOf(one) === key);
      if (known !== undefined && JSON.stringify(known.raw) === JSON.stringify(value.raw)) return;
      await records.append([{ table: "settings", key, index: {}, value }]);
      view.set([...view.get().filter((one) => keyOf(one) !== key), value]);
    },
    release: (what, itemId) => drop(view.get().filter((value) => keyOf(value) === keyOf({ what, itemId }))),
    load: async () => {
      view.set(parsed(parkedValue, await records.scan("settings", "parked:"), records));
      const readable = view.get().filter((value) => summaryIn(value) !== null || detailIn(value) !== null);
      await drop(readable);
      return readable.flatMap((value) => detailIn(value) ?? []);
    },
    forget: () => view.set([]),
  };
}

const summaryIn = ({ what, raw }: ParkedValue): ItemSummary | null =>
  what === "summary" ? (itemSummary.safeParse(raw).data ?? null) : null;
const detailIn = ({ what, raw }: ParkedValue): ItemDetail | null =>
  what === "detail" ? (itemDetail.safeParse(raw).data ?? null) : null;

const named = z.object({ itemId: z.string().max(100), title: z.string().optional().catch(undefined) });

/** Number and title as far as the form still has them where they have always been. */
export function namesIn(raw: unknown): { readonly itemId: string; readonly name: string } {
  const found = named.safeParse(raw).data ?? z.object({ summary: named }).safeParse(raw).data?.summary;
  if (found === undefined) return { itemId: "unnamed", name: "编号未知的稿件" };
  return { itemId: found.itemId, name: found.title ?? found.itemId };
}

export interface SortedList {
  readonly read: readonly ItemSummary[];
  readonly unread: readonly unknown[];
}

/** The items of a list, one by one: those this version can read, and the others as they came. Null for no list. */
export function sortList(raw: unknown): SortedList | null {
  const list = z.object({ items: z.array(z.unknown()) }).safeParse(raw);
  if (!list.success) return null;
  const results = list.data.items.map((item) => ({ item, result: itemSummary.safeParse(item) }));
  return {
    read: results.flatMap(({ result }) => (result.success ? [result.data] : [])),
    unread: results.flatMap(({ item, result }) => (result.success ? [] : [item])),
  };
}
