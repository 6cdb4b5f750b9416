import { describe, expect, it } from "vitest";
import { createClient, type Fetch } from "./client";
import { newProofKey } from "./proof-key";

const answering =
  (status: number, body: string): Fetch =>
  async () =>
    new Response(body, { status });
const time = '{"serverTime":"2026-11-20T08:00:00.000Z"}';

describe("the platform client", () => {
  it("sends token and idempotency key where they belong, and a hash as one path segment", async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    const client = createClient("http://127.0.0.1:9/base/", async (url, init) => {
      seen.push({ url, init });
      return new Response('{"mime":"image/png","bytes":""}');
    });
    const hash = `sha-256:${"0".repeat(64)}`;
    const key = await newProofKey();
    const credential = { key, token: "t", now: () => new Date(0) };
    await client.request("files.read", { params: { hash }, credential, operationId: "op-1" });
    expect(seen[0]?.url).toBe(`http://127.0.0.1:9/base/files/${encodeURIComponent(hash)}`);
    expect(seen[0]?.init.headers).toMatchObject({ authorization: "DPoP t", "idempotency-key": "op-1" });
    expect(seen[0]?.init).toMatchObject({ redirect: "error", body: null });
  });

  it("answers the platform's own code, E_OFFLINE without an answer, and E_SERVER for a foreign one", async () => {
    const code = (fetch: Fetch) =>
      createClient("http://x", fetch)
        .request("time.read")
        .then(
          () => "none",
          (error) => error.code,
        );
    expect(await code(answering(200, time))).toBe("none");
    expect(await code(answering(409, '{"code":"E_SOD","detail":""}'))).toBe("E_SOD");
    expect(await code(() => Promise.reject(new TypeError("fetch failed")))).toBe("E_OFFLINE");
    for (const portal of [
      answering(200, "<html>请登录无线网络</html>"),
      answering(200, "{}"),
      answering(500, "x"),
      answering(404, "{}"),
    ]) {
      expect(await code(portal)).toBe("E_SERVER");
    }
  });

  it("refuses a parameter that would leave its place in the path", async () => {
    const client = createClient("http://x", answering(200, "{}"));
    for (const itemId of ["..", ".", ""]) {
      await expect(client.request("items.read", { params: { itemId } })).rejects.toMatchObject({ code: "E_INPUT" });
    }
    await expect(client.request("items.read")).rejects.toMatchObject({ code: "E_INPUT" });
  });
});
