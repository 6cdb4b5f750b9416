/** Who may have the bytes of a file: whoever uploaded it, and whoever may see an item it was uploaded for. */
import { AppError } from "../../shared/failure";
import type { Caller, Services } from "../services";
import type { Tables } from "../store/tables";
import { findItem, historyOf } from "./record";
import { visible } from "./visibility";

export type StoredFile = Omit<Tables["files"], "bytes">;

/** @throws AppError E_NOT_FOUND, E_PERM */
export async function fileFor(services: Services, caller: Caller, hash: string): Promise<StoredFile> {
  const row = await fileRow(services, hash);
  if (row === null) throw new AppError("E_NOT_FOUND", "没有这个附件");
  if (!(await mayHave(services, caller, hash))) throw new AppError("E_PERM");
  return row;
}

/** Whether its bytes need not be sent: to anybody else a stored hash looks like one nobody has. */
export async function isKnown(
  services: Services,
  caller: Caller,
  { hash, itemId }: { readonly hash: string; readonly itemId: string },
): Promise<boolean> {
  await refuseStranger(services, caller, itemId);
  return (await fileRow(services, hash)) !== null && (await mayHave(services, caller, hash));
}

/** Files of an item come from those who may see it; a new item has none yet. @throws AppError E_PERM */
export async function refuseStranger(services: Services, caller: Caller, itemId: string): Promise<void> {
  if (!(await sees(services, caller, itemId, true))) throw new AppError("E_PERM");
}

async function fileRow({ store: { db } }: Services, hash: string): Promise<StoredFile | null> {
  const row = await db
    .selectFrom("files")
    .select(["hash", "mime", "size", "at"])
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row ?? null;
}

async function mayHave(services: Services, caller: Caller, hash: string): Promise<boolean> {
  const uses = await services.store.db.selectFrom("file_uses").selectAll().where("hash", "=", hash).execute();
  for (const use of uses) {
    if (use.account_id === caller.account.accountId || (await sees(services, caller, use.item_id, false))) return true;
  }
  return false;
}

async function sees(services: Services, caller: Caller, itemId: string, whenNew: boolean): Promise<boolean> {
  const { db } = services.store;
  const item = await findItem(db, itemId);
  if (item === null) return whenNew;
  const history = await historyOf(db, itemId);
  return visible({ item, history, profile: caller.site.profile, account: caller.account, scope: caller.scope });
}
