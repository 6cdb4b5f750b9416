/** The platform as a Fastify instance that does not listen yet, so that tests inject requests. */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from "fastify";
import { AppError } from "../shared/failure";
import { openApi } from "../shared/http/open-api";
import { schemaHeader, schemaVersion } from "../shared/http/version";
import { registerAdmin } from "./admin/door";
import { answerFailure, failureOf } from "./http/failure-reply";
import { readJson } from "./http/json-door";
import { defaultListenerLimits, type ListenerLimits, listener, type Tls } from "./http/listener";
import type { Metrics } from "./http/metrics";
import { databaseAnswers, Readiness } from "./http/readiness";
import { registerRoutes } from "./http/register";
import { allowed } from "./network-floor";
import { isLoopbackName } from "./own-address";
import { registerDemoInbox } from "./routes/demo-inbox";
import { registerDownloads } from "./routes/downloads";
import { handlersOf } from "./routes/handlers";
import { registerPublic } from "./routes/public";
import type { Services } from "./services";
import type { DemoInbox } from "./sms/gateway";
import type { UpdateFeed } from "./updates/feed";
import { registerUpdates } from "./updates/routes";
import { refuseOldDesks } from "./updates/sign-in-floor";
import { registerUploads } from "./uploads/tus";

export const version = "0.1.0";

export interface AppOptions {
  readonly services: Services;
  /** The demo city's inbox; null everywhere else. */
  readonly inbox: DemoInbox | null;
  /** Certificate and key of the listener; null only behind loopback in the demo city. */
  readonly tls: Tls | null;
  readonly limits?: ListenerLimits;
  /** Balancers and gateways whose word on the caller's address and scheme is believed; nobody's unless named. */
  readonly proxies?: readonly string[];
  readonly metrics?: Metrics;
  readonly readiness?: Readiness;
  /** New versions of the workstation; none where the platform has no feed. */
  readonly updates?: UpdateFeed;
  /** Told every route, so that a test sees that each is described. */
  readonly routeAdded?: (method: string, url: string) => void;
}

export function build(options: AppOptions): FastifyInstance {
  const { services, inbox, tls, proxies = [], limits = defaultListenerLimits } = options;
  const readiness = options.readiness ?? new Readiness([["database", databaseAnswers(services.store.db)]]);
  const app = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    // Only bugs are written down, one line each: no request needs a logger of its own.
    childLoggerFactory: (logger) => logger,
    routerOptions: { maxParamLength: 200 },
    trustProxy: proxies.length === 0 ? false : [...proxies],
    // Requests that came before a stop are finished; connections that only wait are closed (start.ts).
    return503OnClosing: false,
    forceCloseConnections: "idle",
    serverFactory: (handler) => listener(handler, tls, limits),
  });
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) options.routeAdded?.(one, url);
  });
  readJson(app);
  measure(app, options.metrics ?? null);
  app.setNotFoundHandler((_request, reply) => answerFailure(new AppError("E_NOT_FOUND"), reply));
  app.addHook("onRequest", async (request, reply) => {
    reply.header("date", services.clock().toUTCString());
    reply.header(schemaHeader, String(schemaVersion));
    if (readiness.stopping) reply.header("connection", "close");
    checkNetwork(services, request);
    services.throttle.address(request.ip);
  });
  app.get(healthPath, async () => ({ status: "ok", engine: services.store.engine, demo: services.demo }));
  app.get(readyPath, async (_request, reply) => {
    const answer = await readiness.look();
    return reply
      .code(answer.ready ? 200 : 503)
      .header("cache-control", "no-store")
      .send(answer);
  });
  app.get("/openapi.json", async () => openApi(version));
  if (options.updates !== undefined) refuseOldDesks(app, options.updates);
  const door = registerRoutes(app, services, handlersOf(services));
  registerUploads(app, services, door);
  registerDownloads(app, services, door);
  registerPublic(app, services);
  registerUpdates(app, options.updates ?? null);
  registerAdmin(app, { services, feed: options.updates ?? null, failed: (code) => options.metrics?.failed(code) });
  if (inbox !== null) registerDemoInbox(app, services, inbox);
  return app;
}

/** Counts what is answered, by the route's own name: paths as they come would be labels without end. */
function measure(app: FastifyInstance, metrics: Metrics | null): void {
  app.setErrorHandler((error, _request, reply) => {
    metrics?.failed(failureOf(error).code);
    return answerFailure(error, reply);
  });
  if (metrics === null) return;
  app.addHook("onRequest", async () => metrics.begun());
  const ended = (request: FastifyRequest, reply: FastifyReply, status: number): void =>
    metrics.ended({
      route: request.routeOptions.url ?? "other",
      method: request.method,
      status,
      ms: reply.elapsedTime,
    });
  app.addHook("onResponse", async (request, reply) => ended(request, reply, reply.statusCode));
}

const healthPath = "/health";
const readyPath = "/ready";

/** A platform without cities answers this machine alone, and that only as the demo. */
const nowhere: readonly string[] = [];

/** Before anybody is known, the union of the cities' ranges; after sign-in, the caller's own city's (http/register). */
function checkNetwork(services: Services, request: FastifyRequest): void {
  // The public site is for the public, and a health probe says nothing.
  if (request.url.startsWith("/public/") || request.url === healthPath || request.url === readyPath) return;
  const connection = { address: request.ip, encrypted: request.protocol === "https" };
  const floors = [nowhere, ...Array.from(services.sites.values(), (site) => site.profile.extranet)];
  if (!floors.some((ranges) => allowed(connection, ranges, services.demo))) throw new AppError("E_NET");
  // A foreign name that resolves to this machine is a web page reaching for it (DNS rebinding).
  if (services.demo && !connection.encrypted && !isLoopbackName(request.hostname)) throw new AppError("E_NET");
}
