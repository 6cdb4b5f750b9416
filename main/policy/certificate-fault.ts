/** Why a server's certificate was not taken, as E_NET (LA-41.4): its own trouble, apart from having no network. */
import { AppError } from "../../shared/failure";

const FOREIGN = "服务器证书不是由策略指定的机构签发";
/** Without a pinned one, an administrator has two places to put it. */
const UNKNOWN = "服务器证书不是由本机信任的机构签发：请管理员在策略的 pinnedCa 中指定机构，或把机构证书装入系统证书库";

/** OpenSSL's reasons as Node names them, and Node's own for the name. */
const words: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: FOREIGN,
  DEPTH_ZERO_SELF_SIGNED_CERT: FOREIGN,
  UNABLE_TO_GET_ISSUER_CERT: FOREIGN,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: FOREIGN,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: FOREIGN,
  CERT_SIGNATURE_FAILURE: "服务器证书的签名无效",
  CERT_UNTRUSTED: "服务器证书不受信任",
  CERT_HAS_EXPIRED: "服务器证书已经过期，或本机时钟不对",
  CERT_NOT_YET_VALID: "服务器证书还没有生效，或本机时钟不对",
  CERT_REVOKED: "服务器证书已被吊销",
  ERR_TLS_CERT_ALTNAME_INVALID: "服务器证书是为别的名称签发的",
};

export function certificateFault(error: unknown, isPinned: boolean): AppError | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = Object.hasOwn(words, code) ? words[code] : undefined;
  if (why === undefined) return null;
  return new AppError("E_NET", why === FOREIGN && !isPinned ? UNKNOWN : why, { cause: error });
}
