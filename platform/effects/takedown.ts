/** 撤稿 (TN-25, TN-26, PB-6): a signed order takes what was released off the site at once, without a review. */
import { AppError } from "../../shared/failure";
import { type Effect as Answer, effect } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import { statementHash, type TakedownOrder, takedownOrder } from "../../shared/trust/statement";
import { replay } from "../../shared/workflow/replay";
import type { Call } from "../http/register";
import { spendNonce } from "../identity/nonce";
import { contentOfItem, existing, itemOf, type LockedItem, lockedItem } from "../items/record";
import { remove } from "../items/removal";
import { digestsOf, keepRevocation } from "../items/revocation-files";
import { keepStatement } from "../items/signed-statement";
import { demandReached } from "../items/visibility";
import type { Services } from "../services";
import { commit, type Scene, take } from "./change";
import { type Changed, performOnItem } from "./operation";
import { refuseSecretTexts } from "./secrecy-scan";
import { checkAbout, checkSignature, type ProvedSignature, readStatement } from "./signed-decision";

type Takedown = Call<"items.takedown">;

export function takeDown(services: Services, call: Takedown): Promise<Answer> {
  const { itemId } = call.params;
  const request = {
    caller: call.caller,
    operationId: call.operationId,
    content: { route: "items.takedown", itemId, body: call.body },
    itemId,
    event: "takedown",
  };
  return performOnItem(services, request, {
    answer: effect,
    prepare: () => examine(services, call),
    gather: (work) => lockedItem(work, itemId),
    apply: (work, prepared, locked) =>
      store({ services, work, ...request, at: services.clock() }, call, { ...prepared, locked }),
  });
}

interface Prepared {
  readonly said: TakedownOrder;
  readonly content: Content;
  readonly proved: ProvedSignature;
}

async function examine(services: Services, { params, body, caller }: Takedown): Promise<Prepared> {
  const said = readStatement(takedownOrder, body.signed);
  refuseSecretTexts([said.note, said.title]);
  const proved = await checkSignature(services, caller, { signed: body.signed, said });
  const { db } = services.store;
  const item = await itemOf(db, params.itemId);
  if (item.site !== caller.site.site) throw new AppError("E_PERM", "稿件属于其他站点");
  return { said, content: await contentOfItem(db, item.item_id, said.contentHash), proved };
}

interface Given extends Prepared {
  readonly locked: LockedItem;
}

async function store(scene: Scene, { body }: Takedown, given: Given): Promise<Changed<Answer>> {
  const { work, caller, itemId, at } = scene;
  const { said, content, proved } = given;
  const { item, history: before } = given.locked;
  const { account, scope } = caller;
  demandReached({ item: existing(item), history: before, account, scope });
  checkAbout({ said, itemId, caller, content, state: replay(before, caller.site.profile) });
  await refuseUnknownLedger(scene, said);
  const { contentHash, repoId, category, nonce, signedAt } = said;
  const hash = statementHash(said);
  const role = said.signer.role;
  const action = {
    kind: "takedown",
    contentHash,
    repoId,
    role,
    category,
    text: said.note,
    statementHash: hash,
  } as const;
  const after = take(scene, before, action);
  const { accountId } = caller.account;
  await spendNonce(work, { nonce, signedAt, accountId, at });
  await keepStatement(work, { hash, said, signed: body.signed, at: at.toISOString() });
  await keepRevocation(work, proved.revocation, at.toISOString());
  await remove(work, {
    repo_id: repoId,
    site: caller.site.site,
    item_id: itemId,
    content_hash: contentHash,
    kind: "takedown",
    category,
    statement_hash: hash,
    account_id: accountId,
    at: at.toISOString(),
    replacedBy: null,
  });
  const receipt = { event: "takedown", contentHash, statementHash: hash, repoId } as const;
  const stamp = { signatureHash: proved.signatureHash, revocation: digestsOf(proved.revocation) };
  return commit(scene, { item, before, after, content, receipt, stamp });
}

/** The order names the ledger its text was released with; the pack must have it. */
async function refuseUnknownLedger({ work, itemId }: Scene, said: TakedownOrder): Promise<void> {
  const row = await work
    .selectFrom("ledgers")
    .select("ledger_hash")
    .where("item_id", "=", itemId)
    .where("content_hash", "=", said.contentHash)
    .where("ledger_hash", "=", said.ledgerHash)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_HASH", "撤稿单所指校对台账不是此稿的台账");
}
