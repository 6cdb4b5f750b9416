/** Delivers one frozen operation and judges the answer: 已送达 only with a receipt that speaks of exactly this (D2). */
import { fromBase64, utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { AppError, toFailure } from "../shared/failure";
import { failures } from "../shared/failure-rows";
import { effect } from "../shared/http/item";
import type { Output } from "../shared/ipc/contract";
import { contentHash } from "../shared/model/content";
import { never } from "../shared/never";
import type { Digest } from "../shared/schema";
import { requestOf } from "../shared/sync/delivery";
import type { Operation } from "../shared/sync/operation";
import type { Anchors } from "../shared/trust/anchors";
import { verifyDetached } from "../shared/trust/cms";
import type { SignatureCheck } from "../shared/trust/port";
import { type Receipt, receipt, type SignedReceipt } from "../shared/trust/receipt";
import { statement } from "../shared/trust/statement";
import type { Attachments } from "./attachments/attachments";
import type { Audit } from "./audit";
import { Throttled } from "./platform/circuit";
import type { Session } from "./platform/session";
import { refuseSecret } from "./secrecy";

export interface DeliveryParts {
  readonly session: Session;
  readonly check: SignatureCheck;
  readonly audit: Audit;
  readonly attachments: Pick<Attachments, "send">;
}

type Delivered = Output<"desk:sync.deliver">;

/**
 * Never throws for what the network or the platform does: the outbox keeps the operation either way. One that was sent
 * before without an answer is asked for first where sending it again would be long.
 */
export async function deliver(parts: DeliveryParts, operation: Operation, sentBefore = false): Promise<Delivered> {
  try {
    return await attempt(parts, operation, sentBefore);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "E_SECRET") await parts.audit.note("secret-refused", { about: operation.operationId });
    const { kind, retry } = failures[error.code];
    // A sign-in that ended blocks the queue and loses nothing; only a judgement on the content parks it.
    const waits = kind === "network" || retry === "later" || error.code === "E_SESSION";
    const retryAfter = error instanceof Throttled ? { retryAfter: error.retryAfter } : {};
    return waits
      ? { kind: "unreachable", failure: toFailure(error), ...retryAfter }
      : { kind: "refused", failure: toFailure(error) };
  }
}

/** From so many characters on a repeated request is worth a question before it. */
const LARGE = 64 * 1024;

async function attempt(
  { session, check, audit, attachments }: DeliveryParts,
  operation: Operation,
  sentBefore: boolean,
): Promise<Delivered> {
  const { store } = session.unlockedNow();
  const { operationId, body } = operation;
  if (body.kind === "file") {
    await attachments.send({ ...body, operationId });
    return { kind: "stored", hash: body.hash };
  }
  refuseSecret(body);
  const { route, params, body: payload } = requestOf(operation);
  const large = sentBefore && JSON.stringify(payload).length > LARGE;
  const known = large ? await answerKept(session, operationId) : null;
  const answer = known ?? (await session.authorised(route, { params, body: payload, operationId }));
  const { receipt: signed } = effect.parse(answer);
  const taken = verifyReceipt(signed, operation, { anchors: store.key.anchors, check });
  await audit.note("delivered", { about: operationId, code: taken.event });
  return {
    kind: "acknowledged",
    receipt: signed.receipt,
    signature: signed.signature,
    contentHash: taken.contentHash,
    repoId: taken.repoId,
  };
}

/** The answer that the platform gave to it once; null when it never arrived, or when nobody can say now. */
async function answerKept(session: Session, operationId: string): Promise<unknown> {
  const fate = await session.authorised("operations.read", { params: { operationId } });
  switch (fate.state) {
    case "effect":
      return fate.answer;
    case "stored":
      return { hash: fate.hash };
    case "unknown":
      return null;
    default:
      return never(fate);
  }
}

/** @throws AppError E_RECEIPT when the receipt is not the platform's, or not about this operation and content */
export function verifyReceipt(
  signed: SignedReceipt,
  operation: Operation,
  { anchors, check }: { readonly anchors: Anchors; readonly check: SignatureCheck },
): Receipt {
  const value = parseReceipt(signed);
  const bytes = utf8(signed.receipt);
  try {
    verifyDetached(bytes, fromBase64(signed.signature), { anchors, check, at: value.at, purpose: "receipt" });
  } catch (cause) {
    throw new AppError("E_RECEIPT", "回执签名未通过核验", { cause });
  }
  const expected = expectation(operation);
  const fits =
    value.operationId === operation.operationId &&
    value.itemId === operation.body.itemId &&
    value.site === anchors.site &&
    value.event === operation.body.kind &&
    (expected === null || value.contentHash === expected) &&
    isStamped(value, operation);
  if (!fits) throw new AppError("E_RECEIPT", "回执所指的不是本次上报的内容");
  return value;
}

const isSigned = (body: Operation["body"]): body is Extract<Operation["body"], { signed: unknown }> =>
  body.kind === "review" || body.kind === "takedown";

/** 平台回签: a receipt that binds a signature file to its arrival must mean the file that was sent. */
function isStamped(value: Receipt, { body }: Operation): boolean {
  if (value.type === "caibian-receipt/1") return true;
  return value.signatureHash === (isSigned(body) ? digestOf(fromBase64(body.signed.signature)) : null);
}

function parseReceipt(signed: SignedReceipt): Receipt {
  try {
    return receipt.parse(JSON.parse(signed.receipt));
  } catch (cause) {
    throw new AppError("E_RECEIPT", "回执格式不符", { cause });
  }
}

/** The content the receipt must name; null where the operation itself names none. */
function expectation({ body }: Operation): Digest | null {
  switch (body.kind) {
    case "revision":
      return contentHash(body.content);
    case "review":
    case "takedown":
      return statement.parse(JSON.parse(body.signed.statement)).contentHash;
    case "ingest":
      return body.contentHash;
    case "publish":
    case "file":
      return null;
    default:
      return never(body);
  }
}
