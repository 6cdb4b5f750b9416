/** Registers the table of routes: every door checks connection, session, input, idempotency key and its own reply. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError, check, type FailureCode } from "../../shared/failure";
import { deskHeader, readDeskHeader } from "../../shared/http/desk-version";
import { type Body, type Params, type Query, type ReplyOf, type RouteName, routes } from "../../shared/http/routes";
import { never } from "../../shared/never";
import { id } from "../../shared/schema";
import { accessTokenIn, callerOf } from "../identity/session";
import { allowed, type Connection } from "../network-floor";
import type { Caller, Services } from "../services";
import { Brake } from "./brake";
import { type Proof, ProofDoor } from "./proof-door";

type Table = typeof routes;

export interface Call<R extends RouteName> {
  readonly params: Params<R>;
  readonly query: Query<R>;
  readonly body: Body<R>;
  readonly caller: Table[R]["auth"] extends "session" ? Caller : null;
  /** Whose key asks, on the steps before there is a session. */
  readonly proof: Table[R]["auth"] extends "proof" ? Proof : null;
  readonly connection: Connection;
  /** The Idempotency-Key; null on routes that need none. */
  readonly operationId: Table[R] extends { readonly idempotent: true } ? string : null;
}

export type Handlers = { readonly [R in RouteName]: (call: Call<R>) => Promise<ReplyOf<R>> };

const MEGABYTE = 1_048_576;
const DEFAULT_LIMIT = MEGABYTE / 2;
/** A 5 MB manuscript with its ledger fits; so does a 24 MB file in base64. */
const limits: Partial<Record<RouteName, number>> = {
  "items.revise": 48 * MEGABYTE,
  "items.review": 32 * MEGABYTE,
  "items.secrecy": 32 * MEGABYTE,
  "files.store": 33 * MEGABYTE,
  // A pack of 64 MB, in base64.
  "packs.store": 88 * MEGABYTE,
};

/** Where the regulations name the answer to a missing field, that answer (NC-26). */
const missing: Partial<Record<RouteName, { readonly field: string; readonly code: FailureCode }>> = {
  "repo.publish": { field: "repoId", code: "E_REPO" },
};

/** Answers the door, which the routes that speak no JSON stand behind too. */
export function registerRoutes(app: FastifyInstance, services: Services, handlers: Handlers): ProofDoor {
  const [brake, door] = [new Brake(services), new ProofDoor(services)];
  app.addHook("onRequest", (_request, reply) => door.offerNonce(reply));
  for (const name of Object.keys(routes) as RouteName[]) register(app, services, { name, handlers, brake, door });
  return door;
}

/** Who stands at the door. */
interface Visitor {
  readonly caller: Caller | null;
  readonly proof: Proof | null;
}
const stranger: Visitor = { caller: null, proof: null };

function register<R extends RouteName>(
  app: FastifyInstance,
  services: Services,
  route: {
    readonly name: R;
    readonly handlers: Handlers;
    readonly brake: Brake;
    readonly door: ProofDoor;
  },
): void {
  const { method, path, auth } = routes[route.name];
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  const braked = <T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> =>
    auth !== "session" && method !== "GET" ? route.brake.run(request.ip, work) : work();
  app.route({
    method,
    url: path,
    bodyLimit: limits[route.name] ?? DEFAULT_LIMIT,
    // Who calls is asked before a byte of the body is read: strangers send no 48 MB.
    onRequest: async (request, reply) => {
      const visitor = await braked(request, () => admit(services, route.door, { auth, request, reply }));
      visitors.set(request, visitor);
    },
    handler: async (request, reply) => {
      const answer = await braked(request, async () => {
        const call = read(route.name, request, visitors.get(request) ?? stranger);
        return route.handlers[route.name](call);
      });
      // A reply that does not fit its own schema is our bug, and fails here rather than at the desk.
      const checked = replyOf(route.name, answer);
      return reply.header("cache-control", "no-store").type("application/json").send(JSON.stringify(checked));
    },
  });
}

type Schema = Parameters<typeof check<unknown>>[0];

function replyOf(name: RouteName, answer: unknown): unknown {
  try {
    return check(routes[name].reply as Schema, answer);
  } catch (cause) {
    throw new Error(`the reply of ${name} does not fit its schema`, { cause });
  }
}

/** The parsing door: from here on a call has the types of the table. */
function read<R extends RouteName>(name: R, request: FastifyRequest, visitor: Visitor): Call<R> {
  const route = routes[name];
  const fault = missing[name];
  const body: unknown = request.body ?? null;
  if (fault !== undefined && !(typeof body === "object" && body !== null && fault.field in body))
    throw new AppError(fault.code);
  return {
    params: check(route.params as Schema, request.params ?? {}),
    query: check(route.query as Schema, request.query ?? {}),
    body: check(route.body as Schema, body),
    ...visitor,
    connection: connectionOf(request),
    operationId: "idempotent" in route ? check(id, request.headers["idempotency-key"]) : null,
  } as Call<R>;
}

interface Knock {
  readonly auth: Table[RouteName]["auth"];
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** @throws AppError E_PROOF, E_CLOCK, E_SESSION, E_EXPIRED, E_NET */
async function admit(services: Services, door: ProofDoor, { auth, request, reply }: Knock): Promise<Visitor> {
  switch (auth) {
    case "open":
      return stranger;
    case "proof": {
      const proof = await door.prove(request, reply, null);
      await proof.use();
      return { caller: null, proof };
    }
    case "session":
      return { caller: await callerAt(services, door, { request, reply }), proof: null };
    default:
      return never(auth);
  }
}

/** The signed-in person of a request, also for routes that speak no JSON. @throws AppError as `admit` */
export async function callerAt(
  services: Services,
  door: ProofDoor,
  { request, reply }: Pick<Knock, "request" | "reply">,
): Promise<Caller> {
  const token = accessTokenIn(request.headers.authorization);
  const proof = await door.prove(request, reply, token);
  const caller = await callerOf(services, { token, jkt: proof.jkt });
  // Only a signed-in person's proofs are remembered here: nobody else can fill the memory with them.
  await proof.use();
  services.throttle.account(caller.account.accountId);
  // The caller's own city may allow less than all cities together do.
  if (!allowed(connectionOf(request), caller.site.profile.extranet, services.demo)) throw new AppError("E_NET");
  return caller;
}

const connectionOf = (request: FastifyRequest): Connection => ({
  address: request.ip,
  encrypted: request.protocol === "https",
  desk: readDeskHeader(request.headers[deskHeader]),
});
