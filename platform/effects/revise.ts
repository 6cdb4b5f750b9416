/** 上报一个版本: immutable content with its ledger. */
import { utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { type Effect as Answer, effect } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import type { Ledger } from "../../shared/proofreading/ledger";
import { machinePass } from "../../shared/proofreading/machine-pass";
import { checkForm } from "../../shared/publication/content-form";
import type { Digest } from "../../shared/schema";
import { replay } from "../../shared/workflow/replay";
import type { Call } from "../http/register";
import { type Feeding, feedingAhead } from "../items/column-feeding";
import { type LockedItem, lockedItem } from "../items/record";
import { demandReached } from "../items/visibility";
import type { Services } from "../services";
import { preparedAhead } from "../store/prepared";
import type { Database, Tables, Work } from "../store/tables";
import { attachmentsOf } from "./attachments";
import { commit, type Scene, take } from "./change";
import { checkLedger } from "./inspection";
import { checkEntries, formOfLedger, keepLedger, type LedgerForm, refuseAbsurdLedger } from "./ledger-entries";
import { type Changed, performOnItem } from "./operation";
import { refuseSecretContent, refuseSecretLedger } from "./secrecy-scan";

type Revise = Call<"items.revise">;

export function revise(services: Services, call: Revise): Promise<Answer> {
  const { itemId } = call.params;
  const { ledger } = call.body;
  refuseAbsurdLedger(ledger);
  const form = formOf(call.body.content, ledger);
  const request = {
    caller: call.caller,
    operationId: call.operationId,
    digest: digestOf(utf8(requestText({ itemId, body: call.body }, form))),
    itemId,
    event: "revision",
  };
  return performOnItem(services, request, {
    answer: effect,
    prepare: () => examine(services, call, form),
    gather: (work) => gather(work, call),
    apply: (work, _, gathered) => store({ services, work, ...request, at: services.clock() }, { call, form, gathered }),
  });
}

/** A long text is brought into canonical form once for everything that is done with it (RFC 8785). */
interface Form {
  readonly text: string;
  readonly hash: Digest;
  readonly ledger: LedgerForm;
}

/** @throws AppError E_INPUT for half a surrogate pair, which has no canonical form (RFC 8785) */
export function formOf(content: Content, ledger: Ledger): Form {
  try {
    const text = canonicalJson(content);
    return { text, hash: digestOf(utf8(text)), ledger: formOfLedger(ledger) };
  } catch (cause) {
    throw new AppError("E_INPUT", "文字中含有残缺字符", { cause });
  }
}

interface Asked {
  readonly itemId: string;
  readonly body: Pick<Revise["body"], "parent">;
}

/** Canonical text of route, item and body, put together from what is canonical already; the content stands by its digest. */
export function requestText({ itemId, body }: Asked, { hash, ledger }: Form): string {
  const given = `{"content":"${hash}","ledger":${ledger.text},"parent":${canonicalJson(body.parent)}}`;
  return `{"body":${given},"itemId":${canonicalJson(itemId)},"route":"items.revise"}`;
}

/** Secrecy first: such text must not even be compared with anything stored. */
async function examine(services: Services, { params, body, caller }: Revise, form: Form): Promise<void> {
  const { content, ledger } = body;
  refuseSecretContent(content);
  refuseSecretLedger(ledger);
  checkForm(content, form.text);
  await checkFiles(services.store.db, params.itemId, content);
  const attachments = await attachmentsOf(services, content);
  const { hash } = form;
  await checkLedger(services.inspector, {
    content,
    hash,
    ledger,
    now: services.clock(),
    site: caller.site,
    attachments,
  });
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

/** The text is of the unit that began it, whoever revises it. */
const feedingOf = ({ caller, at }: Scene, item: Tables["items"] | null, { metadata }: Content): Feeding => ({
  site: caller.site.site,
  unitId: item?.unit_id ?? caller.account.unitId,
  columnId: metadata.columnId,
  at: at.toISOString(),
});

/** What is decided on: the item, locked, and the column the text is meant for. */
interface Gathered extends LockedItem {
  readonly demandFed: (feeding: Feeding) => Promise<void>;
}

async function gather(work: Work, { params, body, caller }: Revise): Promise<Gathered> {
  const { columnId } = body.content.metadata;
  const demandFed = await feedingAhead(work, { site: caller.site.site, columnId });
  return { demandFed, ...(await lockedItem(work, params.itemId)) };
}

interface Given {
  readonly call: Revise;
  readonly form: Form;
  readonly gathered: Gathered;
}

async function store(scene: Scene, { call: { body }, form, gathered }: Given): Promise<Changed<Answer>> {
  const { work, itemId, caller, at } = scene;
  const { text, hash, ledger } = form;
  const { item, history: before, demandFed } = gathered;
  if (item !== null && item.site !== caller.site.site) throw new AppError("E_PERM");
  if (item !== null) demandReached({ item, history: before, account: caller.account, scope: caller.scope });
  const { revision } = replay(before, caller.site.profile);
  const edited = take(scene, before, {
    kind: "edit",
    contentHash: hash,
    parent: body.parent,
    revision: revision + 1,
    itemType: body.content.metadata.itemType,
    important: body.content.metadata.important,
  });
  const pass = machinePass(body.ledger, ledger.hash);
  const after = pass === null ? edited : take(scene, edited, pass);
  await demandFed(feedingOf(scene, item, body.content));
  await addRevision(work, {
    itemId,
    revision: revision + 1,
    hash,
    parent: body.parent,
    text,
    accountId: caller.account.accountId,
    at: at.toISOString(),
  });
  await keepLedger(work, { itemId, contentHash: body.ledger.contentHash, form: ledger, at: at.toISOString() });
  const receipt = { event: "revision", contentHash: hash, statementHash: null, repoId: null } as const;
  return commit(scene, { item, before, after, content: body.content, receipt });
}

interface NewRevision {
  readonly itemId: string;
  readonly revision: number;
  readonly hash: Digest;
  readonly parent: Digest | null;
  readonly text: string;
  readonly accountId: string;
  readonly at: string;
}

const addRevision = preparedAhead((on, { itemId, revision, hash, parent, text, accountId, at }: NewRevision) =>
  on
    .insertInto("revisions")
    .values({ item_id: itemId, revision, content_hash: hash, parent, content: text, account_id: accountId, at })
    .compile(),
);
