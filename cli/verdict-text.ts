/** The verdict on an evidence pack as a page that a lawyer can read. */
import type { Digest } from "../shared/schema";
import type { PendingVerdict } from "../shared/trust/pending";
import type { PackVerdict, VerdictCheck } from "../shared/trust/verdict";
import type { VerdictRow } from "../shared/trust/verdict-statement";
import { responsibilityRows } from "../shared/workflow/responsibility";
import { columns, pad, plain } from "./wide-text";

/** `sha-256` and the digits in groups of four, as people read them aloud. */
export function fingerprint(digest: Digest): string {
  const [algorithm = "", digits = ""] = digest.split(":");
  return `${algorithm.toUpperCase()}  ${(digits.match(/.{1,4}/g) ?? []).join(" ")}`;
}

const EIGHT_HOURS = 8 * 3_600_000;

/** Beijing time wherever the command runs; what is not a time stays as it is. */
export function beijing(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : new Date(at + EIGHT_HOURS).toISOString().slice(0, 19).replace("T", " ");
}

export function verdictText(verdict: PackVerdict, anchorsFile: string): string {
  const facts = [
    ["城市", `${verdict.city}（${verdict.site}）`],
    ["稿件", verdict.title === "" ? "（无标题）" : verdict.title],
    ["编号", verdict.itemId],
    ["状态", verdict.phase],
    ["封装", `${beijing(verdict.createdAt)}（北京时间，下同）`],
    ["内容哈希", fingerprint(verdict.contentHash)],
    ["根证书", fingerprint(verdict.rootFingerprint)],
    ["", `固定自 ${anchorsFile}；请与城市公布的指纹核对`],
  ] as const;
  return [
    ...facts.map(([label, value]) => `${pad(label, 10)}${plain(value)}`),
    "",
    ...responsibilityRows(verdict.responsibility).map(
      ({ label, value }) => `${pad(label, 10)}${plain(value === "" ? "—" : value)}`,
    ),
    "",
    "一、审签记录",
    ...columns(
      ["序", "环节", "决定", "签名人", "岗位", "证书", "签名时间", "平台收到", "结论"],
      verdict.rows.map(cellsOf),
    ),
    ...verdict.rows.flatMap(remarks),
    "",
    "二、证书",
    ...columns(["序", "持有人", "算法", "序列号", "签发者", "有效期", "吊销"], verdict.rows.map(certificateCells)),
    "",
    "三、核验事项",
    ...columns(
      ["结果", "事项", "说明"],
      verdict.checks.map((check) => [mark(check), check.name, check.detail]),
    ),
    "",
    conclusion(verdict),
  ].join("\n");
}

const mark = ({ ok, caution }: VerdictCheck): string => (!ok ? "✗ 不通过" : caution ? "△ 注意" : "✓ 通过");

function remarks({ offline, stamped, note }: VerdictRow, i: number): string[] {
  const arrival = stamped ? "平台收到时已回签，以平台时间为准" : "以平台收到的时间为准";
  return [
    ...(offline ? [`   第 ${i + 1} 份为离线签名：签名时间由签名人自报，${arrival}`] : []),
    ...(note === "" ? [] : [`   第 ${i + 1} 份说明：${plain(note)}`]),
  ];
}

function cellsOf(row: VerdictRow, i: number): string[] {
  return [
    String(i + 1),
    row.stepName,
    row.decision === "approve" ? "通过" : "退回",
    row.person,
    row.role,
    row.certificate === null ? "未见" : `…${row.certificate.serial.slice(-8)}`,
    beijing(row.signedAt),
    row.receivedAt === "" ? "无回执" : beijing(row.receivedAt),
    ruling(row),
  ];
}

function ruling({ valid, standing, reason }: VerdictRow): string {
  if (!valid) return `✗ 无效：${reason}`;
  return standing ? "✓ 有效" : `○ 有效，已失效力：${reason}`;
}

function certificateCells({ certificate, revocation }: VerdictRow, i: number): string[] {
  if (certificate === null) return [String(i + 1), "签名中没有所指的证书"];
  const { holder, algorithm, serial, issuer, notBefore, notAfter } = certificate;
  const validity = `${beijing(notBefore)} 至 ${beijing(notAfter)}`;
  return [String(i + 1), holder, algorithm, serial, issuer, validity, revocation.text];
}

function conclusion({ ok, checks, rows }: PackVerdict): string {
  const cautions = checks.filter(({ caution }) => caution).map(({ name }) => name);
  const care = cautions.length === 0 ? "" : `另请注意：${cautions.join("、")}。`;
  if (ok) return `结论：有效。内容、审签人、先后次序和平台回执均已由签名证明，未被改动。${care}`;
  const failed = checks.filter((check) => !check.ok).map(({ name }) => name);
  const bad = rows.flatMap(({ valid }, i) => (valid ? [] : [i + 1]));
  const which = bad.length === 0 ? "" : `（第 ${bad.join("、")} 份）`;
  return `结论：无效。未通过：${failed.join("、")}${which}。请勿采信，并向提供者索取完整的证据包。`;
}

/** A signature that the platform does not have yet: what it proves, and what it does not. */
export function pendingText({ said, title, certificate }: PendingVerdict): string {
  const facts = [
    ["稿件", title === "" ? "（无标题）" : title],
    ["编号", said.itemId],
    ["环节", `${said.stepName}，${said.decision === "approve" ? "通过" : "退回"}`],
    ["签名人", `${said.signer.name}（${said.signer.role}）`],
    ["证书", `${certificate.serial}，${certificate.issuer.display}签发`],
    ["签名时间", `${beijing(said.signedAt)}（北京时间，签名人自报）`],
    ["平台收到", "待平台确认"],
    ["内容哈希", fingerprint(said.contentHash)],
  ] as const;
  return [
    ...facts.map(([label, value]) => `${pad(label, 10)}${plain(value)}`),
    "",
    "结论：待平台确认。签名和所附内容一致，但平台尚未收到：时间由签名人自报，吊销状态未核对，审批未生效。",
  ].join("\n");
}
