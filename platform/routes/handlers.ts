/** Route name → what answers it. */
import { check } from "../../shared/failure";
import { type ReplyOf, routes } from "../../shared/http/routes";
import { openAdminTicket } from "../admin/ticket";
import { nextLine, takeLines } from "../audit/desk-logs";
import { auditVerdictOf, deviceReconciliation, itemReconciliation } from "../audit/routes";
import { traceOf } from "../audit/trace";
import { commitFile } from "../effects/commit-file";
import { fateOf, voidOperation } from "../effects/fate";
import { ingest, publish } from "../effects/release";
import { review } from "../effects/review";
import { revise } from "../effects/revise";
import { storeFile } from "../effects/store-file";
import { takeDown } from "../effects/takedown";
import { changesFor } from "../feed";
import { checkIn } from "../fleet/check-in";
import type { Call, Handlers } from "../http/register";
import { loginByCertificate } from "../identity/certificate-login";
import { openChallenge } from "../identity/challenge";
import { recordClearance } from "../identity/clearance";
import { listDevices, setDevice } from "../identity/device-control";
import { decideDormancy, listDormant } from "../identity/dormancy";
import { decideEnrolment, listEnrolments, requestEnrolment } from "../identity/enrolment";
import { executeEnrolment, leaveAccount } from "../identity/enrolment-effect";
import { issueNonces } from "../identity/nonce";
import { askRecovery, decideRecovery, giveRecovery, listRecoveries } from "../identity/recovery";
import { refreshSession } from "../identity/refresh";
import { createSession, endSession } from "../identity/session";
import { resendCode } from "../identity/sms-code";
import { columnsFor } from "../items/column-feeding";
import { evidenceOf } from "../items/evidence";
import { isKnown } from "../items/file-sight";
import { proposeNumber } from "../items/index-number";
import { listItems, listPage } from "../items/listing";
import { readFile, readItem, readProof, readRevision } from "../items/reading";
import { rollBackPack, storePack } from "../packs/change";
import { listPacks, readPackBytes } from "../packs/reading";
import { offerPolicy, storePolicy } from "../policy/unit-policy";
import type { Services } from "../services";

export function handlersOf(services: Services): Handlers {
  const { db } = services.store;
  const serverTime = (): string => services.clock().toISOString();
  return {
    "time.read": async () => ({ serverTime: serverTime() }),
    "auth.challenge": ({ body, proof, connection }) =>
      openChallenge(services, { device: body.device, proof, address: connection.address }),
    "auth.certificate": ({ body, proof, connection }) => loginByCertificate(services, body, { proof, connection }),
    "auth.sms": ({ body, proof }) => resendCode(services, { ...body, jkt: proof.jkt }),
    "session.create": ({ body, proof }) => createSession(services, { ...body, jkt: proof.jkt }),
    "session.refresh": ({ body, proof }) => refreshSession(services, { ...body, jkt: proof.jkt }),
    "session.read": async ({ caller }) => ({
      account: caller.account,
      expiresAt: caller.expiresAt,
      serverTime: serverTime(),
    }),
    "session.end": async ({ caller }) => {
      await endSession(services, caller);
      return null;
    },
    "session.nonces": async ({ body, caller }) => {
      const owner = { accountId: caller.account.accountId, count: body.count, at: services.clock() };
      return { nonces: await issueNonces(db, owner), serverTime: serverTime() };
    },
    "recovery.ask": ({ body }) => askRecovery(services, body),
    "recovery.receive": ({ body }) => giveRecovery(services, body),
    "recovery.list": async ({ caller }) => ({ requests: await listRecoveries(services, caller) }),
    "recovery.decide": async ({ params, body, caller }) => {
      await decideRecovery(services, caller, { ...params, ...body });
      return null;
    },
    "accounts.dormant": async ({ caller }) => ({ accounts: await listDormant(services, caller) }),
    "accounts.decide": async ({ params, body, caller }) => {
      await decideDormancy(services, caller, { ...params, ...body });
      return null;
    },
    "accounts.devices": async ({ params, caller }) => ({
      devices: await listDevices(services, caller, params.accountId),
    }),
    "enrolments.request": ({ body, caller }) => requestEnrolment(services, caller, body),
    "enrolments.list": async ({ caller }) => ({ enrolments: await listEnrolments(services, caller) }),
    "enrolments.decide": ({ params, body, caller }) => decideEnrolment(services, caller, { ...params, ...body }),
    "enrolments.execute": ({ params, caller }) => executeEnrolment(services, caller, params.enrolmentId),
    "accounts.clear": async ({ params, body, caller }) => {
      await recordClearance(services, caller, { ...params, ...body });
      return null;
    },
    "accounts.leave": async ({ params, body, caller }) => {
      await leaveAccount(services, caller, { ...params, ...body });
      return null;
    },
    "accounts.device": async ({ params, body, caller }) => {
      await setDevice(services, caller, { ...params, ...body });
      return null;
    },
    "fleet.checkIn": ({ body, caller }) => checkIn(services, caller, body),
    "admin.ticket": ({ caller, connection }) => openAdminTicket(services, caller, connection),
    "profile.read": async ({ caller }) => caller.site.signedProfile,
    "policy.read": ({ query, caller }) => offerPolicy(db, caller, query.known),
    "policy.upload": (call) => storePolicy(services, call),
    "packs.list": async ({ caller }) => ({ packs: await listPacks(db, caller) }),
    "packs.read": ({ params, caller }) => readPackBytes(db, caller, params),
    "packs.store": (call) => storePack(services, call),
    "packs.rollback": (call) => rollBackPack(services, call),
    "columns.list": (call) => columnsOf(services, call),
    "items.list": async ({ query, caller }) => {
      const { limit } = query;
      return limit === undefined ? { items: await listItems(db, caller) } : listPage(db, caller, { ...query, limit });
    },
    "items.read": ({ params, caller }) => readItem(services, caller, params.itemId),
    "items.revision": ({ params, caller }) => readRevision(services, caller, params),
    "items.proof": ({ params, caller }) => readProof(services, caller, params.itemId),
    "items.evidence": ({ params, caller }) => evidenceOf(services, caller, params.itemId),
    "items.trace": ({ params, caller }) => traceOf(services, caller, params.itemId),
    "audit.verify": ({ caller }) => auditVerdictOf(services, caller),
    "audit.next": async ({ query, caller }) => ({ next: await nextLine(services, caller, query.log) }),
    "audit.lines": ({ body, caller }) => takeLines(services, caller, body),
    "audit.device": ({ params, caller }) => deviceReconciliation(services, caller, params.device),
    "audit.item": ({ params, caller }) => itemReconciliation(services, caller, params.itemId),
    "files.read": ({ params, caller }) => readFile(services, caller, params.hash),
    "changes.list": ({ query, caller }) => changesFor(db, caller, query.after),
    "operations.read": ({ params, caller }) => fateOf(db, caller, params.operationId),
    "operations.void": ({ params, caller }) => voidOperation(services, caller, params.operationId),
    "index.propose": async ({ query, caller }) => ({
      indexNumber: await proposeNumber(services, { caller, ...query }),
    }),
    "files.store": (call) => storeFile(services, call),
    "files.known": async ({ params, query, caller }) => ({
      known: await isKnown(services, caller, { ...params, ...query }),
    }),
    "files.commit": (call) => commitFile(services, call),
    "items.revise": (call) => revise(services, call),
    "items.review": (call) => review(services, call, "items.review"),
    "items.secrecy": (call) => review(services, call, "items.secrecy"),
    "items.takedown": (call) => takeDown(services, call),
    "repo.ingest": (call) => ingest(services, call),
    "repo.publish": (call) => publish(services, call),
  };
}

async function columnsOf(
  services: Services,
  { caller, query }: Call<"columns.list">,
): Promise<ReplyOf<"columns.list">> {
  const { account, site } = caller;
  const place = { site: site.site, unitId: account.unitId, at: services.clock().toISOString() };
  const columns = (await columnsFor(services.store.db, place)).map(({ row, leadUnit, use }) => ({
    columnId: row.column_id,
    name: row.name,
    itemTypes: JSON.parse(row.item_types),
    ...(query.owners === undefined ? {} : { leadUnit, use }),
  }));
  return check(routes["columns.list"].reply, { columns });
}
