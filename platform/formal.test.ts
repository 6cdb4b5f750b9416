/** The platform outside the demo city: both floors hold, and nothing simulated is there. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "./app";
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
