import { describe, expect, it } from "vitest";
import type { ItemSummary } from "../../shared/http/item";
import { routes } from "../../shared/http/routes";
import type { Read } from "../services";
import { wholeList } from "./item-pages";
import { NewerData } from "./newer-data";

const line = (number: number, at = number): ItemSummary => ({
  itemId: `item-${number}`,
  site: "luan",
  title: `第${number}份`,
  itemType: "notice",
  columnId: "notices",
  important: false,
  revision: 1,
  contentHash: `sha-256:${"0".repeat(64)}`,
  phase: "draft",
  nextStep: "",
  waitingForMe: false,
  mine: true,
  updatedAt: new Date(1_700_000_000_000 + at * 1_000).toISOString(),
});

interface Platform {
  readonly items: ItemSummary[];
  readonly asked: string[];
  readonly read: Read;
}

/** Answers as the platform does: newest first, pages of two, the place named by the last item. */
function platformWith(items: ItemSummary[], changed: (asked: number) => void = () => undefined): Platform {
  const asked: string[] = [];
  const place = (item: ItemSummary) => `${item.updatedAt}~${item.itemId}`;
  const read: Read = async (route, _params, query = {}) => {
    changed(asked.length);
    asked.push(query.after ?? "");
    const after = query.after;
    const sorted = [...items].sort((a, b) => (place(a) < place(b) ? 1 : -1));
    const rest = sorted.filter((item) => after === undefined || place(item) < after);
    const page = rest.slice(0, 2);
    const last = page.at(-1);
    const next = rest.length > 2 && last !== undefined ? place(last) : null;
    return routes[route].reply.parse({ items: page, next }) as Awaited<ReturnType<typeof read<typeof route>>>;
  };
  return { items, asked, read };
}

describe("the whole list in pages (D7)", () => {
  it("has each item once, newest first, however many pages it takes", async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7];
    const { read } = platformWith(numbers.map((number) => line(number)));
    const list = await wholeList(read);
    expect(list.read.map(({ itemId }) => itemId)).toEqual([...numbers].reverse().map((number) => `item-${number}`));
  });

  it("does not lose an item that changes, and so moves to the front, while later pages are read", async () => {
    const platform = platformWith(
      [1, 2, 3, 4, 5].map((number) => line(number)),
      (asked) => {
        if (asked === 1) platform.items[0] = line(1, 99);
      },
    );
    const list = await wholeList(platform.read);
    expect(list.read.map(({ itemId }) => itemId)).toEqual(["item-1", "item-5", "item-4", "item-3", "item-2"]);
    expect(list.read[0]?.updatedAt).toBe(line(1, 99).updatedAt);
  });

  it("asks once when one page is all there is", async () => {
    const platform = platformWith([line(1), line(2)]);
    await wholeList(platform.read);
    expect(platform.asked).toEqual([""]);
  });

  it("goes on after a page with an item of a newer version, which it sets aside", async () => {
    const read: Read = async (route, _params, query = {}) => {
      if (query.after === undefined)
        throw new NewerData({ items: [{ ...line(2), mood: "glad" }, line(3)], next: "second" });
      return routes[route].reply.parse({ items: [line(1)], next: null }) as Awaited<
        ReturnType<typeof read<typeof route>>
      >;
    };
    const list = await wholeList(read);
    expect(list.read.map(({ itemId }) => itemId)).toEqual(["item-3", "item-1"]);
    expect(list.unread).toMatchObject([{ itemId: "item-2" }]);
  });

  it("refuses pages that lead back to one another instead of asking for ever", async () => {
    const read: Read = async (route) =>
      routes[route].reply.parse({ items: [line(1)], next: "again" }) as Awaited<ReturnType<typeof read<typeof route>>>;
    await expect(wholeList(read)).rejects.toThrow("E_SERVER");
  });
});
