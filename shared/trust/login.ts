/** Certificate login: the statement that the login key signs, and its verification. */
import { utf8 } from "../bytes";
import { canonicalJson } from "../canonical";
import { AppError } from "../failure";
import { type LoginStatement, loginStatement } from "../http/session";
import { joinBytes } from "./der-write";
import { type Path, type Trust, verifyPath } from "./path";
import { checkStrength } from "./signature";
import type { Certificate } from "./x509";

/**
 * Domain separation: what a CMS signature covers begins with the SET tag 0x31, this begins with `c` (0x63),
 * so neither can ever be offered as the other.
 */
const PREFIX = utf8("caibian-login/1\0");

/** The bytes that the login key signs. */
export function loginSigningInput(statement: LoginStatement): Uint8Array {
  return joinBytes([PREFIX, utf8(canonicalJson(statement))]);
}

export interface LoginProof {
  /** Canonical JSON text of the statement. */
  readonly statement: string;
  readonly signature: Uint8Array;
  /** DER, the signer's own first. */
  readonly chain: readonly Uint8Array[];
}

/**
 * Verifies form, certificate and signature. Challenge, nonce, audience and expiry are the platform's to compare
 * with what it stored itself; revocation is its RevocationChecker's, over `path`.
 * @throws AppError E_SIGN, E_CERT, E_CERT_…, E_ANCHOR
 */
export function verifyLogin(
  proof: LoginProof,
  trust: Omit<Trust, "purpose">,
): { statement: LoginStatement; certificate: Certificate; path: Path } {
  const statement = parseLogin(proof.statement);
  const path = verifyPath(proof.chain, { ...trust, purpose: "login" });
  const [certificate] = path;
  if (statement.certificate !== certificate.fingerprint) throw new AppError("E_CERT", "登录声明所指的不是这张证书");
  if (!trust.check.holds(checkStrength(certificate), loginSigningInput(statement), proof.signature)) {
    throw new AppError("E_SIGN", "登录签名不成立");
  }
  return { statement, certificate, path };
}

function parseLogin(text: string): LoginStatement {
  try {
    const statement = loginStatement.parse(JSON.parse(text));
    if (canonicalJson(statement) === text) return statement;
  } catch (cause) {
    throw new AppError("E_SIGN", "登录声明格式不正确", { cause });
  }
  throw new AppError("E_SIGN", "登录声明不是规范形式");
}
