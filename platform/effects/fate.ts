/** What became of an operation of this account: the stored answer, or that it never arrived. Never another account's. */
import { check } from "../../shared/failure";
import { type OperationFate, operationFate } from "../../shared/http/feed";
import type { Caller } from "../services";
import type { Database } from "../store/tables";

export async function fateOf(db: Database, { account }: Caller, operationId: string): Promise<OperationFate> {
  const row = await db
    .selectFrom("operations")
    .select("answer")
    .where("account_id", "=", account.accountId)
    .where("operation_id", "=", operationId)
    .executeTakeFirst();
  if (row === undefined) return { state: "unknown" };
  const answer: unknown = JSON.parse(row.answer);
  const hash = hashIn(answer);
  return check(operationFate, hash === null ? { state: "effect", answer } : { state: "stored", hash });
}

/** Stored files are answered by their hash alone. */
function hashIn(answer: unknown): string | null {
  return typeof answer === "object" && answer !== null && "hash" in answer ? String(answer.hash) : null;
}
