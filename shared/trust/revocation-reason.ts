/** Why a certificate was revoked, as CRL entries and OCSP responses write it (RFC 5280 §5.3.1). */
import { type DerElement, DerError } from "./der";
import { tags } from "./der-values";

export interface Revoked {
  readonly at: string;
  /** Chinese; empty where the authority gives none. */
  readonly reason: string;
}

/** 8 only takes an entry out of a delta list, 7 was never assigned. */
const reasons: ReadonlyMap<number, string> = new Map([
  [0, ""],
  [1, "密钥泄露"],
  [2, "签发机构密钥泄露"],
  [3, "从属关系变更"],
  [4, "证书已更换"],
  [5, "停止使用"],
  [6, "证书冻结"],
  [9, "权限撤销"],
  [10, "属性机构密钥泄露"],
]);

export function reasonText(element: DerElement | null): string {
  if (element === null) return "";
  const [code, ...rest] = element.body;
  const reason = reasons.get(code ?? -1);
  if (element.tag !== tags.enumerated || rest.length > 0 || reason === undefined) throw new DerError("reason code");
  return reason;
}
