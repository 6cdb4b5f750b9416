/** The platform as a Fastify instance that does not listen yet, so that tests inject requests. */
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from "fastify";
import { AppError } from "../shared/failure";
import { openApi } from "../shared/http/open-api";
import { schemaHeader, schemaVersion } from "../shared/http/version";
import { answerFailure } from "./http/failure-reply";
import { registerRoutes } from "./http/register";
import { allowed } from "./network-floor";
import { isLoopbackName } from "./own-address";
import { registerDemoInbox } from "./routes/demo-inbox";
import { registerDownloads } from "./routes/downloads";
import { handlersOf } from "./routes/handlers";
import { registerPublic } from "./routes/public";
import type { Services } from "./services";
import type { DemoInbox } from "./sms/gateway";
import { registerUploads } from "./uploads/tus";

export const version = "0.1.0";

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface AppOptions {
  readonly services: Services;
  /** The demo city's inbox; null everywhere else. */
  readonly inbox: DemoInbox | null;
  /** Certificate and key of the listener; null only behind loopback in the demo city. */
  readonly tls: Tls | null;
}

export function build({ services, inbox, tls }: AppOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: services.log,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    serverFactory: (handler) => (tls === null ? createServer(handler) : createSecureServer({ ...tls }, handler)),
  });
  app.setErrorHandler((error, _request, reply) => answerFailure(error, reply));
  app.setNotFoundHandler((_request, reply) => answerFailure(new AppError("E_NOT_FOUND"), reply));
  app.addHook("onRequest", async (request, reply) => {
    reply.header("date", services.clock().toUTCString());
    reply.header(schemaHeader, String(schemaVersion));
    checkNetwork(services, request);
  });
  app.get("/health", async () => ({ status: "ok", engine: services.store.engine, demo: services.demo }));
  app.get("/openapi.json", async () => openApi(version));
  const door = registerRoutes(app, services, handlersOf(services));
  registerUploads(app, services, door);
  registerDownloads(app, services, door);
  registerPublic(app, services);
  if (inbox !== null) registerDemoInbox(app, services, inbox);
  return app;
}

/** Before anybody is known, the union of the cities' ranges; after sign-in, the caller's own city's (http/register). */
function checkNetwork(services: Services, request: FastifyRequest): void {
  // The public site is for the public, and a health probe says nothing.
  if (request.url.startsWith("/public/") || request.url === "/health") return;
  const ranges = [...services.sites.values()].flatMap((site) => site.profile.extranet);
  const connection = { address: request.ip, encrypted: request.protocol === "https" };
  if (!allowed(connection, ranges, services.demo)) throw new AppError("E_NET");
  // A foreign name that resolves to this machine is a web page reaching for it (DNS rebinding).
  if (services.demo && !connection.encrypted && !isLoopbackName(request.hostname)) throw new AppError("E_NET");
}
