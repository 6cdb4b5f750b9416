/** What became of an operation of this account: the stored answer, or that it never arrived. Never another account's. */
import { check } from "../../shared/failure";
import { type OperationFate, operationFate } from "../../shared/http/feed";
import type { Caller, Services } from "../services";
import type { Database, Work } from "../store/tables";
import { claim, isVoid } from "./operation";

export async function fateOf(
  db: Database | Work,
  { account }: Pick<Caller, "account">,
  operationId: string,
): Promise<OperationFate> {
  const row = await db
    .selectFrom("operations")
    .select(["request_digest", "answer"])
    .where("account_id", "=", account.accountId)
    .where("operation_id", "=", operationId)
    .executeTakeFirst();
  if (row === undefined || isVoid(row.request_digest)) return { state: "unknown" };
  const answer: unknown = JSON.parse(row.answer);
  const hash = hashIn(answer);
  return check(operationFate, hash === null ? { state: "effect", answer } : { state: "stored", hash });
}

/**
 * Takes the key of an operation that was sent without an answer, so that it cannot take effect any more when it arrives
 * late. One that is being done is waited for, and one that is done is told.
 */
export async function voidOperation(services: Services, caller: Caller, operationId: string): Promise<OperationFate> {
  const { accountId } = caller.account;
  return services.store.db.transaction().execute(async (work) => {
    await claim(work, { accountId, operationId, digest: "void" }, services.clock().toISOString());
    return fateOf(work, caller, operationId);
  });
}

/** Stored files are answered by their hash alone. */
function hashIn(answer: unknown): string | null {
  return typeof answer === "object" && answer !== null && "hash" in answer ? String(answer.hash) : null;
}
