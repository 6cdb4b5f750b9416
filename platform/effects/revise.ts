/** 上报一个版本: immutable content with its ledger. */
import { utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { type Effect as Answer, effect } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import { machinePass } from "../../shared/proofreading/machine-pass";
import { checkForm } from "../../shared/publication/content-form";
import type { Digest } from "../../shared/schema";
import { replay } from "../../shared/workflow/replay";
import type { Call } from "../http/register";
import { findItem, historyOf, lockItem } from "../items/record";
import type { Services } from "../services";
import type { Database } from "../store/tables";
import { attachmentsOf } from "./attachments";
import { commit, type Scene, take } from "./change";
import { checkLedger } from "./inspection";
import { checkEntries, keepLedger, refuseAbsurdLedger } from "./ledger-entries";
import { perform } from "./operation";
import { refuseSecretContent, refuseSecretLedger } from "./secrecy-scan";

type Revise = Call<"items.revise">;

export function revise(services: Services, call: Revise): Promise<Answer> {
  const { itemId } = call.params;
  refuseAbsurdLedger(call.body.ledger);
  const form = formOf(call.body.content);
  const request = {
    caller: call.caller,
    operationId: call.operationId,
    // The content stands in the request's digest by its own: a long text is brought into canonical form once.
    content: { route: "items.revise", itemId, body: { ...call.body, content: form.hash } },
    itemId,
    event: "revision",
  };
  return perform(services, request, {
    answer: effect,
    prepare: () => examine(services, call),
    apply: (work) => store({ services, work, ...request, at: services.clock() }, call, form),
  });
}

interface Form {
  /** RFC 8785. */
  readonly text: string;
  readonly hash: Digest;
}

/** @throws AppError E_INPUT for half a surrogate pair, which has no canonical form (RFC 8785) */
function formOf(content: Content): Form {
  try {
    const text = canonicalJson(content);
    return { text, hash: digestOf(utf8(text)) };
  } catch (cause) {
    throw new AppError("E_INPUT", "文字中含有残缺字符", { cause });
  }
}

/** Secrecy first: such text must not even be compared with anything stored. */
async function examine(services: Services, { params, body, caller }: Revise): Promise<void> {
  const { content, ledger } = body;
  refuseSecretContent(content);
  refuseSecretLedger(ledger);
  checkForm(content);
  await checkFiles(services.store.db, params.itemId, content);
  const attachments = await attachmentsOf(services, content);
  await checkLedger(services.inspector, { content, ledger, now: services.clock(), site: caller.site, attachments });
  await checkEntries(services.store.db, { itemId: params.itemId, ledger, account: caller.account });
}

/** A file counts as present only when it was uploaded for this very item: a hash alone gives nobody its bytes. */
async function checkFiles(db: Database, itemId: string, content: Content): Promise<void> {
  for (const file of content.files) {
    const row = await db
      .selectFrom("files")
      .innerJoin("file_uses", "file_uses.hash", "files.hash")
      .select("files.size")
      .where("files.hash", "=", file.hash)
      .where("file_uses.item_id", "=", itemId)
      .executeTakeFirst();
    if (row === undefined) throw new AppError("E_STATE", `附件尚未上传：${file.name}`);
    if (row.size !== file.size) throw new AppError("E_INPUT", `附件大小不符：${file.name}`);
  }
}

async function store(scene: Scene, { body }: Revise, { text, hash }: Form): Promise<Answer> {
  const { work, itemId, caller, at } = scene;
  await lockItem(work, itemId);
  const item = await findItem(work, itemId);
  if (item !== null && item.site !== caller.site.site) throw new AppError("E_PERM");
  const before = await historyOf(work, itemId);
  const { revision } = replay(before, caller.site.profile);
  const edited = take(scene, before, {
    kind: "edit",
    contentHash: hash,
    parent: body.parent,
    revision: revision + 1,
    itemType: body.content.metadata.itemType,
    important: body.content.metadata.important,
  });
  const pass = machinePass(body.ledger);
  const after = pass === null ? edited : take(scene, edited, pass);
  await work
    .insertInto("revisions")
    .values({
      item_id: itemId,
      revision: revision + 1,
      content_hash: hash,
      parent: body.parent,
      content: text,
      account_id: caller.account.accountId,
      at: at.toISOString(),
    })
    .execute();
  await keepLedger(work, { itemId, ledger: body.ledger, at: at.toISOString() });
  const receipt = { event: "revision", contentHash: hash, statementHash: null, repoId: null } as const;
  return commit(scene, { before, after, content: body.content, receipt });
}
