/** 先入库后使用 (NC-26): approved content enters the repository, and only a repository id can be published. */
import { AppError } from "../../shared/failure";
import { type Effect as Answer, effect } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import type { History } from "../../shared/workflow/history";
import { releaseFaults } from "../../shared/workflow/metadata";
import { responsibilityOf, reviewersText } from "../../shared/workflow/responsibility";
import { next } from "../counter";
import type { Call } from "../http/register";
import { refuseOwnRelease } from "../items/column-feeding";
import { claimNumber, numberFor } from "../items/index-number";
import { contentOfItem, existing, itemOf, type LockedItem, lockedItem } from "../items/record";
import { replaceEarlier } from "../items/removal";
import { unitOf } from "../items/responsibility";
import { demandReached } from "../items/visibility";
import type { Services } from "../services";
import type { Tables, Work } from "../store/tables";
import { commit, type Scene, take } from "./change";
import { type Changed, performOnItem } from "./operation";
import { refuseFaultyMetadata } from "./signed-decision";

export function ingest(services: Services, { body, caller, operationId }: Call<"repo.ingest">): Promise<Answer> {
  const { itemId } = body;
  const request = { caller, operationId, content: { route: "repo.ingest", body }, itemId, event: "ingest" };
  return performOnItem(services, request, {
    answer: effect,
    prepare: () => itemOf(services.store.db, itemId),
    gather: (work) => lockedItem(work, itemId),
    apply: (work, _, locked) => enter({ services, work, ...request, at: services.clock() }, body.contentHash, locked),
  });
}

async function enter(
  scene: Scene,
  contentHash: string,
  { item, history: before }: LockedItem,
): Promise<Changed<Answer>> {
  const { work, caller, itemId, at } = scene;
  await refuseForeign(scene, item, before);
  const repoId = await newRepoId(work, caller.site.site, at);
  const after = take(scene, before, { kind: "ingest", contentHash, repoId });
  const content = await contentOfItem(work, itemId, contentHash);
  refuseFaultyMetadata(content, caller);
  await work
    .insertInto("repo")
    .values({
      repo_id: repoId,
      site: caller.site.site,
      item_id: itemId,
      content_hash: contentHash,
      index_number: await indexNumber(scene, content),
      account_id: caller.account.accountId,
      at: at.toISOString(),
    })
    .execute();
  return commit(scene, {
    item,
    before,
    after,
    content,
    receipt: { event: "ingest", contentHash, statementHash: null, repoId },
  });
}

async function newRepoId(work: Work, site: string, at: Date): Promise<string> {
  const year = at.getUTCFullYear();
  return `${site}-${year}-${String(await next(work, `repo ${site} ${year}`)).padStart(6, "0")}`;
}

/** 信息索取号 (XY-0): the editor's own where there is one. It stands in the repository; the signed content is not touched. */
async function indexNumber({ work, caller, itemId, at }: Scene, { metadata }: Content): Promise<string> {
  const wish = { caller, itemId, year: at.getUTCFullYear(), at };
  if (metadata.indexNumber === "") return numberFor(work, wish);
  await claimNumber(work, metadata.indexNumber, wish);
  return metadata.indexNumber;
}

export function publish(services: Services, { body, caller, operationId }: Call<"repo.publish">): Promise<Answer> {
  const { db } = services.store;
  const find = async (): Promise<Tables["repo"]> => {
    const row = await db.selectFrom("repo").selectAll().where("repo_id", "=", body.repoId).executeTakeFirst();
    if (row === undefined || row.site !== caller.site.site) throw new AppError("E_REPO", "没有这个入库编号");
    return row;
  };
  const request = { caller, operationId, content: { route: "repo.publish", body }, itemId: "", event: "publish" };
  return performOnItem(services, request, {
    answer: effect,
    prepare: find,
    gather: (work, row) => lockedItem(work, row.item_id),
    apply: (work, row, locked) =>
      release({ services, work, ...request, itemId: row.item_id, at: services.clock() }, row, locked),
  });
}

async function release(
  scene: Scene,
  row: Tables["repo"],
  { item, history: before }: LockedItem,
): Promise<Changed<Answer>> {
  const { work, itemId, at } = scene;
  const { repo_id: repoId, content_hash: contentHash } = row;
  await refuseForeign(scene, item, before);
  const after = take(scene, before, { kind: "publish", contentHash, repoId });
  const content = await contentOfItem(work, itemId, contentHash);
  const [fault] = releaseFaults(content.metadata);
  if (fault !== undefined) throw new AppError(fault.code, fault.text);
  const stamp = await registered(scene, content, after);
  await replaceEarlier(work, {
    site: row.site,
    item_id: itemId,
    category: "",
    statement_hash: null,
    account_id: scene.caller.account.accountId,
    at: at.toISOString(),
    replacedBy: repoId,
  });
  await work
    .insertInto("publications")
    .values({
      repo_id: repoId,
      site: row.site,
      item_id: itemId,
      content_hash: contentHash,
      title: content.document.title,
      column_id: content.metadata.columnId,
      at: at.toISOString(),
      ...stamp,
    })
    .execute();
  const receipt = { event: "publish", contentHash, statementHash: null, repoId } as const;
  return commit(scene, { item, before, after, content, receipt });
}

type Stamp = Pick<
  Tables["publications"],
  "unit_name" | "writer" | "entered_by" | "reviewers" | "signed_off_by" | "published_by"
>;

/** 责任信息 (XY-7, RP-5): 采编人 as the metadata says, 录入人 from the session that entered it, nobody's to set by API. */
async function registered({ work, caller }: Scene, content: Content, history: History): Promise<Stamp> {
  const { profile } = caller.site;
  const unit = await unitOf(work, history);
  const stamp = responsibilityOf({ history, profile, writer: content.metadata.writer, unit });
  return {
    unit_name: stamp.unit,
    writer: stamp.writer,
    entered_by: stamp.enteredBy,
    reviewers: reviewersText(stamp),
    signed_off_by: stamp.signedOffBy,
    published_by: stamp.publishedBy,
  };
}

async function refuseForeign({ work, caller }: Scene, found: LockedItem["item"], history: History): Promise<void> {
  const item = existing(found);
  if (item.site !== caller.site.site) throw new AppError("E_PERM", "稿件属于其他站点");
  demandReached({ item, history, account: caller.account, scope: caller.scope });
  await refuseOwnRelease(work, item, caller.account.unitId);
}
