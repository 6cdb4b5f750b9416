/** OpenAPI 3.1, written from the same table that the routes are registered from. */
import { z } from "zod";
import { type FailureCode, failure, failureCodes } from "../failure";
import { failures } from "../failure-rows";
import { type PlainRoute, plainRoutes } from "./plain-routes";
import { proofHeader, proofScheme } from "./proof";
import { type RouteName, routes } from "./routes";

const json = (schema: z.ZodType, io: "input" | "output") => ({
  content: { "application/json": { schema: schemaOf(schema, io) } },
});

function schemaOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: unknown;
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Parameter[] {
  const { properties = {}, required = [] } = z
    .object({ properties: z.record(z.string(), z.unknown()).optional(), required: z.array(z.string()).optional() })
    .parse(schemaOf(schema, "input"));
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}

const operationKey: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  schema: { type: "string" },
};

/** What a call must carry, by the table's word for it. */
const security = {
  open: [],
  proof: [{ proof: [] }],
  session: [{ session: [], proof: [] }],
} as const;

function operation(name: RouteName): Record<string, unknown> {
  const route = routes[name];
  const hasBody = route.body.safeParse(null).success === false;
  return {
    operationId: name,
    summary: route.summary,
    parameters: [
      ...parametersOf(route.params, "path"),
      ...parametersOf(route.query, "query"),
      ...("idempotent" in route ? [operationKey] : []),
    ],
    ...(hasBody ? { requestBody: { required: true, ...json(route.body, "input") } } : {}),
    security: security[route.auth],
    responses: { "200": { description: "成功", ...json(route.reply, "output") }, ...failing },
  };
}

function plainOperation(name: string, route: PlainRoute): Record<string, unknown> {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, part = ""]) => part);
  const text = { type: "string" };
  return {
    operationId: name,
    summary: route.summary,
    parameters: [
      ...inPath.map((part) => ({ name: part, in: "path", required: true, schema: text })),
      ...(route.headers ?? []).map((header) => ({ name: header, in: "header", required: true, schema: text })),
    ],
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: { [route.body]: {} } } }),
    security: security[route.auth],
    responses: {
      [route.status]: { description: "成功", ...(route.media === null ? {} : { content: { [route.media]: {} } }) },
      ...failing,
    },
  };
}

const statuses: readonly number[] = [...new Set(failureCodes.map((code) => failures[code].status))].sort();
const codesOf = (status: number): FailureCode[] => failureCodes.filter((code) => failures[code].status === status);

/** Where every operation finds its failures: by status, with each code that may stand there. */
const failing: Readonly<Record<string, unknown>> = Object.fromEntries(
  [...statuses.map(String), "default"].map((status) => [status, { $ref: `#/components/responses/failure-${status}` }]),
);

/** When to come back. */
const retryAfter = { "Retry-After": { schema: { type: "integer" }, description: "秒" } };

function failureResponses(): Record<string, unknown> {
  const byStatus = statuses.map((status) => {
    const codes = codesOf(status);
    const schema = {
      ...schemaOf(failure, "output"),
      properties: { code: { enum: codes }, detail: { type: "string" } },
    };
    const description = codes.map((code) => `${code} ${failures[code].text}`).join("\n");
    const headers = status === 429 || status === 503 ? { headers: retryAfter } : {};
    return [`failure-${status}`, { description, ...headers, content: { "application/json": { schema } } }];
  });
  const other = { description: "失败：代码与说明", ...json(failure, "output") };
  return Object.fromEntries([...byStatus, ["failure-default", other]]);
}

const pathIn = (path: string): string => path.replaceAll(/:(\w+)/g, "{$1}");

export function openApi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: Record<string, unknown>): void => {
    paths[pathIn(path)] = { ...paths[pathIn(path)], [method.toLowerCase()]: operation };
  };
  for (const name of Object.keys(routes) as RouteName[]) add(routes[name].path, routes[name].method, operation(name));
  for (const [name, route] of Object.entries(plainRoutes)) add(route.path, route.method, plainOperation(name, route));
  return {
    openapi: "3.1.0",
    info: { title: "采编平台接口", version },
    components: {
      responses: failureResponses(),
      securitySchemes: {
        session: { type: "http", scheme: proofScheme },
        proof: { type: "apiKey", in: "header", name: proofHeader, description: "RFC 9449" },
      },
    },
    paths,
  };
}
