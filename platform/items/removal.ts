/** Taking a publication off the public site. Its row stays as the register of removals, which is the proof of it (PB-6). */
import type { Database, Tables, Work } from "../store/tables";

export interface Removal
  extends Pick<
    Tables["removals"],
    "repo_id" | "site" | "item_id" | "content_hash" | "kind" | "category" | "statement_hash" | "account_id"
  > {
  readonly at: string;
  readonly replacedBy: string | null;
}

/** From here on the page, its place in the lists and its files are gone, in one transaction with the reason. */
export async function remove(work: Work, { at, replacedBy, ...facts }: Removal): Promise<void> {
  const shown = await work
    .deleteFrom("publications")
    .where("repo_id", "=", facts.repo_id)
    .returning("at")
    .executeTakeFirst();
  await work
    .insertInto("removals")
    .values({ ...facts, published_at: shown?.at ?? null, removed_at: at, replaced_by: replacedBy })
    .execute();
}

/** Earlier publications of an item, which a corrected version takes the place of (TN-20). */
export async function replaceEarlier(work: Work, correction: Omit<Removal, "repo_id" | "content_hash" | "kind">) {
  const earlier = await work
    .selectFrom("publications")
    .select(["repo_id", "content_hash"])
    .where("item_id", "=", correction.item_id)
    .where("repo_id", "!=", correction.replacedBy)
    .execute();
  for (const row of earlier) await remove(work, { ...correction, ...row, kind: "correction" });
}

export async function removalOf(db: Database, site: string, repoId: string): Promise<Tables["removals"] | null> {
  const row = await db
    .selectFrom("removals")
    .selectAll()
    .where("site", "=", site)
    .where("repo_id", "=", repoId)
    .executeTakeFirst();
  return row ?? null;
}
