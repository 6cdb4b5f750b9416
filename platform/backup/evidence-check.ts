/** After a restore, and whenever somebody asks: every audit chain holds, and every receipt is still the platform's. */
import { fromBase64, utf8 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { verifyDetached } from "../../shared/trust/cms";
import { receipt } from "../../shared/trust/receipt";
import { type AuditTrust, type ChainState, verifyChains } from "../audit/verification";
import type { Database } from "../store/tables";

export interface EvidenceState {
  readonly chains: readonly ChainState[];
  readonly receipts: number;
}

const PAGE = 500;

/** @throws AppError E_AUDIT, E_RECEIPT naming the first item that does not fit */
export async function checkEvidence(db: Database, trust: AuditTrust): Promise<EvidenceState> {
  const chains = await verifyChains(db, trust);
  let receipts = 0;
  let place = { item: "", seq: -1 };
  for (;;) {
    const rows = await db
      .selectFrom("receipts")
      .selectAll()
      .where((where) =>
        where.or([
          where("item_id", ">", place.item),
          where.and([where("item_id", "=", place.item), where("seq", ">", place.seq)]),
        ]),
      )
      .orderBy("item_id")
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    for (const row of rows) checkReceipt(row, trust);
    receipts += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return { chains, receipts };
    place = { item: last.item_id, seq: last.seq };
  }
}

interface KeptReceipt {
  readonly item_id: string;
  readonly receipt: string;
  readonly signature: string;
}

function checkReceipt({ item_id, receipt: text, signature }: KeptReceipt, trust: AuditTrust): void {
  try {
    const value = check(receipt, JSON.parse(text));
    const anchors = trust.sites.get(value.site)?.anchors;
    if (anchors === undefined || value.itemId !== item_id) throw new Error("of another site or item");
    const at = value.at;
    verifyDetached(utf8(text), fromBase64(signature), { anchors, check: trust.check, at, purpose: "receipt" });
  } catch (cause) {
    throw new AppError("E_RECEIPT", `稿件 ${item_id} 的回执未通过核验`, { cause });
  }
}
