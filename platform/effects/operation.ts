/**
 * Exactly one effect per operation: the key, the digest of the request and the answer are written in the transaction
 * of the effect itself. A repeated delivery gets the stored answer; the same key with other bytes is refused.
 */
import { digestOfJson } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import { auditAlone } from "../audit";
import type { Caller, Services } from "../services";
import type { Database, Work } from "../store/tables";

export interface Request {
  readonly caller: Caller;
  readonly operationId: string;
  /** What the digest covers: route, parameters and body. */
  readonly content: unknown;
  /** Named in the audit; empty when the request is about no item. */
  readonly itemId: string;
  readonly event: string;
}

export interface Effect<P, A> {
  readonly answer: Parameters<typeof check<A>>[0];
  /** Checks that need no lock and may take long: signatures, the machine pass. */
  readonly prepare: () => Promise<P>;
  /** Decides and writes, inside one transaction. */
  readonly apply: (work: Work, prepared: P) => Promise<A>;
}

export async function perform<P, A>(services: Services, request: Request, effect: Effect<P, A>): Promise<A> {
  const digest = digestOfRequest(request.content);
  const { db } = services.store;
  const key = { accountId: request.caller.account.accountId, operationId: request.operationId, digest };
  try {
    const earlier = await storedAnswer(db, key);
    if (earlier !== null) return check(effect.answer, earlier);
    const prepared = await effect.prepare();
    return await db.transaction().execute(async (work) => {
      const taken = await claim(work, key, services.clock().toISOString());
      if (!taken) return check(effect.answer, await storedAnswer(work, key));
      const answer = await effect.apply(work, prepared);
      await keepAnswer(work, key, answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof AppError) await recordRefusal(services, request, error);
    throw error;
  }
}

/** @throws AppError E_INPUT for half a surrogate pair, which has no canonical form (RFC 8785). */
function digestOfRequest(content: unknown): string {
  try {
    return digestOfJson(content);
  } catch (cause) {
    throw new AppError("E_INPUT", "文字中含有残缺字符", { cause });
  }
}

/** In the place of a request's digest: the person took the operation back before it arrived. */
export const isVoid = (digest: string): boolean => digest === "void";

interface Key {
  readonly accountId: string;
  readonly operationId: string;
  readonly digest: string;
}

async function storedAnswer(db: Database | Work, key: Key): Promise<unknown> {
  const row = await db
    .selectFrom("operations")
    .select(["request_digest", "answer"])
    .where("account_id", "=", key.accountId)
    .where("operation_id", "=", key.operationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (isVoid(row.request_digest)) throw new AppError("E_STATE", "这次上报已由本人撤回");
  if (row.request_digest !== key.digest) throw new AppError("E_IDEMPOTENCY");
  return JSON.parse(row.answer);
}

/** Takes the key, or waits for whoever holds it. Whether it was taken. */
export async function claim(work: Work, key: Key, at: string): Promise<boolean> {
  const row = await work
    .insertInto("operations")
    .values({
      account_id: key.accountId,
      operation_id: key.operationId,
      request_digest: key.digest,
      answer: "null",
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("operation_id")
    .executeTakeFirst();
  return row !== undefined;
}

async function keepAnswer(work: Work, key: Key, answer: unknown): Promise<void> {
  await work
    .updateTable("operations")
    .set({ answer: JSON.stringify(answer) })
    .where("account_id", "=", key.accountId)
    .where("operation_id", "=", key.operationId)
    .execute();
}

/** The event is kept, the text is not (NY-15: 弃其内容、留其事件). */
function recordRefusal(services: Services, request: Request, error: AppError): Promise<void> {
  return auditAlone(services.store.db, services.clock().toISOString(), {
    event: `refused ${request.event}`,
    accountId: request.caller.account.accountId,
    itemId: request.itemId,
    detail: error.code,
  });
}
