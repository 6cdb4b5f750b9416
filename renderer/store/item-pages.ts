/**
 * The platform's whole list, asked for page by page. Newest come first, so what changes while the pages are read moves ahead
 * of them: the beginning is looked at once more, until something is met that was there before.
 */
import { z } from "zod";
import { AppError } from "../../shared/failure";
import type { ItemSummary } from "../../shared/http/item";
import type { Read } from "../services";
import { NewerData } from "./newer-data";
import { namesIn, type SortedList, sortList } from "./parked";

const LIMIT = "200";

interface Page extends SortedList {
  readonly next: string | null;
}

/** @throws AppError as the platform answers; E_SERVER for pages that lead back to one another */
export async function wholeList(read: Read): Promise<SortedList> {
  const items = new Map<string, ItemSummary>();
  const unread = new Map<string, unknown>();
  const take = (page: Page) => {
    for (const item of page.read) items.set(item.itemId, item);
    for (const raw of page.unread) unread.set(namesIn(raw).itemId, raw);
  };
  const first = await pageAfter(read, null);
  take(first);
  for (let page = first, seen = new Set<string>(); page.next !== null; ) {
    if (seen.has(page.next)) throw new AppError("E_SERVER", "平台的稿件清单没有尽头");
    seen = new Set([...seen, page.next]);
    page = await pageAfter(read, page.next);
    take(page);
  }
  if (first.next !== null) await lookAgain(read, first, take);
  return { read: [...items.values()].sort(newestFirst), unread: [...unread.values()] };
}

async function lookAgain(read: Read, first: Page, take: (page: Page) => void): Promise<void> {
  const known = first.read[0]?.updatedAt ?? "";
  let after: string | null = null;
  do {
    const page: Page = await pageAfter(read, after);
    take(page);
    after = page.read.some((item) => item.updatedAt <= known) ? null : page.next;
  } while (after !== null);
}

const newestFirst = (a: ItemSummary, b: ItemSummary): number =>
  a.updatedAt === b.updatedAt ? 0 : a.updatedAt < b.updatedAt ? 1 : -1;

/** One item in a form of a newer version is set aside; the list goes on with the others. */
async function pageAfter(read: Read, after: string | null): Promise<Page> {
  try {
    const { items, next = null } = await read("items.list", {}, { limit: LIMIT, ...(after === null ? {} : { after }) });
    return { read: items, unread: [], next };
  } catch (error) {
    const sorted = error instanceof NewerData ? sortList(error.raw) : null;
    if (!(error instanceof NewerData) || sorted === null) throw error;
    return { ...sorted, next: pageEnd.safeParse(error.raw).data?.next ?? null };
  }
}

const pageEnd = z.object({ next: z.string().nullable().optional() });
