/** One delivery attempt: what is stored before, the answer, what is stored after. Repeating it is always safe. */

import { type Failure, toFailure } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { Output } from "../../shared/ipc/contract";
import { never } from "../../shared/never";
import { afterFailure } from "../../shared/sync/plan";
import type { Ask } from "../services";
import type { Outbox } from "./outbox";
import type { OutboxValue } from "./outbox-record";
import { matchingReceipt } from "./receipt-match";

export interface AttemptParts {
  readonly ask: Ask;
  readonly outbox: Outbox;
  readonly clock: () => Date;
  readonly random: () => number;
}

/** `moved`: go on at once. `later`: this operation waits. `unreachable`: the platform is. `blocked`: a person must sign in. */
export type Attempt = "moved" | "later" | "unreachable" | "blocked";
type Answer = Output<"desk:sync.deliver">;

/** @throws AppError when the local stores refuse; the operation is then delivered again later under the same key. */
export async function attempt(value: OutboxValue, parts: AttemptParts): Promise<Attempt> {
  const { ask, outbox } = parts;
  const operation = await outbox.request(value.operationId).catch(unlessGone);
  // What is not on this machine any more cannot be sent: a person must know, and the others go on.
  if ("code" in operation) return setBack(value, { failure: operation }, parts);
  // The key makes repeating safe; where it is long, main asks first what became of it.
  const sentBefore = value.attempts > 0 || value.state === "sending" || value.again === true;
  if (value.state !== "sending") await outbox.change(value.operationId, { state: "sending" });
  const answer = await ask("desk:sync.deliver", { operation, sentBefore }).catch(
    (error: unknown): Answer => ({ kind: "refused", failure: toFailure(error) }),
  );
  return settle(value, answer, parts);
}

async function settle(value: OutboxValue, answer: Answer, parts: AttemptParts): Promise<Attempt> {
  switch (answer.kind) {
    case "acknowledged":
      return acknowledged(value, answer, parts);
    case "stored":
      return stored(value, answer.hash, parts);
    case "refused":
      return setBack(value, answer, parts);
    case "unreachable":
      return outOfReach(value, answer, parts);
    default:
      return never(answer);
  }
}

/** Main also reports an ended session or a doubtful receipt this way: only a network failure says the platform is gone. */
async function outOfReach(value: OutboxValue, trouble: Trouble, parts: AttemptParts): Promise<Attempt> {
  const outcome = await setBack(value, trouble, parts);
  return outcome === "later" && failures[trouble.failure.code].kind === "network" ? "unreachable" : outcome;
}

/** 已送达 only with a receipt of exactly this operation; a captive portal's 200 is none. */
async function acknowledged(
  value: OutboxValue,
  { receipt, signature }: { readonly receipt: string; readonly signature: string },
  parts: AttemptParts,
): Promise<Attempt> {
  if (matchingReceipt(receipt, value) === null) {
    return setBack(value, { failure: { code: "E_RECEIPT", detail: "回执所指的内容与本机不一致" } }, parts);
  }
  await parts.outbox.change(value.operationId, {
    state: "acknowledged",
    receipt: { receipt, signature },
    failure: null,
  });
  return "moved";
}

/** Bytes are named by their hash, so the hash in the answer is all there is to confirm. */
async function stored(value: OutboxValue, hash: string, parts: AttemptParts): Promise<Attempt> {
  if (value.kind !== "file" || hash !== value.contentHash) {
    return setBack(value, { failure: { code: "E_RECEIPT", detail: "平台存下的附件与本机不一致" } }, parts);
  }
  const endedAt = parts.clock().toISOString();
  await parts.outbox.change(value.operationId, { state: "confirmed", failure: null, endedAt });
  return "moved";
}

interface Trouble {
  readonly failure: Failure;
  readonly retryAfter?: number | undefined;
}

function unlessGone(error: unknown): Failure {
  const failure = toFailure(error);
  if (failure.code === "E_NOT_FOUND" || failure.code === "E_ATTACHMENT") return failure;
  throw error;
}

async function setBack(value: OutboxValue, trouble: Trouble, parts: AttemptParts): Promise<Attempt> {
  const { failure, retryAfter } = trouble;
  const now = parts.clock().getTime();
  const { blocksQueue, ...next } = afterFailure(value, failure, { now, random: parts.random, retryAfter });
  await parts.outbox.change(value.operationId, { ...next, failure });
  if (blocksQueue) return "blocked";
  return next.state === "waiting" ? "later" : "moved";
}
