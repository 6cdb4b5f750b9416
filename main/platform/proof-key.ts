/**
 * The desk's proof key 会话密钥 (RFC 9449): made before the challenge of one sign-in, kept in memory, never extractable.
 * A token copied from here is worth nothing without it.
 */
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { proofAlgorithm, proofType } from "../../shared/http/proof";

export interface ProofRequest {
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  /** The access token that goes beside the proof; null before there is one. */
  readonly token: string | null;
  /** The platform's newest nonce; null before the first answer. */
  readonly nonce: string | null;
  /** Platform time as this machine knows it. */
  readonly at: Date;
}

export interface ProofKey {
  /** Its thumbprint, which the login statement names. */
  readonly jkt: string;
  readonly prove: (request: ProofRequest) => Promise<string>;
}

export async function newProofKey(): Promise<ProofKey> {
  const { publicKey, privateKey } = await generateKeyPair(proofAlgorithm, { extractable: false });
  const { kty = "", crv = "", x = "", y = "" } = await exportJWK(publicKey);
  const jwk = { kty, crv, x, y };
  return {
    jkt: await calculateJwkThumbprint(jwk, "sha256"),
    prove: ({ method, url, token, nonce, at }) =>
      new SignJWT({
        jti: randomUUID(),
        htm: method,
        htu: url,
        iat: Math.floor(at.getTime() / 1_000),
        ...(nonce === null ? {} : { nonce }),
        ...(token === null ? {} : { ath: createHash("sha256").update(token).digest("base64url") }),
      })
        .setProtectedHeader({ alg: proofAlgorithm, typ: proofType, jwk })
        .sign(privateKey),
  };
}
