/** 证据包: everything a stranger needs to check the decisions on an item without trusting this platform. */
import { toBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { type Content, content, contentHash } from "../../shared/model/content";
import { type Ledger, ledger } from "../../shared/proofreading/ledger";
import { proofSheet } from "../../shared/publication/page";
import type { Digest } from "../../shared/schema";
import { type PackParts, writePack } from "../../shared/trust/pack";
import { receipt, type SignedReceipt } from "../../shared/trust/receipt";
import { statement } from "../../shared/trust/statement";
import { replay } from "../../shared/workflow/replay";
import { receiptRunsOf } from "../audit/trace";
import { receiptsOf } from "../receipt";
import type { Caller, Services } from "../services";
import type { Database } from "../store/tables";
import { see, statementsOf } from "./reading";
import { contentOfItem, historyOf } from "./record";
import { responsibilityNow } from "./responsibility";
import { revocationNamed } from "./revocation-files";

export async function evidenceOf(
  services: Services,
  caller: Caller,
  itemId: string,
): Promise<{ fileName: string; bytes: string }> {
  const { item } = await see(services, caller, itemId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const parts = await partsOf(services, caller, itemId);
    if (parts === null) continue;
    const bytes = await writePack(parts, services.receiptSigner(item.site), services.clock());
    return { fileName: `${item.repo_id ?? itemId}.cbpack`, bytes: toBase64(bytes) };
  }
  throw new AppError("E_BUSY", "这份稿件正在办理，请稍后再导出证据包");
}

/** How often somebody may act on the item while its pack is gathered. */
const ATTEMPTS = 5;

/** Null when the item was acted on meanwhile: history, receipts and audit would not be of one moment. */
async function partsOf(services: Services, caller: Caller, itemId: string): Promise<PackParts | null> {
  const { db } = services.store;
  const { item, history } = await see(services, caller, itemId);
  const current = await contentOfItem(db, itemId, item.content_hash);
  const statements = await statementsOf(db, itemId);
  const said = statements.map((one) => statement.parse(JSON.parse(one.statement)));
  const signed = new Set(said.map(({ contentHash: hash }) => hash));
  const { layoutHash } = replay(history, caller.site.profile);
  const receipts = await receiptsOf(db, itemId);
  const audit = await receiptRunsOf(services, { site: item.site, itemId });
  const parts = {
    site: item.site,
    itemId,
    content: current,
    revisions: (await revisionsOf(db, itemId)).filter((old) => {
      const hash = contentHash(old);
      return hash !== item.content_hash && signed.has(hash);
    }),
    proof: layoutHash === null ? null : proofSheet(current, caller.site.profile).html,
    ledgers: await ledgersOf(db, itemId, new Set(said.map(({ ledgerHash }) => ledgerHash))),
    history,
    responsibility: await responsibilityNow(db, caller.site, { item, history, content: current }),
    statements,
    receipts,
    profile: caller.site.signedProfile,
    revocation: await revocationNamed(db, receipts.flatMap(revocationOf)),
  };
  const still = (await historyOf(db, itemId)).length === history.length;
  return audit !== null && still ? { ...parts, audit } : null;
}

function revocationOf({ receipt: text }: SignedReceipt): readonly Digest[] {
  const value = check(receipt, JSON.parse(text));
  return value.type === "caibian-receipt/2" ? value.revocation : [];
}

/** Each version once, oldest first. */
async function revisionsOf(db: Database, itemId: string): Promise<Content[]> {
  const rows = await db
    .selectFrom("revisions")
    .select(["content_hash", "content"])
    .where("item_id", "=", itemId)
    .orderBy("revision")
    .execute();
  return [...new Map(rows.map((row) => [row.content_hash, row.content])).values()].map((text) =>
    check(content, JSON.parse(text)),
  );
}

/** Only those that somebody signed: the others quote drafts that nobody let out (PB-1), or passes that count for none. */
async function ledgersOf(db: Database, itemId: string, signed: ReadonlySet<string>): Promise<Ledger[]> {
  const rows = await db
    .selectFrom("ledgers")
    .select(["ledger_hash", "ledger"])
    .where("item_id", "=", itemId)
    .orderBy("at")
    .orderBy("ledger_hash")
    .execute();
  return rows.filter((row) => signed.has(row.ledger_hash)).map((row) => check(ledger, JSON.parse(row.ledger)));
}
