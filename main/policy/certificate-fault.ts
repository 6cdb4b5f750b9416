/** Why a server's certificate was not taken, as E_NET (LA-41.4): its own trouble, apart from having no network. */
import { AppError } from "../../shared/failure";

/** OpenSSL's reasons as Node names them, and Node's own for the name. */
const words: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: "服务器证书不是由策略指定的机构签发",
  DEPTH_ZERO_SELF_SIGNED_CERT: "服务器证书不是由策略指定的机构签发",
  UNABLE_TO_GET_ISSUER_CERT: "服务器证书不是由策略指定的机构签发",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "服务器证书不是由策略指定的机构签发",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "服务器证书不是由策略指定的机构签发",
  CERT_SIGNATURE_FAILURE: "服务器证书的签名无效",
  CERT_UNTRUSTED: "服务器证书不受信任",
  CERT_HAS_EXPIRED: "服务器证书已经过期，或本机时钟不对",
  CERT_NOT_YET_VALID: "服务器证书还没有生效，或本机时钟不对",
  CERT_REVOKED: "服务器证书已被吊销",
  ERR_TLS_CERT_ALTNAME_INVALID: "服务器证书是为别的名称签发的",
};

export function certificateFault(error: unknown): AppError | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = Object.hasOwn(words, code) ? words[code] : undefined;
  return why === undefined ? null : new AppError("E_NET", why, { cause: error });
}
