/** 审核、保密审查、校对: a signed approval or return, decided again on the platform. */
import { AppError } from "../../shared/failure";
import { type Effect as Answer, effect } from "../../shared/http/item";
import type { Content } from "../../shared/model/content";
import { ledgerHash } from "../../shared/proofreading/ledger";
import { machinePass } from "../../shared/proofreading/machine-pass";
import { proofSheet } from "../../shared/publication/page";
import { type ReviewStatement, reviewStatement, statementHash } from "../../shared/trust/statement";
import { decide } from "../../shared/workflow/decide";
import type { History } from "../../shared/workflow/history";
import { replay } from "../../shared/workflow/replay";
import type { Call } from "../http/register";
import { actorOf, systemActor } from "../identity/account";
import { spendNonce } from "../identity/nonce";
import { demandFeeding } from "../items/column-feeding";
import { contentOfItem, existing, itemOf, type LockedItem, lockedItem } from "../items/record";
import { digestsOf, keepRevocation } from "../items/revocation-files";
import { keepStatement } from "../items/signed-statement";
import { demandReached, visible } from "../items/visibility";
import type { Services } from "../services";
import type { Tables } from "../store/tables";
import { attachmentsOf } from "./attachments";
import { commit, type Scene, take } from "./change";
import { checkLedger, refuseOpenBlocks } from "./inspection";
import { checkEntries, formOfLedger, keepLedger, refuseAbsurdLedger } from "./ledger-entries";
import { type Changed, performOnItem } from "./operation";
import { refuseSecretLedger, refuseSecretTexts } from "./secrecy-scan";
import {
  actionOf,
  checkFields,
  checkSignature,
  type ProvedSignature,
  readStatement,
  refuseFaultyMetadata,
} from "./signed-decision";

type Review = Call<"items.review"> | Call<"items.secrecy">;

export function review(services: Services, call: Review, route: "items.review" | "items.secrecy"): Promise<Answer> {
  const { itemId } = call.params;
  refuseAbsurdLedger(call.body.ledger);
  const request = {
    caller: call.caller,
    operationId: call.operationId,
    content: { route, itemId, body: call.body },
    itemId,
    event: "review",
  };
  return performOnItem(services, request, {
    answer: effect,
    prepare: async () => {
      const said = readStatement(reviewStatement, call.body.signed);
      if ((said.step === "secrecy") !== (route === "items.secrecy"))
        throw new AppError("E_INPUT", "保密审查与审核各有各的入口");
      return examine(services, call, said);
    },
    gather: (work) => lockedItem(work, itemId),
    apply: (work, prepared, locked) =>
      store({ services, work, ...request, at: services.clock() }, call, { ...prepared, locked }),
  });
}

interface Prepared {
  readonly said: ReviewStatement;
  readonly content: Content;
  readonly proved: ProvedSignature;
}

async function examine(services: Services, { params, body, caller }: Review, said: ReviewStatement): Promise<Prepared> {
  refuseSecretTexts([said.note, said.title]);
  refuseSecretLedger(body.ledger);
  const proved = await checkSignature(services, caller, { signed: body.signed, said });
  const { db } = services.store;
  const item = await itemOf(db, params.itemId);
  const content = await contentOfItem(db, item.item_id, said.contentHash);
  const now = services.clock();
  const attachments = await attachmentsOf(services, content);
  await checkLedger(services.inspector, { content, ledger: body.ledger, now, site: caller.site, attachments });
  await checkEntries(db, { itemId: item.item_id, ledger: body.ledger, account: caller.account });
  return { said, content, proved };
}

interface Given extends Prepared {
  readonly locked: LockedItem;
}

async function store(scene: Scene, { body }: Review, given: Given): Promise<Changed<Answer>> {
  const { work, caller, itemId, at } = scene;
  const { said, content, proved } = given;
  const { item, history: before } = given.locked;
  refuseUnseen(scene, existing(item), before);
  const state = replay(before, caller.site.profile);
  checkFields({ said, itemId, caller, content, ledger: body.ledger, state });
  const hash = statementHash(said);
  const action = actionOf(said, hash);
  const passed = withPass(scene, before, body.ledger);
  const decision = decide(action, actorOf(caller.account), passed, caller.site.profile);
  // Stage and duty come first; of what the content lacks, the code that says most.
  if (action.kind === "sign" && (decision.allowed || decision.code === "E_FINDING")) {
    refuseFaultyMetadata(content, caller);
    await demandFed(scene, content);
    refuseOpenBlocks(body.ledger);
  }
  const decided = take(scene, passed, action);
  const { nonce, signedAt } = said;
  await spendNonce(work, { nonce, signedAt, accountId: caller.account.accountId, at });
  const after = withLayout(scene, decided, content);
  const { contentHash: about } = body.ledger;
  await keepLedger(work, { itemId, contentHash: about, form: formOfLedger(body.ledger), at: at.toISOString() });
  await keepStatement(work, { hash, said, signed: body.signed, at: at.toISOString() });
  await keepRevocation(work, proved.revocation, at.toISOString());
  const receipt = { event: "review", contentHash: said.contentHash, statementHash: hash, repoId: null } as const;
  const stamp = { signatureHash: proved.signatureHash, revocation: digestsOf(proved.revocation) };
  return commit(scene, { item, before, after, content, receipt, stamp });
}

/** Again, as it stands now: the column may be another unit's since, or the grant withdrawn. @throws AppError E_PERM, E_META */
async function demandFed({ work, caller, itemId }: Scene, { metadata }: Content): Promise<void> {
  const { unit_id: unitId, updated_at } = await itemOf(work, itemId);
  const sent = await work
    .selectFrom("revisions")
    .select(({ fn }) => fn.max("at").as("at"))
    .where("item_id", "=", itemId)
    .executeTakeFirst();
  const at = sent?.at ?? updated_at;
  await demandFeeding(work, { site: caller.site.site, unitId, columnId: metadata.columnId, at });
}

/** Whoever may not see an item may not decide on it either. */
function refuseUnseen({ caller }: Scene, item: Tables["items"], history: History): void {
  const { account, site, scope } = caller;
  const sight = { item, history, profile: site.profile, account, scope };
  if (item.site !== site.site) throw new AppError("E_PERM", "稿件属于其他站点");
  demandReached(sight);
  if (item.unit_id !== account.unitId && !item.reviewed && !visible(sight))
    throw new AppError("E_PERM", "未经审核的稿件只在本单位内办理");
}

/** A reviewer may have decided more findings than the ledger on record shows. */
function withPass(scene: Scene, history: History, ledger: Review["body"]["ledger"]): History {
  const pass = machinePass(ledger);
  const last = history.findLast(({ action }) => action.kind === "machine-pass")?.action;
  const known =
    last?.kind === "machine-pass" && last.ledgerHash === ledgerHash(ledger) && last.contentHash === ledger.contentHash;
  return pass === null || known ? history : take(scene, history, pass);
}

/** 排版出样 happens by itself as soon as proofs are next. */
function withLayout(scene: Scene, history: History, content: Content): History {
  const { profile } = scene.caller.site;
  const state = replay(history, profile);
  const next = profile.review.steps.find((step) => step.id === state.next);
  if (next?.layout !== true || state.layoutHash !== null || state.contentHash === null) return history;
  const { layoutHash } = proofSheet(content, profile);
  return take(scene, history, { kind: "layout", contentHash: state.contentHash, layoutHash }, systemActor);
}
