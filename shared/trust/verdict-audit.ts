/**
 * The platform's audit 审计 under a pack (L11): what the receipts say stands in the hash-chained audit of the city as well, and
 * signed checkpoints say where that chain stood. A platform that wants to tell another story of one item has to rewrite
 * the rows of every other item of those days too, and every checkpoint of which somebody holds a copy.
 */
import { type Checkpoint, readCheckpoint } from "../audit/checkpoint";
import { followPath, type TracedRow } from "../audit/trace";
import { fromUtf8, toBase64 } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { Evidence } from "./evidence";
import type { Pack, SignedPart } from "./pack-read";
import { receiptActors } from "./verdict-receipt";

interface AuditFound {
  readonly caution: boolean;
  readonly detail: string;
}

/** @throws AppError E_AUDIT */
export function checkAudit(evidence: Evidence): AuditFound {
  const { pack } = evidence;
  if (Number(pack.manifest.value.format.slice(-1)) < 4)
    return { caution: true, detail: "早期格式的证据包，没有附审计检查点；其余各项照常核验" };
  checkCheckpoints(evidence);
  const rows = rowsOf(pack);
  const purged = checkRows(pack, rows);
  const held = `${rows.length} 条审计记录由 ${pack.checkpoints.length} 个检查点签名覆盖`;
  if (purged === 0) return { caution: false, detail: `${held}，与回执逐一相符` };
  const gone = `最早的 ${purged} 份回执没有对应的审计记录，平台制作证据包时已超过审计保存期限`;
  return { caution: true, detail: rows.length === 0 ? gone : `${held}；${gone}` };
}

/** Signed by the pinned receipt key for this city's own chain, in their order, and bound to each other where they are neighbours. */
function checkCheckpoints({ pack, anchors, check }: Evidence): void {
  if (pack.checkpoints.length !== pack.audit.length) throw new AppError("E_AUDIT", "检查点与审计链路数目不符");
  let before: SignedPart<Checkpoint> | null = null;
  for (const part of pack.checkpoints) {
    const { bytes, signature, name } = part;
    const value = readCheckpoint({ document: fromUtf8(bytes), signature: toBase64(signature) }, { anchors, check });
    if (value.chain !== pack.manifest.value.site) throw new AppError("E_AUDIT", `${name} 不属于本站点的审计链`);
    if (before !== null && !follows(before, part)) throw new AppError("E_AUDIT", `${name} 与前一个检查点不衔接`);
    before = part;
  }
}

function follows(before: SignedPart<Checkpoint>, { value }: SignedPart<Checkpoint>): boolean {
  const [one, next] = [before.value, value];
  if (next.number <= one.number || next.seq <= one.seq) return false;
  return next.number > one.number + 1 || next.previous === digestOf(before.bytes);
}

/** Every row that the pack spells out, once each way leads to its checkpoint and no two ways tell of the same place. */
function rowsOf(pack: Pack): readonly TracedRow[] {
  let covered = 0;
  return pack.audit.flatMap(({ value, name }, i) => {
    const signed = pack.checkpoints[i]?.value;
    if (signed === undefined || value.after.seq < covered) throw new AppError("E_AUDIT", `${name} 与前一段重叠`);
    covered = signed.seq;
    return followPath(value, pack.manifest.value.itemId, signed);
  });
}

/**
 * Rows and receipts tell the same: what, when, by whom, about which content. Old rows are purged from the beginning of a
 * chain (LG-2), so the first receipts may lack theirs and never a later one. Answers how many do.
 */
function checkRows(pack: Pack, rows: readonly TracedRow[]): number {
  const actors = receiptActors(pack);
  const told = pack.receipts.map(
    ({ value }, i) => `${value.event} ${value.at} ${actors[i] ?? ""} ${value.contentHash}`,
  );
  const kept = rows.map(({ event, at, accountId, detail }) => `${event} ${at} ${accountId} ${detail}`);
  const purged = told.length - kept.length;
  if (purged < 0 || kept.some((row, i) => row !== told[purged + i]))
    throw new AppError("E_AUDIT", "审计记录与平台回执不相符");
  return purged;
}
