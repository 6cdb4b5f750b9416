/** A desk for tests: one signed-in person with a soft key who calls the API directly, as a patched client could. */
import { randomUUID } from "node:crypto";
import { toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import type { Failure } from "../../shared/failure";
import { type Effect, effect, type ItemDetail, itemDetail } from "../../shared/http/item";
import { type RouteName, routes } from "../../shared/http/routes";
import { challenge, type LoginStatement, session, ticket } from "../../shared/http/session";
import { signDetached } from "../../shared/trust/cms";
import { loginSigningInput } from "../../shared/trust/login";
import type { Signer } from "../../shared/trust/port";
import type { SignedStatement, Statement } from "../../shared/trust/statement";
import { readCertificate } from "../../shared/trust/x509";
import type { SeededPerson } from "../demo/seed";
import type { Site } from "../services";
import { cityOf, personOf, type TestPlatform } from "./platform";

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
}

export async function ask(platform: TestPlatform, name: RouteName, given: Ask = {}): Promise<Answer> {
  const route = routes[name];
  const path = Object.entries(given.params ?? {}).reduce(
    (url, [part, value]) => url.replace(`:${part}`, encodeURIComponent(value)),
    route.path as string,
  );
  const reply = await platform.app.inject({
    method: route.method,
    url: path,
    query: { ...given.query },
    headers: {
      ...(given.token === undefined ? {} : { authorization: `Bearer ${given.token}` }),
      ...("idempotent" in route ? { "idempotency-key": given.key ?? randomUUID() } : {}),
      ...(given.body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(given.body === undefined ? {} : { payload: JSON.stringify(given.body) }),
  });
  return { status: reply.statusCode, body: reply.json() };
}

/** `409 E_SOD`, or `200` for success: what tests compare. */
export function verdict({ status, body }: Answer): string {
  const code = typeof body === "object" && body !== null && "code" in body ? String((body as Failure).code) : "";
  return code === "" ? String(status) : `${status} ${code}`;
}

/** Challenge and certificate; the code is then in the inbox. */
export async function presentCertificate(
  platform: TestPlatform,
  signer: Signer,
  change: (statement: LoginStatement) => LoginStatement = (same) => same,
): Promise<Answer> {
  const device = "device-1";
  const opened = challenge.parse((await ask(platform, "auth.challenge", { body: { device } })).body);
  const [own = new Uint8Array()] = signer.chain;
  const statement = change({ type: "caibian-login/1", ...opened, device, certificate: digestOf(own) });
  const signature = await signer.sign(loginSigningInput(statement));
  return ask(platform, "auth.certificate", {
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
  readonly token: string;
  readonly signer: Signer;
  readonly now: () => string;
  readonly ask: (name: RouteName, given?: Ask) => Promise<Answer>;
  readonly nonce: () => Promise<string>;
  readonly read: (itemId: string) => Promise<ItemDetail>;
  readonly signStatement: (statement: Statement) => Promise<SignedStatement>;
}

export async function signIn(platform: TestPlatform, site: string, name: string): Promise<Desk> {
  const person = personOf(cityOf(platform, site), name);
  return signInWith(platform, person, person.key.signer);
}

export async function signInWith(platform: TestPlatform, person: SeededPerson, signer: Signer): Promise<Desk> {
  const given = ticket.parse((await presentCertificate(platform, signer)).body);
  const created = await ask(platform, "session.create", { body: { ticket: given.ticket, code: lastCode(platform) } });
  const { token, account } = session.parse(created.body);
  const site = platform.services.sites.get(account.site);
  if (site === undefined) throw new Error(`no site ${account.site}`);
  const call = (route: RouteName, more: Ask = {}): Promise<Answer> => ask(platform, route, { token, ...more });
  return {
    person,
    site,
    token,
    signer,
    now: () => platform.services.clock().toISOString(),
    ask: call,
    nonce: async () => {
      const { body } = await call("session.nonces", { body: { count: 1 } });
      return routes["session.nonces"].reply.parse(body).nonces[0] ?? "";
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
