/** What a statement says of its signer and its time, against the signature that came with it. */
import { AppError } from "../failure";
import type { Verified } from "./cms";
import type { Statement } from "./statement";

/** The signer's clock may be off by so much from the signature's own time, and run ahead of the platform by so much. */
export const MAX_SKEW = 5 * 60_000;

/**
 * The platform asks this before it takes a signature, the verifier asks it again: what the platform took must verify.
 * @throws AppError E_CERT, E_SIGN
 */
export function checkClaims(
  { signer, signedAt }: Statement,
  { certificate, certificateDigest, signingTime }: Verified,
  receivedAt: string,
): void {
  if (certificateDigest !== signer.certificate) throw new AppError("E_CERT", "签名证书不是审签书所写的证书");
  if (certificate.subject.commonName !== signer.name) throw new AppError("E_CERT", "证书持有人与签名人姓名不符");
  const signed = Date.parse(signedAt);
  if (Math.abs(Date.parse(signingTime) - signed) > MAX_SKEW) throw new AppError("E_SIGN", "签名时间与审签书不一致");
  if (signed - Date.parse(receivedAt) > MAX_SKEW) throw new AppError("E_SIGN", "签名时间晚于平台收到的时间");
}

/** Whether a signature was made without a connection: with one it arrives at once, so the clocks alone cannot explain more. */
export function madeOffline(signedAt: string, receivedAt: string): boolean {
  return Date.parse(receivedAt) - Date.parse(signedAt) > MAX_SKEW;
}
