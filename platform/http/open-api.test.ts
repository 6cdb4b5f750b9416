import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureCodes } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { routes } from "../../shared/http/routes";
import { build } from "../app";
import { openTestPlatform, type TestPlatform } from "../testing/platform";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly $ref?: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<
      Record<string, { content: Record<string, { schema: { properties: { code: { enum: string[] } } } }> }>
    >;
  };
}

describe("the platform describes itself in OpenAPI", () => {
  it("with every route it answers and no other", async () => {
    const answered = new Set<string>();
    const routeAdded = (method: string, url: string) => answered.add(`${method.toLowerCase()} ${url}`);
    const app = build({ services: platform.services, inbox: null, tls: null, routeAdded });
    const { paths } = (await app.inject({ method: "GET", url: "/openapi.json" })).json<Document>();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    // Fastify answers HEAD beside GET by itself.
    const own = [...answered].filter(
      (route) =>
        !(route.startsWith("head ") && answered.has(route.replace("head ", "get ")) && !described.includes(route)),
    );
    expect(described.sort()).toEqual(own.sort());
    await app.close();
  });

  it("with every route of the table by its name, and every failure under its status", async () => {
    const document = (await platform.app.inject({ method: "GET", url: "/openapi.json" })).json<Document>();
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const name of Object.keys(routes)) expect(names).toContain(name);
    for (const code of failureCodes) {
      const name = `failure-${failures[code].status}`;
      const described = document.components.responses[name]?.content["application/json"]?.schema.properties.code.enum;
      expect(described, code).toContain(code);
      for (const { operationId, responses } of operations)
        expect(responses[failures[code].status]?.$ref, operationId).toBe(`#/components/responses/${name}`);
    }
  });
});
