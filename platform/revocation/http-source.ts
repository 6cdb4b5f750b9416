/** Lists and answers fetched from addresses of the platform's settings, never from addresses a certificate names. */
import { sameBytes } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { readCrl } from "../../shared/trust/crl";
import type { RevocationSource } from "../../shared/trust/revocation-checker";

export interface RevocationAddresses {
  readonly crls: readonly string[];
  readonly ocsp: string | null;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const DEADLINE_MS = 5_000;
/** National authorities' lists are a few megabytes. */
const MAX_BYTES = 32 * 1_048_576;

/** What the addresses give, and `local` where they give nothing. */
export function httpSource(
  addresses: RevocationAddresses,
  local: RevocationSource["crl"],
  fetch: Fetch,
): RevocationSource {
  const { crls, ocsp } = addresses;
  return {
    crl: async (issuer) => {
      for (const url of crls) {
        const der = await bytesOf(fetch, url, { method: "GET" });
        if (der !== null && isOf(der, issuer.subject.raw)) return der;
      }
      return local(issuer);
    },
    ocsp: async (request) => {
      if (ocsp === null) return null;
      const headers = { "content-type": "application/ocsp-request" };
      return bytesOf(fetch, ocsp, { method: "POST", headers, body: request.slice().buffer });
    },
  };
}

function isOf(der: Uint8Array, issuer: Uint8Array): boolean {
  try {
    return sameBytes(readCrl(der).issuer, issuer);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Null when nobody answers in time: whether that is fatal is the policy's to say. */
async function bytesOf(fetch: Fetch, url: string, init: RequestInit): Promise<Uint8Array | null> {
  try {
    const answer = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(DEADLINE_MS) });
    if (!answer.ok || Number(answer.headers.get("content-length") ?? 0) > MAX_BYTES) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length > MAX_BYTES ? null : bytes;
  } catch {
    return null;
  }
}
