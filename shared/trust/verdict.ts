/** The verdict on an evidence pack: every claim in it recomputed from its bytes and the pinned anchors, offline. */
import { sameBytes } from "../bytes";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { contentOf } from "../model/content";
import type { Digest } from "../schema";
import type { Responsibility } from "../workflow/responsibility";
import { phases } from "../workflow/state";
import { type Anchors, rootFingerprint } from "./anchors";
import { verifyDetached } from "./cms";
import { type Evidence, reasonOf } from "./evidence";
import { type Pack, readPack } from "./pack-read";
import type { SignatureCheck } from "./port";
import { rememberedCheck } from "./remembered-check";
import { checkAudit } from "./verdict-audit";
import {
  checkCompleteness,
  checkReplay,
  checkResponsibility,
  checkStatementRecords,
  responsibilityIn,
  stateOf,
} from "./verdict-history";
import { checkLayout, checkLedgers, checkRevisions } from "./verdict-material";
import { checkHistoryChain, checkReceipts, checkStamps } from "./verdict-receipt";
import { refuseUnnamed } from "./verdict-revocation";
import { checkChain, checkPersons, judgeStatements, type VerdictRow } from "./verdict-statement";

export interface VerdictCheck {
  readonly name: string;
  readonly ok: boolean;
  /** It holds, and the reader should still know something. */
  readonly caution: boolean;
  /** Chinese: what was found, or why it fails. */
  readonly detail: string;
}

export interface PackVerdict {
  /** True only when every check and every row holds. */
  readonly ok: boolean;
  readonly site: string;
  /** Name of the city whose root was pinned. */
  readonly city: string;
  readonly rootFingerprint: Digest;
  readonly itemId: string;
  readonly title: string;
  readonly contentHash: Digest;
  /** 已发布, 可发布 … as the history replays. */
  readonly phase: string;
  readonly createdAt: string;
  /** Who answers for what (RP-5). */
  readonly responsibility: Responsibility;
  readonly rows: readonly VerdictRow[];
  readonly checks: readonly VerdictCheck[];
}

/**
 * Verifies a pack. Nothing in the pack is believed because the pack says so.
 * @throws AppError E_PACK, E_SIGN or E_TOO_LARGE when it cannot be read at all; a readable one gets a verdict.
 */
export function verifyPack(bytes: Uint8Array, anchors: Anchors, check: SignatureCheck): PackVerdict {
  const pack = readPack(bytes);
  const evidence: Evidence = { pack, anchors, check: rememberedCheck(check) };
  const rows = judgeStatements(evidence);
  const checks = [
    ...table.map(({ name, run }) => answer(name, () => run(evidence))),
    rowsCheck(rows),
    revocationCheck(pack, rows),
  ];
  return {
    ok: checks.every(({ ok }) => ok),
    site: pack.manifest.value.site,
    city: anchors.name,
    rootFingerprint: rootFingerprint(anchors),
    itemId: pack.manifest.value.itemId,
    title: pack.content.value.document.title,
    contentHash: digestOf(pack.content.bytes),
    phase: phases[stateOf(pack).phase],
    createdAt: pack.manifest.value.createdAt,
    responsibility: responsibilityIn(pack),
    rows,
    checks,
  };
}

/** What a check found; with `caution` where it holds and the reader should still know something. */
type Found = string | { readonly caution: boolean; readonly detail: string };

/** Each check answers with what it found, or throws an AppError. */
const table: readonly { readonly name: string; readonly run: (evidence: Evidence) => Found }[] = [
  { name: "平台封签", run: checkSeal },
  { name: "站点与稿件编号", run: checkIdentity },
  { name: "城市配置签名", run: checkProfile },
  { name: "内容哈希", run: checkContent },
  { name: "各版本内容", run: checkRevisions },
  { name: "校对台账", run: checkLedgers },
  { name: "审签链", run: checkChain },
  { name: "人员与证书", run: checkPersons },
  { name: "平台回执", run: checkReceipts },
  { name: "平台回签", run: checkStamps },
  { name: "流程哈希链", run: checkHistoryChain },
  { name: "审计检查点", run: checkAudit },
  { name: "流程记录", run: checkStatementRecords },
  { name: "流程回放", run: checkReplay },
  { name: "环节齐全", run: checkCompleteness },
  { name: "责任信息", run: checkResponsibility },
  { name: "排版样张", run: checkLayout },
];

function answer(name: string, run: () => Found): VerdictCheck {
  try {
    const found = run();
    return { name, ok: true, ...(typeof found === "string" ? { caution: false, detail: found } : found) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name, ok: false, caution: false, detail: reasonOf(error) };
  }
}

function rowsCheck(rows: readonly VerdictRow[]): VerdictCheck {
  const bad = rows.filter(({ valid }) => !valid).length;
  const detail = bad === 0 ? `${rows.length} 份签名全部有效` : `${rows.length} 份签名中有 ${bad} 份无效`;
  return { name: "签名与证书", ok: bad === 0 && rows.length > 0, caution: false, detail };
}

/** A revoked certificate makes its row invalid; here the reader hears of what could not be settled. */
function revocationCheck(pack: Pack, rows: readonly VerdictRow[]): VerdictCheck {
  const answered = answer("吊销状态", () => {
    refuseUnnamed(pack);
    return `${rows.filter(({ revocation }) => revocation.known).length} 份签名的证书在平台收到时均未吊销`;
  });
  const open = rows.flatMap(({ valid, revocation }, i) => (valid && !revocation.known ? [{ i, revocation }] : []));
  const [first] = open;
  if (!answered.ok || first === undefined) return answered;
  const which = open.map(({ i }) => i + 1).join("、");
  return { ...answered, caution: true, detail: `第 ${which} 份无从核对：${first.revocation.text}` };
}

/** The seal covers the manifest and, through its hashes, every byte that no person signed. */
function checkSeal({ pack, anchors, check }: Evidence): string {
  const { value, bytes, signature } = pack.manifest;
  verifyDetached(bytes, signature, { anchors, check, at: value.createdAt, purpose: "receipt" });
  return `${value.files.length} 个文件与清单一致，清单由平台签名`;
}

function checkIdentity({ pack, anchors }: Evidence): string {
  const { site, itemId } = pack.manifest.value;
  if (site !== anchors.site) throw new AppError("E_ANCHOR", "证据包属于另一个站点");
  const parts = [...pack.statements, ...pack.receipts];
  const foreign = parts.find(({ value }) => value.site !== site || value.itemId !== itemId);
  if (foreign !== undefined) throw new AppError("E_PACK", `${foreign.name} 属于另一份稿件`);
  return `${site} / ${itemId}`;
}

/** Judged at its own signing time: the key is pinned, and a profile outlives its service certificate. */
function checkProfile({ pack, anchors, check }: Evidence): string {
  const { value, bytes, signature } = pack.profile;
  const { signingTime } = verifyDetached(bytes, signature, { anchors, check, at: null, purpose: "profile" });
  if (value.id !== anchors.site) throw new AppError("E_PROFILE", "配置属于另一个城市");
  return `${value.name} 第 ${value.version} 版，${signingTime.slice(0, 10)} 签名`;
}

function checkContent({ pack }: Evidence): string {
  const { value, bytes } = pack.content;
  if (digestOf(bytes) !== pack.manifest.value.contentHash) throw new AppError("E_HASH", "内容与清单所记的哈希不一致");
  if (!sameBytes(canonicalBytes(contentOf(value.document, value.metadata)), bytes)) {
    throw new AppError("E_HASH", "附件或链接清单与正文不一致");
  }
  return "由规范内容重新计算，与清单一致";
}
