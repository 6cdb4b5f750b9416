/** Signed receipts 回执: what the platform took, in canonical text under the site's receipt key (D2). */
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
  const { count } = await work
    .selectFrom("receipts")
    .select((select) => select.fn.countAll().as("count"))
    .where("item_id", "=", receipt.itemId)
    .executeTakeFirstOrThrow();
  await work
    .insertInto("receipts")
    .values({ item_id: receipt.itemId, seq: Number(count), ...signed })
    .execute();
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
