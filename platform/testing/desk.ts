/** A desk for tests: one signed-in person with a soft key who calls the API directly, as a patched client could. */
import { randomUUID } from "node:crypto";
import { toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import type { Failure } from "../../shared/failure";
import { type Effect, effect, type ItemDetail, itemDetail } from "../../shared/http/item";
import { proofHeader, proofNonceHeader, proofScheme } from "../../shared/http/proof";
import { type RouteName, routes } from "../../shared/http/routes";
import { challenge, type LoginStatement, session, ticket } from "../../shared/http/session";
import { signDetached } from "../../shared/trust/cms";
import { loginSigningInput } from "../../shared/trust/login";
import type { Signer } from "../../shared/trust/port";
import type { SignedDocument } from "../../shared/trust/receipt";
import type { SignedStatement, Statement } from "../../shared/trust/statement";
import { readCertificate } from "../../shared/trust/x509";
import type { SeededPerson } from "../demo/seed";
import type { Site } from "../services";
import { cityOf, personOf, type TestPlatform } from "./platform";
import { claimsFor, type ProofClaims, type TestProofKey, testProofKey } from "./proof-key";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Ask {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly token?: string;
  /** The proof key of the call; one that every test of the file shares unless said. */
  readonly proofKey?: TestProofKey;
  /** Makes a proof that is not what it should be. */
  readonly prove?: (key: TestProofKey, honest: ProofClaims) => Promise<string>;
  readonly from?: string;
}

/** The address at which `inject` reaches the platform. */
const injected = "http://localhost";
let shared: Promise<TestProofKey> | undefined;
export const sharedProofKey = (): Promise<TestProofKey> => {
  shared ??= testProofKey();
  return shared;
};

/** The newest nonce that each platform handed out. */
const nonces = new WeakMap<TestPlatform, string>();

export async function ask(platform: TestPlatform, name: RouteName, given: Ask = {}): Promise<Answer> {
  const first = await askOnce(platform, name, given);
  if (first.headers["www-authenticate"] === undefined) return answerOf(first);
  // As a desk does: the proof is made again over the nonce that came with the refusal (RFC 9449 §8).
  return answerOf(await askOnce(platform, name, given));
}

type Injected = Awaited<ReturnType<typeof askOnce>>;
const answerOf = (reply: Injected): Answer => ({ status: reply.statusCode, body: reply.json() });

async function askOnce(platform: TestPlatform, name: RouteName, given: Ask) {
  const route = routes[name];
  const path = Object.entries(given.params ?? {}).reduce(
    (url, [part, value]) => url.replace(`:${part}`, encodeURIComponent(value)),
    route.path as string,
  );
  const proof = route.auth === "open" ? null : await proofFor(platform, { ...given, method: route.method, path });
  const reply = await platform.app.inject({
    method: route.method,
    url: path,
    query: { ...given.query },
    ...(given.from === undefined ? {} : { remoteAddress: given.from }),
    headers: {
      ...(given.token === undefined ? {} : { authorization: `${proofScheme} ${given.token}` }),
      ...(proof === null ? {} : { [proofHeader]: proof }),
      ...("idempotent" in route ? { "idempotency-key": given.key ?? randomUUID() } : {}),
      ...(given.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(given.body === undefined ? {} : { payload: JSON.stringify(given.body) }),
  });
  nonces.set(platform, String(reply.headers[proofNonceHeader]));
  return reply;
}

async function proofFor(
  platform: TestPlatform,
  { proofKey, prove, token, method, path }: Ask & { readonly method: string; readonly path: string },
): Promise<string> {
  const key = proofKey ?? (await sharedProofKey());
  const honest = claimsFor({
    method,
    url: `${injected}${path}`,
    at: platform.services.clock(),
    nonce: nonces.get(platform) ?? "",
    ...(token === undefined ? {} : { token }),
  });
  return prove === undefined ? key.sign(honest) : prove(key, honest);
}

/** `409 E_SOD`, or `200` for success: what tests compare. */
export function verdict({ status, body }: Answer): string {
  const code = typeof body === "object" && body !== null && "code" in body ? String((body as Failure).code) : "";
  return code === "" ? String(status) : `${status} ${code}`;
}

/** What a test may change about presenting a certificate. */
export interface Presenting {
  readonly proofKey?: TestProofKey;
  /** The key that answers, where it is another than the one that asked. */
  readonly answeringKey?: TestProofKey;
  readonly device?: string;
  readonly from?: string;
  readonly answeringFrom?: string;
}

/** Challenge and certificate; the code is then in the inbox. */
export async function presentCertificate(
  platform: TestPlatform,
  signer: Signer,
  change: (statement: LoginStatement) => LoginStatement = (same) => same,
  presenting: Presenting = {},
): Promise<Answer> {
  const { device = "device-1", from } = presenting;
  const proofKey = presenting.proofKey ?? (await sharedProofKey());
  const caller = from === undefined ? { proofKey } : { proofKey, from };
  const opened = challenge.parse((await ask(platform, "auth.challenge", { body: { device }, ...caller })).body);
  const [own = new Uint8Array()] = signer.chain;
  const { jkt } = proofKey;
  const statement = change({ type: "caibian-login/1", ...opened, device, certificate: digestOf(own), jkt });
  const signature = await signer.sign(loginSigningInput(statement));
  return ask(platform, "auth.certificate", {
    ...caller,
    ...(presenting.answeringKey === undefined ? {} : { proofKey: presenting.answeringKey }),
    ...(presenting.answeringFrom === undefined ? {} : { from: presenting.answeringFrom }),
    body: {
      statement: canonicalJson(statement),
      signature: toBase64(signature),
      chain: signer.chain.map((der) => toBase64(der)),
    },
  });
}

export function lastCode(platform: TestPlatform): string {
  return /\d{6}/.exec(platform.inbox.messages()[0]?.text ?? "")?.[0] ?? "";
}

export interface Desk {
  readonly person: SeededPerson;
  readonly site: Site;
  /** Of this moment: the desk renews its tokens as they run out. */
  readonly token: () => string;
  readonly refreshToken: () => string;
  readonly proofKey: TestProofKey;
  readonly lease: () => SignedDocument;
  readonly signer: Signer;
  readonly now: () => string;
  readonly ask: (name: RouteName, given?: Ask) => Promise<Answer>;
  readonly nonce: () => Promise<string>;
  readonly read: (itemId: string) => Promise<ItemDetail>;
  readonly signStatement: (statement: Statement) => Promise<SignedStatement>;
}

/** Tests sign in more often than the ten times an hour that people may (AU-2): what was sent before is forgotten. */
export async function signIn(platform: TestPlatform, site: string, name: string): Promise<Desk> {
  const person = personOf(cityOf(platform, site), name);
  const { db } = platform.services.store;
  await db.deleteFrom("sms_sends").where("account_id", "=", person.accountId).execute();
  return signInWith(platform, person, person.key.signer);
}

export async function signInWith(
  platform: TestPlatform,
  person: SeededPerson,
  signer: Signer,
  presenting: Presenting = {},
): Promise<Desk> {
  const given = ticket.parse((await presentCertificate(platform, signer, undefined, presenting)).body);
  const proofKey = presenting.proofKey ?? (await sharedProofKey());
  const body = { ticket: given.ticket, code: lastCode(platform) };
  const created = await ask(platform, "session.create", { body, proofKey });
  let grant = session.parse(created.body);
  const site = platform.services.sites.get(grant.account.site);
  if (site === undefined) throw new Error(`no site ${grant.account.site}`);
  const call = async (route: RouteName, more: Ask = {}): Promise<Answer> => {
    const first = await ask(platform, route, { token: grant.token, proofKey, ...more });
    if (verdict(first) !== "401 E_SESSION") return first;
    const renewed = await ask(platform, "session.refresh", { body: { refreshToken: grant.refreshToken }, proofKey });
    if (renewed.status !== 200) return first;
    grant = session.parse(renewed.body);
    return ask(platform, route, { token: grant.token, proofKey, ...more });
  };
  return {
    person,
    site,
    token: () => grant.token,
    refreshToken: () => grant.refreshToken,
    proofKey,
    lease: () => grant.lease,
    signer,
    now: () => platform.services.clock().toISOString(),
    ask: call,
    nonce: async () => {
      const { body: answered } = await call("session.nonces", { body: { count: 1 } });
      return routes["session.nonces"].reply.parse(answered).nonces[0] ?? "";
    },
    read: async (itemId) => itemDetail.parse((await call("items.read", { params: { itemId } })).body),
    signStatement: async (statement) => {
      const text = canonicalJson(statement);
      const signature = await signDetached(utf8(text), signer, statement.signedAt);
      return { statement: text, signature: toBase64(signature) };
    },
  };
}

export function fingerprint(signer: Signer): string {
  const [own = new Uint8Array()] = signer.chain;
  return readCertificate(own).fingerprint;
}

export const succeeded = (answer: Answer): Effect => effect.parse(answer.body);
