/** A city's audit as a platform keeps it, for tests of the evidence pack: rows of one item between those of others. */
import { type AuditEntry, entryHash, FIRST, linkHash } from "../../shared/audit/chain";
import type { Checkpoint } from "../../shared/audit/checkpoint";
import type { TraceLink, TraceRun } from "../../shared/audit/trace";
import { toBase64, utf8 } from "../../shared/bytes";
import { canonicalBytes, canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import { signDetached } from "../../shared/trust/cms";
import type { Signer } from "../../shared/trust/port";
import { receipt, type SignedDocument, type SignedReceipt } from "../../shared/trust/receipt";
import type { History } from "../../shared/workflow/history";

export interface AuditStory {
  readonly site: string;
  readonly history: History;
  readonly receipts: readonly SignedReceipt[];
  readonly signer: Signer;
}

/** A row for each receipt, as a platform writes them. */
function rowsOf({ history, receipts }: AuditStory): AuditEntry[] {
  const taken = history.filter(({ action }) => action.kind !== "machine-pass" && action.kind !== "layout");
  return receipts.map(({ receipt: text }, i) => {
    const { event, at, itemId, contentHash: detail } = receipt.parse(JSON.parse(text));
    return { at, event, account_id: taken[i]?.actor.accountId ?? "", item_id: itemId, detail };
  });
}

/** Rows of the item under a checkpoint; one of another item lies before each. */
const UNDER_ONE = 3;

/** A checkpoint for every three rows of the item. */
export async function auditTrail(story: AuditStory): Promise<TraceRun[]> {
  const { site, signer } = story;
  const rows = rowsOf(story);
  const runs: TraceRun[] = [];
  let [seq, hash, previous]: [number, Digest, Digest | null] = [0, FIRST, null];
  for (let from = 0; from < rows.length; from += UNDER_ONE) {
    const after = { seq, hash };
    const links = rows
      .slice(from, from + UNDER_ONE)
      .flatMap((entry): TraceLink[] => [{ hash: foreign(entry) }, { entry }]);
    for (const link of links) {
      seq += 1;
      const entry = "entry" in link ? entryHash(link.entry) : link.hash;
      hash = linkHash({ chain: site, seq, previous: hash, entry });
    }
    const at = rows[Math.min(from + UNDER_ONE, rows.length) - 1]?.at ?? "";
    const number = runs.length + 1;
    const said: Checkpoint = { type: "caibian-audit-checkpoint/1", site, chain: site, number, seq, hash, previous, at };
    const checkpoint = await signCheckpoint(said, signer);
    previous = digestOf(utf8(checkpoint.document));
    runs.push({ chain: site, after, links, checkpoint });
  }
  return runs;
}

const foreign = (beside: AuditEntry): Digest => entryHash({ ...beside, item_id: "item-of-others" });

export async function signCheckpoint(said: Checkpoint, signer: Signer): Promise<SignedDocument> {
  const signature = toBase64(await signDetached(canonicalBytes(said), signer, said.at));
  return { document: canonicalJson(said), signature };
}
