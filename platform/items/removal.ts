/**
 * Taking a publication off the public site. The register of publications is append-only (TN-21), and so is that of removals
 * (PB-6): what is shown is what the first has and the second has not.
 */
import type { Database, Tables, Work } from "../store/tables";

export interface Removal
  extends Pick<
    Tables["removals"],
    "repo_id" | "site" | "item_id" | "content_hash" | "kind" | "category" | "statement_hash" | "account_id"
  > {
  readonly at: string;
  readonly replacedBy: string | null;
}

/** Publications that are shown. */
export const shown = (db: Database | Work) =>
  db
    .selectFrom("publications")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("removals").select("removals.repo_id").whereRef("removals.repo_id", "=", "publications.repo_id"),
        ),
      ),
    );

/** From here on the page, its place in the lists and its files are gone, in one transaction with the reason. */
export async function remove(work: Work, { at, replacedBy, ...facts }: Removal): Promise<void> {
  const published = await work
    .selectFrom("publications")
    .select("at")
    .where("repo_id", "=", facts.repo_id)
    .executeTakeFirst();
  await work
    .insertInto("removals")
    .values({ ...facts, published_at: published?.at ?? null, removed_at: at, replaced_by: replacedBy })
    .execute();
}

/** Earlier publications of an item, which a corrected version takes the place of (TN-20). */
export async function replaceEarlier(work: Work, correction: Omit<Removal, "repo_id" | "content_hash" | "kind">) {
  const earlier = await shown(work)
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
