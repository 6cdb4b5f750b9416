/** Outbox rows: the frozen request is written once; what became of it is a small row of its own. */
import { z } from "zod";
import { failure } from "../../shared/failure";
import { digest, id, instant } from "../../shared/schema";
import type { Entry } from "../../shared/store/record";
import { type Operation, type OperationState, operationStates, storedOperation } from "../../shared/sync/operation";
import type { Queued } from "../../shared/sync/plan";
import { signedReceipt } from "../../shared/trust/receipt";
import { json } from "../store/draft-record";

const stateNames = Object.keys(operationStates) as [OperationState, ...OperationState[]];

export const outboxValue = z.object({
  operationId: id,
  itemId: id,
  order: z.number().int().nonnegative(),
  kind: z.enum(["revision", "file", "review", "ingest", "publish", "takedown"]),
  title: z.string(),
  state: z.enum(stateNames),
  queuedAt: instant,
  attempts: z.number().int().nonnegative(),
  dueAt: z.number(),
  failure: failure.nullable(),
  /** Hash of the local content this operation is about: what a receipt must name. */
  contentHash: digest,
  /** Hash of the statement of a review; null otherwise. */
  statementHash: digest.nullable(),
  /** The stored answer of the platform. */
  receipt: signedReceipt.nullable(),
  endedAt: instant.nullable(),
  /** The platform had it, lost it with a restore from a backup, and is offered it again. */
  again: z.boolean().optional(),
}) satisfies z.ZodType<Queued>;
export type OutboxValue = z.infer<typeof outboxValue>;

export const stateKey = (operationId: string) => `state:${operationId}`;
export const requestKey = (operationId: string) => `request:${operationId}`;

export const stateEntry = (value: OutboxValue): Entry => ({
  table: "outbox",
  key: stateKey(value.operationId),
  index: { itemId: value.itemId, order: value.order, state: value.state, dueAt: value.dueAt },
  value: json(value),
});

export const requestEntry = (value: Operation): Entry => ({
  table: "outbox",
  key: requestKey(value.operationId),
  index: { itemId: value.body.itemId },
  value: json(value),
});

export const requestValue = storedOperation;
