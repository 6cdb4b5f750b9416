/**
 * Signatures of other systems, where the caller takes them: CFCA's toolkit and OpenSSL's `-noattr` sign the content
 * itself, without attributes, some with the content inside. Nothing in such a file binds the certificate or a time, so no
 * review statement of ours may come in this shape; `verifyDetached` refuses it.
 */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import { chainFrom, signerOf, type Verified } from "./cms";
import { messageDigestOf } from "./cms-attributes";
import { parseSignedData } from "./cms-parse";
import { tags } from "./der-values";
import { type Trust, verifyPath } from "./path";
import { checkStrength } from "./signature";

export type VerifiedForeign = Omit<Verified, "signingTime"> & { readonly content: Uint8Array };

/**
 * `detached` is the content of a detached signature, null for a file that carries its own.
 * @throws AppError as `verifyDetached`
 */
export function verifyForeign(cms: Uint8Array, detached: Uint8Array | null, trust: Trust): VerifiedForeign {
  const parsed = parseSignedData(cms);
  const { certificate, sent, suite } = signerOf(parsed);
  const content = contentOf(parsed.content, detached);
  const { attributes, signature } = parsed.signer;
  if (attributes !== null && !sameBytes(suite.digest(content), messageDigestOf(attributes, parsed.family)))
    throw new AppError("E_HASH", "签名对应的不是这份内容");
  // What a signature with attributes covers is itself DER under this tag: without attributes it could pass for content.
  if (attributes === null && content[0] === tags.set) throw new AppError("E_CMS_ATTRIBUTES", "签名属性可能已被移除");
  const chain = chainFrom(certificate, sent);
  const path = verifyPath(chain, trust);
  if (!trust.check.holds(checkStrength(certificate), attributes?.bytes ?? content, signature))
    throw new AppError("E_SIGN", "签名值不成立");
  return { certificate, chain, path, content, certificateDigest: certificate.fingerprint };
}

/** Content in two places would leave open which of them was signed. */
function contentOf(attached: Uint8Array | null, detached: Uint8Array | null): Uint8Array {
  const content = attached ?? detached;
  if (content === null || (attached !== null && detached !== null))
    throw new AppError("E_CMS_FORM", "签名数据应当只在一处带有内容");
  return content;
}
