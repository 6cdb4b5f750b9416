/** The platform outside the demo city: both floors hold, and nothing simulated is there. */
import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "./app";
import { httpGateway, maskPhone } from "./sms/gateway";
import { startPlatform } from "./start";
import { openTestPlatform, type TestPlatform } from "./testing/platform";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

describe("outside the demo city", () => {
  it("refuses a connection without TLS even from this machine, and has no SMS inbox", async () => {
    const app = build({ services: { ...platform.services, demo: false }, inbox: null, tls: null });
    const time = await app.inject({ method: "GET", url: "/time" });
    expect(`${time.statusCode} ${time.json().code}`).toBe("403 E_NET");
    const inbox = await app.inject({ method: "GET", url: "/demo/sms" });
    expect(`${inbox.statusCode} ${inbox.json().code}`).toBe("403 E_NET");
    expect(app.hasRoute({ method: "GET", url: "/demo/sms" })).toBe(false);
    expect((await app.inject({ method: "GET", url: "/public/site/luan" })).statusCode).toBe(200);
    await app.close();
  });

  it("does not start on a database server that cannot be reached, and never founds a demo city there", async () => {
    const said: string[] = [];
    const options = {
      folder: mkdtempSync(join(tmpdir(), "caibian-formal-")),
      port: 0,
      databaseUrl: "postgres://127.0.0.1:1/none",
    };
    await expect(startPlatform({ ...options, say: (line) => said.push(line) })).rejects.toThrow();
    expect(said).toEqual([]);
  });
});

describe("an operator's SMS gateway", () => {
  it("gets phone and text, and an answer other than success is a failure", async () => {
    const got: string[] = [];
    let status = 200;
    const server = createServer((request, reply) => {
      request.on("data", (part) => got.push(String(part)));
      request.on("end", () => reply.writeHead(status).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const gateway = httpGateway(`http://127.0.0.1:${port}/`);
    await gateway.send({ phone: "10000000101", text: "验证码 123456", to: "林初晴" });
    expect(JSON.parse(got.join(""))).toEqual({ phone: "10000000101", text: "验证码 123456" });
    status = 500;
    await expect(gateway.send({ phone: "10000000101", text: "x", to: "y" })).rejects.toThrow("500");
    await new Promise((resolve) => server.close(resolve));
  });

  it("is told apart from what a screen shows of a phone number", () => {
    expect(maskPhone("10000000101")).toBe("100****0101");
  });
});
