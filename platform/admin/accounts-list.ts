/** Accounts of the administrator's units as the pages list them: searched, sorted, page by page. */
import { sql } from "kysely";
import { governedBy } from "../identity/scope";
import type { Caller, Services } from "../services";
import type { StoredAccount } from "../store/tables";
import { likeText } from "./names";
import { PAGE_ROWS, type Place } from "./place";

export const accountSorts = {
  name: sql<string>`name`,
  unit: sql<string>`unit_name`,
  state: sql<string>`state`,
  login: sql<string>`coalesce(last_login_at, '')`,
  ends: sql<string>`coalesce(ends_at, '')`,
};

export interface AccountWish {
  readonly text: string;
  readonly unit: string;
  readonly role: string;
  readonly state: string;
  /** Only those without 上岗条件 (RP-7). */
  readonly unready: boolean;
  readonly by: keyof typeof accountSorts;
  readonly down: boolean;
  readonly after: Place | null;
}

export interface AccountLine extends StoredAccount {
  readonly certificates: number;
  /** What the list is sorted by. */
  readonly key: string;
}

export async function accountLines(
  { store }: Services,
  { site, scope }: Caller,
  wish: AccountWish,
): Promise<{ readonly rows: readonly AccountLine[]; readonly next: Place | null }> {
  const key = accountSorts[wish.by];
  const way = wish.down ? "desc" : "asc";
  let query = store.db
    .selectFrom("accounts")
    .selectAll()
    .select([key.as("key")])
    .select(
      sql<string>`(select count(*) from certificates c where c.account_id = accounts.account_id)`.as("certificates"),
    )
    .where("site", "=", site.site)
    .where((where) => governedBy(scope, where.ref("unit_id")));
  if (wish.text !== "")
    query = query.where(sql<boolean>`(name like ${likeText(wish.text)} or unit_name like ${likeText(wish.text)}
      or account_id = ${wish.text})`);
  if (wish.unit !== "") query = query.where("unit_id", "=", wish.unit);
  if (wish.role !== "") query = query.where(sql<boolean>`roles::jsonb @> ${JSON.stringify([wish.role])}::jsonb`);
  const state = states.find((each) => each === wish.state);
  if (state !== undefined) query = query.where("state", "=", state);
  if (wish.unready) query = query.where(sql<boolean>`(vetted_on is null or trained_on is null)`);
  if (wish.after !== null) {
    const [value, id] = wish.after;
    const beyond = wish.down ? sql`<` : sql`>`;
    query = query.where(sql<boolean>`(${key}, account_id) ${beyond} (${value}, ${id})`);
  }
  const found = await query
    .orderBy(key, way)
    .orderBy("account_id", way)
    .limit(PAGE_ROWS + 1)
    .execute();
  const rows = found.slice(0, PAGE_ROWS).map((row) => ({ ...row, certificates: Number(row.certificates) }));
  const last = rows.at(-1);
  return { rows, next: found.length > PAGE_ROWS && last !== undefined ? [last.key, last.account_id] : null };
}

const states = ["active", "disabled", "reclaimed"] as const;
