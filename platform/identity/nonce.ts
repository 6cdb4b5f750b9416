/**
 * Nonces that review signatures carry: issued to one account, used once. A signature made offline may arrive days
 * later (requirements §2.6.4), so a nonce lives a week.
 */
import { AppError } from "../../shared/failure";
import { MAX_SKEW } from "../../shared/trust/signer-claims";
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

/**
 * Nobody can have signed a nonce before it was handed out, so a signature cannot be dated back further than that.
 * @throws AppError E_SIGN when the nonce is unknown, another account's, used, too old, or younger than the signature.
 */
export async function spendNonce(
  work: Work,
  use: { readonly nonce: string; readonly accountId: string; readonly signedAt: string; readonly at: Date },
): Promise<void> {
  const row = await work
    .updateTable("nonces")
    .set({ used_at: use.at.toISOString() })
    .where("nonce", "=", use.nonce)
    .where("account_id", "=", use.accountId)
    .where("used_at", "is", null)
    .where("issued_at", ">=", new Date(use.at.getTime() - LIFE_MS).toISOString())
    .returning("issued_at")
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_SIGN", "签名随机数已使用、已失效或不属于本账号");
  if (Date.parse(row.issued_at) - Date.parse(use.signedAt) > MAX_SKEW)
    throw new AppError("E_SIGN", "签名时间早于随机数的领取时间，请核对本机时钟后重新签署");
}
