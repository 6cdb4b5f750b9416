/** OpenAPI 3.1, written from the same table that the routes are registered from. */
import { z } from "zod";
import { failure } from "../failure";
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
    responses: {
      "200": { description: "成功", ...json(route.reply, "output") },
      default: { description: "失败：代码与说明", ...json(failure, "output") },
    },
  };
}

export function openApi(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const path = routes[name].path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [routes[name].method.toLowerCase()]: operation(name) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "采编平台接口", version },
    components: {
      securitySchemes: {
        session: { type: "http", scheme: proofScheme },
        proof: { type: "apiKey", in: "header", name: proofHeader, description: "RFC 9449" },
      },
    },
    paths,
  };
}
