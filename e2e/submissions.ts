/** Many short items, written and signed through the window, and what of them the platform has. */
import type { Page } from "playwright-core";
import { type CastPerson, signInByApi } from "./api";
import { fillMetadata, newDraft, submit, typeDraft } from "./driver/writing";
import type { World } from "./world";

/** Writes, signs and submits so many items; submitting saves and proofreads them. Answers their titles. */
export async function submitMany(page: Page, author: CastPerson, count: number): Promise<string[]> {
  const titles: string[] = [];
  for (let nth = 1; nth <= count; nth += 1) {
    const title = `关于第${nth}号道路养护的通知`;
    await newDraft(page);
    await typeDraft(page, title, "请过往车辆注意安全。");
    await fillMetadata(page, {
      category: "通知公告",
      disclosure: "主动公开",
      column: "通知公告",
      generatedOn: "2026-06-18",
      indexNumber: `YS0000001/2026-${String(100 + nth).padStart(5, "0")}`,
    });
    await submit(page, author);
    titles.push(title);
  }
  return titles;
}

/** Titles of every item of the person on the platform, asked of its API; one that was made twice stands twice. */
export async function submittedTitles(world: World, author: CastPerson): Promise<string[]> {
  const { client, credential } = await signInByApi(world.platformUrl, world.cast.smsInbox, author);
  const { items } = await client.request("items.list", { credential });
  return items.filter(({ revision }) => revision === 1).map(({ title }) => title);
}
