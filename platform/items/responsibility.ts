/** 责任信息 of an item as the platform has it (RP-5): what was registered at publication, else what follows from the history now. */
import type { Content } from "../../shared/model/content";
import type { History } from "../../shared/workflow/history";
import { type Responsibility, responsibilityOf } from "../../shared/workflow/responsibility";
import type { Site } from "../services";
import type { Database, Tables, Work } from "../store/tables";

/** The unit of whoever began the item, as it is called now. */
export async function unitOf(db: Database | Work, history: History): Promise<string> {
  const row = await db
    .selectFrom("accounts")
    .select("unit_name")
    .where("account_id", "=", history[0]?.actor.accountId ?? "")
    .executeTakeFirst();
  return row?.unit_name ?? "";
}

interface Item {
  readonly item: Pick<Tables["items"], "repo_id">;
  readonly history: History;
  readonly content: Content;
}

/** What was published keeps the unit's name of that day. */
export async function responsibilityNow(
  db: Database,
  { profile }: Pick<Site, "profile">,
  { item, history, content }: Item,
): Promise<Responsibility> {
  const registered = await db
    .selectFrom("publications")
    .select("unit_name")
    .where("repo_id", "=", item.repo_id ?? "")
    .executeTakeFirst();
  const unit = registered?.unit_name ?? (await unitOf(db, history));
  return responsibilityOf({ history, profile, writer: content.metadata.writer, unit });
}
