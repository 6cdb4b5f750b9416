/** What a signed-in account reads: one item, a version, a file. Nothing that PB-1 keeps from it. */
import { toBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import type { ItemDetail } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import { proofSheet } from "../../shared/publication/page";
import { digest } from "../../shared/schema";
import type { SignedStatement } from "../../shared/trust/statement";
import type { History } from "../../shared/workflow/history";
import { replay } from "../../shared/workflow/replay";
import { collected } from "../blobs/blob-store";
import { fileStream } from "../blobs/file-bytes";
import { publicPath } from "../public-path";
import { receiptsOf } from "../receipt";
import type { Caller, Services } from "../services";
import type { Database, Tables } from "../store/tables";
import { fileFor } from "./file-sight";
import { contentOfItem, historyOf, itemOf, ledgerOfItem } from "./record";
import { responsibilityNow } from "./responsibility";
import { summaryOf } from "./summary";
import { visible, visibleRevision } from "./visibility";

export interface Seen {
  readonly item: Tables["items"];
  readonly history: History;
}

/** @throws AppError E_NOT_FOUND, E_PERM */
export async function see(services: Services, caller: Caller, itemId: string): Promise<Seen> {
  const { db } = services.store;
  const item = await itemOf(db, itemId);
  const history = await historyOf(db, itemId);
  if (!visible({ item, history, profile: caller.site.profile, account: caller.account, scope: caller.scope }))
    throw new AppError("E_PERM", "此稿不在您的办理范围内");
  return { item, history };
}

export async function readItem(services: Services, caller: Caller, itemId: string): Promise<ItemDetail> {
  const { db } = services.store;
  const { item, history } = await see(services, caller, itemId);
  const content = await contentOfItem(db, itemId, item.content_hash);
  return {
    summary: summaryOf({ item, history, profile: caller.site.profile, account: caller.account, scope: caller.scope }),
    content,
    ledger: await ledgerOfItem(db, itemId, item.content_hash),
    history: [...history],
    statements: await statementsOf(db, itemId),
    receipts: await receiptsOf(db, itemId),
    repoId: item.repo_id,
    publicPath: item.phase === "published" && item.repo_id !== null ? publicPath(item.site, item.repo_id) : "",
    unitName: (await responsibilityNow(db, caller.site, { item, history, content })).unit,
  };
}

export function statementsOf(db: Database, itemId: string): Promise<SignedStatement[]> {
  return db
    .selectFrom("statements")
    .select(["statement", "signature"])
    .where("item_id", "=", itemId)
    .orderBy("seq")
    .execute();
}

export async function readRevision(
  services: Services,
  caller: Caller,
  wanted: { readonly itemId: string; readonly hash: string },
): Promise<{ content: Content }> {
  const { item, history } = await see(services, caller, wanted.itemId);
  const sight = { item, history, profile: caller.site.profile, account: caller.account, scope: caller.scope };
  if (!visibleRevision(sight, wanted.hash)) throw new AppError("E_PERM", "这一版未经审核，只在撰稿单位内可见");
  return { content: await contentOfItem(services.store.db, wanted.itemId, wanted.hash) };
}

/** @throws AppError E_STAGE before the sample page exists */
export async function readProof(
  services: Services,
  caller: Caller,
  itemId: string,
): Promise<{ layoutHash: string; html: string }> {
  const { item, history } = await see(services, caller, itemId);
  const { layoutHash } = replay(history, caller.site.profile);
  if (layoutHash === null) throw new AppError("E_STAGE", "尚未排版出样");
  const sheet = proofSheet(await contentOfItem(services.store.db, itemId, item.content_hash), caller.site.profile);
  if (sheet.layoutHash !== check(digest, layoutHash)) throw new AppError("E_HASH", "样版须重新生成");
  return sheet;
}

/** A small file as JSON, as desks before downloads by range ask for it. @throws AppError E_NOT_FOUND, E_PERM, E_TOO_LARGE */
export async function readFile(
  services: Services,
  caller: Caller,
  hash: string,
): Promise<{ mime: string; bytes: string }> {
  const { mime, size } = await fileFor(services, caller, hash);
  if (size > JSON_LIMIT) throw new AppError("E_TOO_LARGE", "附件较大，请分段下载");
  const bytes = await collected(await fileStream(services, hash, { from: 0, length: size }));
  return { mime, bytes: toBase64(bytes) };
}

const JSON_LIMIT = 24 * 1_048_576;
