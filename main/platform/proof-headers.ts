/** What goes beside a request in a person's name: the access token and a proof for exactly this request (RFC 9449). */
import { proofHeader, proofScheme } from "../../shared/http/proof";
import type { ProofKey } from "./proof-key";

/** What proves a caller: a proof key, and after sign-in the access token that belongs to it. */
export interface Credential {
  readonly key: ProofKey;
  readonly token: string | null;
  /** Platform time as this machine knows it. */
  readonly now: () => Date;
}

export interface ProofTarget {
  readonly method: string;
  readonly target: string;
  readonly credential: Credential | undefined;
  /** The platform's newest nonce. */
  readonly nonce: string | null;
}

export async function proofHeaders({
  method,
  target,
  credential,
  nonce,
}: ProofTarget): Promise<Record<string, string>> {
  if (credential === undefined) return {};
  const { key, token, now } = credential;
  const { origin, pathname } = new URL(target);
  const proof = await key.prove({ method, url: `${origin}${pathname}`, token, nonce, at: now() });
  return { [proofHeader]: proof, ...(token === null ? {} : { authorization: `${proofScheme} ${token}` }) };
}
