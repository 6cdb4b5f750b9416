/** One proof of possession, judged (RFC 9449 §4.3): whose key made it, for which request, when. */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { compactVerify, decodeProtectedHeader, errors } from "jose";
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
export async function readProof(text: string, request: ProvenRequest): Promise<ReadProof> {
  if (text.length > MAX_BYTES) throw new AppError("E_PROOF");
  const { jkt, said } = await opened(text);
  if (said.htm !== request.method) throw new AppError("E_PROOF");
  const base = baseOf(said.htu, request);
  if (request.token === null ? said.ath !== undefined : !sameText(said.ath ?? "", hashOfToken(request.token)))
    throw new AppError("E_PROOF");
  const offset = request.at.getTime() - said.iat * 1_000;
  if (Math.abs(offset) > PROOF_SKEW_MS) throw new AppError("E_CLOCK", describeOffset(-offset));
  return { jkt, jti: said.jti, nonce: said.nonce ?? "", iat: said.iat, base };
}

async function opened(text: string): Promise<{ jkt: string; said: z.infer<typeof claims> }> {
  try {
    const { typ, jwk } = decodeProtectedHeader(text);
    if (typ !== proofType) throw new AppError("E_PROOF");
    const { jkt, key } = keyOf(publicKey.parse(jwk));
    const { payload } = await compactVerify(text, key, { algorithms: [proofAlgorithm] });
    return { jkt, said: claims.parse(JSON.parse(fromUtf8(payload))) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new AppError("E_PROOF", "", { cause: error });
  }
}

interface ProofKey {
  /** RFC 7638. */
  readonly jkt: string;
  readonly key: KeyObject;
}

/** Keys of desks that called lately: reading one again costs more than the check that follows. */
const known = new Map<string, ProofKey>();
const KNOWN = 2_000;

/** @throws Error when the numbers are no point of the curve */
function keyOf({ kty, crv, x, y }: z.infer<typeof publicKey>): ProofKey {
  // The members that are required, in order (RFC 7638 §3).
  const members = canonicalJson({ crv, kty, x, y });
  const before = known.get(members);
  if (before !== undefined) return before;
  const key = createPublicKey({ key: { kty, crv, x, y }, format: "jwk" });
  const read = { jkt: createHash("sha256").update(members).digest("base64url"), key };
  const [oldest] = known.keys();
  if (known.size >= KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(members, read);
  return read;
}

/** What a stranger's text can make the reader throw; anything else is our bug. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JOSEError ||
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
