/** One proof of possession, judged (RFC 9449 §4.3): whose key made it, for which request, when. */
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { fromUtf8 } from "../../../shared/bytes";
import { canonicalJson } from "../../../shared/canonical";
import { describeOffset } from "../../../shared/clock-offset";
import { AppError } from "../../../shared/failure";
import { PROOF_SKEW_MS, proofAlgorithm, proofType } from "../../../shared/http/proof";
import { sameText } from "../secret";

const claims = z.object({
  jti: z.string().min(16).max(100),
  htm: z.string().max(10),
  htu: z.string().max(2_000),
  iat: z.number().int(),
  ath: z.string().max(100).optional(),
  nonce: z.string().max(100).optional(),
});

/** EC P-256 and public only: a proof that brings its private key along is no proof. */
const publicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().max(50),
  y: z.string().max(50),
  alg: z.literal(proofAlgorithm).optional(),
  key_ops: z.array(z.literal("verify")).max(1).optional(),
  ext: z.boolean().optional(),
});

export interface ProvenRequest {
  readonly method: string;
  readonly path: string;
  /** The access token sent beside the proof; null on the steps before there is one. */
  readonly token: string | null;
  readonly at: Date;
  /** Whether an address, path included, is this platform's own. */
  readonly isOwn: (url: URL, path: string) => boolean;
}

export interface ReadProof {
  readonly jkt: string;
  readonly jti: string;
  /** Empty when the proof names none. */
  readonly nonce: string;
  readonly iat: number;
  /** The platform's address as the caller knows it. */
  readonly base: string;
}

const MAX_BYTES = 4_000;

/** @throws AppError E_PROOF; E_CLOCK, with the offset told, when nothing but the time is wrong. */
export function readProof(text: string, request: ProvenRequest): ReadProof {
  if (text.length > MAX_BYTES) throw new AppError("E_PROOF");
  const { jkt, said } = opened(text);
  if (said.htm !== request.method) throw new AppError("E_PROOF");
  const base = baseOf(said.htu, request);
  if (request.token === null ? said.ath !== undefined : !sameText(said.ath ?? "", hashOfToken(request.token)))
    throw new AppError("E_PROOF");
  const offset = request.at.getTime() - said.iat * 1_000;
  if (Math.abs(offset) > PROOF_SKEW_MS) throw new AppError("E_CLOCK", describeOffset(-offset));
  return { jkt, jti: said.jti, nonce: said.nonce ?? "", iat: said.iat, base };
}

/** Three parts of base64url without padding (RFC 7515 §3.1, §7.1). */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** r and s of P-256 as they are, 32 bytes each (RFC 7518 §3.4). */
const SIGNATURE_BYTES = 64;

/**
 * Checked by Node's own signatures, at once: the way over the thread pool costs more than the check. The signature is over the
 * bytes as they came.
 */
function opened(text: string): { jkt: string; said: z.infer<typeof claims> } {
  try {
    if (!COMPACT.test(text)) throw new AppError("E_PROOF");
    const [header = "", payload = "", signature = ""] = text.split(".");
    const { jkt, key } = keyIn(header);
    const value = Buffer.from(signature, "base64url");
    const signed = Buffer.from(text.slice(0, text.lastIndexOf(".")));
    const holds =
      value.length === SIGNATURE_BYTES && verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, value);
    if (!holds) throw new AppError("E_PROOF");
    return { jkt, said: claims.parse(jsonIn(payload)) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new AppError("E_PROOF", "", { cause: error });
  }
}

const jsonIn = (part: string): unknown => JSON.parse(fromUtf8(Buffer.from(part, "base64url")));

/** Extensions that must be understood (`crit`, RFC 7515 §4.1.11) are refused: none is. */
const header = z.object({
  typ: z.literal(proofType),
  alg: z.literal(proofAlgorithm),
  jwk: publicKey,
  crit: z.undefined().optional(),
});

interface ProofKey {
  /** RFC 7638. */
  readonly jkt: string;
  readonly key: KeyObject;
}

/** Headers of desks that called lately, each with the key in it: reading one again costs more than the check that follows. */
const known = new Map<string, ProofKey>();
const KNOWN = 2_000;

/** @throws Error when the numbers are no point of the curve, ZodError for another header */
function keyIn(text: string): ProofKey {
  const before = known.get(text);
  if (before !== undefined) return before;
  const { kty, crv, x, y } = header.parse(jsonIn(text)).jwk;
  const key = createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
  // The members that are required, in order (RFC 7638 §3).
  const members = canonicalJson({ crv, kty, x, y });
  const read = { jkt: createHash("sha256").update(members).digest("base64url"), key };
  const [oldest] = known.keys();
  if (known.size >= KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(text, read);
  return read;
}

/** What a stranger's text can make the reader throw; anything else is our bug. */
const isRefusal = (error: unknown): boolean =>
  error instanceof z.ZodError ||
  error instanceof SyntaxError ||
  error instanceof TypeError ||
  error instanceof AppError ||
  (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_"));

/** The part of `htu` before the path of the route. @throws AppError E_PROOF for another address or path */
function baseOf(htu: string, { path, isOwn }: ProvenRequest): string {
  if (!URL.canParse(htu)) throw new AppError("E_PROOF");
  const url = new URL(htu);
  const plain = url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  const named = `${url.origin}${url.pathname}`;
  if (!plain || !named.endsWith(path) || !isOwn(url, path)) throw new AppError("E_PROOF");
  return named.slice(0, named.length - path.length);
}

function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
