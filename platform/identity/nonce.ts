/**
 * Nonces that review signatures carry: issued to one account, used once. A signature made offline may arrive days
 * later (requirements §2.6.4), so a nonce lives a week.
 */
import { AppError } from "../../shared/failure";
import type { Database, Work } from "../store/tables";
import { newSecret } from "./secret";

const LIFE_MS = 7 * 24 * 3_600_000;

export async function issueNonces(
  db: Database,
  owner: { readonly accountId: string; readonly count: number; readonly at: Date },
): Promise<string[]> {
  const nonces = Array.from({ length: owner.count }, newSecret);
  const issued_at = owner.at.toISOString();
  await db
    .insertInto("nonces")
    .values(nonces.map((nonce) => ({ nonce, account_id: owner.accountId, issued_at, used_at: null })))
    .execute();
  return nonces;
}

/** @throws AppError E_SIGN when the nonce is unknown, another account's, used or too old. */
export async function spendNonce(
  work: Work,
  use: { readonly nonce: string; readonly accountId: string; readonly at: Date },
): Promise<void> {
  const { numUpdatedRows } = await work
    .updateTable("nonces")
    .set({ used_at: use.at.toISOString() })
    .where("nonce", "=", use.nonce)
    .where("account_id", "=", use.accountId)
    .where("used_at", "is", null)
    .where("issued_at", ">=", new Date(use.at.getTime() - LIFE_MS).toISOString())
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new AppError("E_SIGN", "签名随机数已使用、已失效或不属于本账号");
}
