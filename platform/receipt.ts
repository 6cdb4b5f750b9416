/** Signed receipts 回执: what the platform took, in canonical text under the site's receipt key (D2). */
import { sql } from "kysely";
import { fromUtf8, toBase64 } from "../shared/bytes";
import { canonicalBytes } from "../shared/canonical";
import { signDetached } from "../shared/trust/cms";
import type { Receipt, SignedReceipt } from "../shared/trust/receipt";
import type { Services } from "./services";
import type { Database, Work } from "./store/tables";

export async function giveReceipt(services: Services, work: Work, receipt: Receipt): Promise<SignedReceipt> {
  const bytes = canonicalBytes(receipt);
  const signature = toBase64(await signDetached(bytes, services.receiptSigner(receipt.site), receipt.at));
  const signed = { receipt: fromUtf8(bytes), signature };
  const { itemId } = receipt;
  await sql`insert into receipts (item_id, seq, receipt, signature)
    select ${itemId}, count(*), ${signed.receipt}, ${signed.signature} from receipts where item_id = ${itemId}`.execute(
    work,
  );
  return signed;
}

export async function receiptsOf(db: Database, itemId: string): Promise<SignedReceipt[]> {
  return db
    .selectFrom("receipts")
    .select(["receipt", "signature"])
    .where("item_id", "=", itemId)
    .orderBy("seq")
    .execute();
}
