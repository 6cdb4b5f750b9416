/** A caller's proof key for tests: makes proofs as the desk does, and wrong ones on request. */
import { createHash, randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { proofAlgorithm, proofType } from "../../shared/http/proof";

export interface ProofClaims {
  readonly htm: string;
  readonly htu: string;
  readonly iat: number;
  readonly jti: string;
  readonly nonce?: string;
  readonly ath?: string;
}

export interface TestProofKey {
  readonly jkt: string;
  readonly publicJwk: JWK;
  readonly sign: (claims: ProofClaims, header?: Readonly<Record<string, unknown>>) => Promise<string>;
}

export async function testProofKey(): Promise<TestProofKey> {
  const { publicKey, privateKey } = await generateKeyPair(proofAlgorithm, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return {
    publicJwk,
    jkt: await calculateJwkThumbprint(publicJwk, "sha256"),
    sign: (claims, header = {}) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: proofAlgorithm, typ: proofType, jwk: publicJwk, ...header })
        .sign(privateKey),
  };
}

export interface Proven {
  readonly method: string;
  readonly url: string;
  readonly at: Date;
  readonly nonce: string;
  readonly token?: string;
}

/** The claims of an honest proof. */
export function claimsFor({ method, url, at, nonce, token }: Proven): ProofClaims {
  return {
    htm: method,
    htu: url,
    iat: Math.floor(at.getTime() / 1_000),
    jti: randomUUID(),
    nonce,
    ...(token === undefined ? {} : { ath: createHash("sha256").update(token).digest("base64url") }),
  };
}
