/** Steps one and two of sign-in: a proof key is born, the platform's challenge is bound to it, the login key signs both. */
import { toBase64 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { describeOffset } from "../../shared/clock-offset";
import { AppError } from "../../shared/failure";
import type { Challenge, LoginStatement, Ticket } from "../../shared/http/session";
import { loginSigningInput } from "../../shared/trust/login";
import type { Signer } from "../../shared/trust/port";
import { MAX_SKEW } from "../../shared/trust/signer-claims";
import type { Client } from "./client";
import type { Credential } from "./proof-headers";
import { newProofKey, type ProofKey } from "./proof-key";

export interface LoginKey {
  readonly signer: Signer;
  /** Of its certificate. */
  readonly fingerprint: string;
}

export interface Presented extends Ticket {
  readonly proofKey: ProofKey;
}

export interface SignInParts {
  readonly client: Client;
  readonly device: string;
  /** Platform time as this machine knows it. */
  readonly now: () => Date;
}

/** @throws AppError E_CHALLENGE, E_CERT…, E_REVOCATION, E_LIMIT and whatever else the platform answers */
export async function presentCertificate({ client, device, now }: SignInParts, key: LoginKey): Promise<Presented> {
  const proofKey = await newProofKey();
  const credential: Credential = { key: proofKey, token: null, now };
  const challenge = await client.request("auth.challenge", { body: { device }, credential });
  const body = await proofOf(key, { challenge, device, jkt: proofKey.jkt, address: client.address });
  return { ...(await client.request("auth.certificate", { body, credential })), proofKey };
}

interface Asked {
  readonly challenge: Challenge;
  readonly device: string;
  readonly jkt: string;
  readonly address: string;
}

/** The login statement, signed. Its prefix keeps it apart from every other thing a key signs. */
async function proofOf({ signer, fingerprint }: LoginKey, { challenge, device, jkt, address }: Asked) {
  // Whoever stands between asks under another name; what is signed names the address this desk was given.
  if (challenge.audience !== address) throw new AppError("E_CHALLENGE", "应答的平台与策略中的地址不一致");
  const statement: LoginStatement = {
    type: "caibian-login/1",
    ...challenge,
    device,
    certificate: fingerprint,
    jkt,
  };
  const signature = await signer.sign(loginSigningInput(statement));
  return { statement: canonicalJson(statement), signature: toBase64(signature), chain: signer.chain.map(toBase64) };
}

/** A clock that is off by more could not sign anything either. @throws AppError E_CLOCK with the offset told */
export function refuseClock(offset: number | null): void {
  if (offset !== null && Math.abs(offset) > MAX_SKEW) throw new AppError("E_CLOCK", describeOffset(-offset));
}
