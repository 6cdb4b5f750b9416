/** Signed papers as they are kept: numbered by item, in the order in which they were taken. */
import type { Digest } from "../../shared/schema";
import type { SignedStatement, Statement } from "../../shared/trust/statement";
import type { Work } from "../store/tables";

export interface KeptStatement {
  readonly hash: Digest;
  readonly said: Statement;
  readonly signed: SignedStatement;
  readonly at: string;
}

export async function keepStatement(work: Work, { hash, said, signed, at }: KeptStatement): Promise<void> {
  const { itemId, ledgerHash } = said;
  const { count } = await work
    .selectFrom("statements")
    .select((select) => select.fn.countAll().as("count"))
    .where("item_id", "=", itemId)
    .executeTakeFirstOrThrow();
  await work
    .insertInto("statements")
    .values({ statement_hash: hash, item_id: itemId, seq: Number(count), ...signed, ledger_hash: ledgerHash, at })
    .execute();
}
