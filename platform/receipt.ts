/** Signed receipts 回执: what the platform took, in canonical text under the site's receipt key (D2). */
import { sql } from "kysely";
import { utf8 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { signDetached } from "../shared/trust/cms";
import type { Receipt, SignedReceipt } from "../shared/trust/receipt";
import type { Services } from "./services";
import { preparedAhead } from "./store/prepared";
import type { Database, Work } from "./store/tables";

export async function giveReceipt(services: Services, work: Work, receipt: Receipt): Promise<SignedReceipt> {
  const text = canonicalJson(receipt);
  const cms = await signDetached(utf8(text), services.receiptSigner(receipt.site), receipt.at);
  const signed = { receipt: text, signature: Buffer.from(cms).toString("base64") };
  await keepReceipt(work, { itemId: receipt.itemId, ...signed });
  return signed;
}

const keepReceipt = preparedAhead((on, { itemId, receipt, signature }: SignedReceipt & { readonly itemId: string }) =>
  sql`insert into receipts (item_id, seq, receipt, signature)
    select ${itemId}, count(*), ${receipt}, ${signature} from receipts where item_id = ${itemId}`.compile(on),
);

export async function receiptsOf(db: Database, itemId: string): Promise<SignedReceipt[]> {
  return db
    .selectFrom("receipts")
    .select(["receipt", "signature"])
    .where("item_id", "=", itemId)
    .orderBy("seq")
    .execute();
}
