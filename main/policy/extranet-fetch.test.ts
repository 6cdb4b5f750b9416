import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { createClient } from "../platform/client";
import { createExtranetFetch, type ExtranetOptions } from "./extranet-fetch";
import { foundAuthority, startTlsServer, type TlsServer } from "./testing/tls-server";

const ours = foundAuthority("extranet CA");
const stranger = foundAuthority("another CA");
const own = ["127.0.0.0/8"];

let server: TlsServer;
let foreign: TlsServer;
let old: TlsServer;
let plain: { readonly port: number; readonly close: () => void };
beforeAll(async () => {
  [server, foreign, old] = await Promise.all([
    startTlsServer("cms.test", ours),
    startTlsServer("cms.test", stranger),
    startTlsServer("cms.test", ours, true),
  ]);
  const http = createServer((_, answer) => void answer.end("plain"));
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const address: AddressInfo | string | null = http.address();
  plain = { port: address !== null && typeof address === "object" ? address.port : 0, close: () => http.close() };
});
afterAll(async () => {
  await Promise.all([server.close(), foreign.close(), old.close()]);
  plain.close();
});

const fetchWith = (more: Partial<ExtranetOptions> = {}) =>
  createExtranetFetch({
    extranet: () => own,
    pinnedCa: ours.pem,
    demo: false,
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    ...more,
  });

const at = ({ port }: { readonly port: number }, path = "/", host = "cms.test") => `https://${host}:${port}${path}`;

/** The code, or what else went wrong. */
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "answered",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.detail}` : `no answer: ${String(error)}`),
  );

describe("the only way out of the machine (AU-6)", () => {
  it("AU-6: reaches a server in the ranges under the pinned authority, with method, headers and body", async () => {
    const answer = await fetchWith()(at(server, "/echo"), { method: "PATCH", body: new TextEncoder().encode("稿件") });
    expect([answer.status, answer.headers.get("x-method"), await answer.text()]).toEqual([200, "PATCH", "稿件"]);
    const posted = await fetchWith()(at(server), { method: "POST", body: "文字", headers: { "x-a": "1" } });
    expect(await posted.text()).toBe("文字");
    expect((await fetchWith()(at(server, "/empty"), {})).status).toBe(204);
    expect((await fetchWith()(at(server), { method: "HEAD" })).body).toBeNull();
  });

  it("AU-6: sends nothing to an address outside the ranges, also when only one of a name's addresses is", async () => {
    const before = server.asked.length;
    const both = async () => [
      { address: "127.0.0.1", family: 4 },
      { address: "8.8.8.8", family: 4 },
    ];
    const outside = "E_NET 服务器不在策略许可的地址段内，没有发出请求";
    expect(await failureOf(fetchWith({ extranet: () => ["59.203.0.0/16"] })(at(server), {}))).toBe(outside);
    expect(await failureOf(fetchWith({ resolve: both })(at(server), {}))).toBe(outside);
    expect(await failureOf(fetchWith({ extranet: () => ["59.203.0.0/16"] })(at(server, "/", "127.0.0.1"), {}))).toBe(
      outside,
    );
    expect(server.asked).toHaveLength(before);
  });

  it("AU-6: a policy that narrows the ranges while the desk runs holds for the very next request", async () => {
    let ranges: readonly string[] = own;
    const fetch = fetchWith({ extranet: () => ranges });
    expect((await fetch(at(server), {})).status).toBe(200);
    ranges = ["59.203.0.0/16"];
    expect(await failureOf(fetch(at(server), {}))).toContain("E_NET");
  });

  it("AU-6: the connection goes to the addresses that were judged, not to what the name answers next", async () => {
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "8.8.8.8", family: 4 }];
    };
    expect((await fetchWith({ resolve: rebinding })(at(server), {})).status).toBe(200);
    expect(asked).toBe(1);
  });

  it("LA-41.4: a certificate of another authority, of another name, or run out is E_NET and nothing was sent", async () => {
    expect(await failureOf(fetchWith()(at(foreign), {}))).toBe("E_NET 服务器证书不是由策略指定的机构签发");
    expect(await failureOf(fetchWith()(at(old), {}))).toBe("E_NET 服务器证书已经过期，或本机时钟不对");
    expect(await failureOf(fetchWith()(at(server, "/", "other.test"), {}))).toBe("E_NET 服务器证书是为别的名称签发的");
    expect([foreign.asked, old.asked]).toEqual([[], []]);
  });

  it("LA-41.4: authorities of the system count for nothing once one is pinned, and ours for nothing when none is", async () => {
    expect(await failureOf(fetchWith({ pinnedCa: null })(at(server), {}))).toContain("E_NET");
    expect(await failureOf(fetchWith({ pinnedCa: stranger.pem })(at(server), {}))).toContain("E_NET");
  });

  it("NC-9.3: plain http is refused, but for this machine itself in the demo city", async () => {
    const address = `http://127.0.0.1:${plain.port}/`;
    expect(await failureOf(fetchWith()(address, {}))).toBe("E_NET 连接未加密");
    expect(await (await fetchWith({ demo: true })(address, {})).text()).toBe("plain");
    const elsewhere = fetchWith({
      demo: true,
      extranet: () => undefined,
      resolve: async () => [{ address: "10.0.0.1", family: 4 }],
    });
    expect(await failureOf(elsewhere("http://cms.test/", {}))).toBe("E_NET 连接未加密");
    expect(await failureOf(fetchWith({ demo: true })("ftp://127.0.0.1/", {}))).toContain("E_NET");
  });

  it("follows no redirect, ends with its signal, and gives no answer where nobody listens", async () => {
    expect(await failureOf(fetchWith()(at(server, "/moved"), { redirect: "error" }))).toContain("no answer");
    const stopped = fetchWith()(at(server), { signal: AbortSignal.abort() });
    expect(await failureOf(stopped)).toContain("no answer");
    expect(await failureOf(fetchWith()("https://127.0.0.1:1/", {}))).toContain("no answer");
  });

  it("ends with its signal also while the name server does not answer", async () => {
    const fetch = fetchWith({ resolve: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const asked = failureOf(fetch(at(server), { signal: stop.signal }));
    stop.abort();
    expect(await asked).toContain("AbortError");
  });

  it("BD-4: what the desk's client tells of it is E_NET, and never the address", async () => {
    const client = createClient(at(server), fetchWith({ extranet: () => ["59.203.0.0/16"] }));
    const told = await failureOf(client.request("time.read"));
    expect(told).toContain("E_NET");
    expect(told).not.toMatch(/127\.0|cms\.test/);
    expect(await failureOf(client.raw({ method: "GET", path: "/" }))).toContain("E_NET");
  });
});
