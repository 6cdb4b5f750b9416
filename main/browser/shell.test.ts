import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect as connectSocket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Desk } from "../desk";
import { findBrowser, windowEnvironment, windowSwitches } from "./browsers";
import { type BrowserShell, startBrowserShell } from "./shell";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

let port = 0;
let shell: BrowserShell;
let folder = "";
const calls: string[] = [];
const desk: Pick<Desk, "call" | "listen"> = {
  call: async (name) => {
    calls.push(String(name));
    return { ok: true, value: "pong" };
  },
  listen: () => () => undefined,
};

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** `fetch` does not let a test set Host, Cookie or Origin. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((done, failed) => {
    const request = httpRequest(
      { host: "127.0.0.1", port, path, method, headers: { host: `127.0.0.1:${port}`, ...headers } },
      (reply) => {
        let text = "";
        reply.setEncoding("utf8");
        reply.on("data", (part: string) => {
          text += part;
        });
        reply.on("end", () => done({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
      },
    );
    request.on("error", failed);
    request.end();
  });
}

const pathOf = (url: string) => url.slice(shell.origin.length);

async function cookie(): Promise<string> {
  const { headers } = await get(pathOf(shell.launchUrl()));
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}

/** "open", or the HTTP status the upgrade was refused with. */
function connect(headers: Record<string, string>, path = "/desk"): Promise<{ outcome: string; socket: WebSocket }> {
  return new Promise((done) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on("open", () => done({ outcome: "open", socket }));
    socket.on("unexpected-response", (_request, reply) => done({ outcome: String(reply.statusCode), socket }));
    socket.on("error", () => done({ outcome: "error", socket }));
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "caibian-shell-"));
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "page", "index.html"), "<!doctype html><title>ok</title>");
  writeFileSync(join(folder, "page", "assets", "a.js"), "export {}");
  writeFileSync(join(folder, "outside.js"), "secret");
  port = await freePort();
  shell = await startBrowserShell({ desk, port, staticFolder: join(folder, "page"), clock: () => new Date() });
});
afterAll(async () => {
  await shell.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the browser shell", () => {
  it("exchanges a launch token once for a cookie no script reads and no other site sends", async () => {
    const path = pathOf(shell.launchUrl());
    const first = await get(path);
    expect(first).toMatchObject({ status: 303, headers: { location: "/" } });
    expect(String(first.headers["set-cookie"])).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await get(path)).status).toBe(403);
    expect((await get("/?launch=guess")).status).toBe(403);
  });

  it("shows a plain Chinese page to whoever comes without the cookie, and the window to whoever has it", async () => {
    const stranger = await get("/");
    expect(stranger.status).toBe(403);
    expect(stranger.text).toContain("请从启动程序打开采编工作站");
    const ours = await get("/", { cookie: await cookie() });
    expect(ours).toMatchObject({ status: 200, text: "<!doctype html><title>ok</title>" });
  });

  it("L5: its policy lets no script in but our own files", async () => {
    const policy = String((await get("/", { cookie: await cookie() })).headers["content-security-policy"]);
    const scripts = policy.split("; ").find((part) => part.startsWith("script-src"));
    expect(scripts).toBe("script-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it("serves nothing outside the window's folder and answers no foreign host", async () => {
    const mine = await cookie();
    for (const path of [
      "/../outside.js",
      "/..%2foutside.js",
      "/assets/%2e%2e/%2e%2e/outside.js",
      "/%00",
      "/missing.js",
    ]) {
      expect((await get(path, { cookie: mine })).status, path).toBe(404);
    }
    expect((await get("/assets/a.js", { cookie: mine })).status).toBe(200);
    for (const host of ["evil.example", `localhost:${port}`, `127.0.0.1:${port + 1}`]) {
      expect((await get("/", { cookie: mine, host })).status, host).toBe(403);
    }
    expect((await get("/", { cookie: mine }, "POST")).status).toBe(405);
  });

  it("answers an address that is none, and goes on serving: any page may send one here without asking", async () => {
    for (const path of ["//", "http://["]) {
      expect((await get(path)).status, path).toBe(403);
      expect((await get(path, { cookie: await cookie() })).status, path).toBe(404);
    }
    expect((await get("/", { cookie: await cookie() })).status).toBe(200);
  });

  it("goes on serving when a refused upgrade is torn off", async () => {
    for (let i = 0; i < 20; i += 1) {
      const socket = connectSocket(port, "127.0.0.1");
      await new Promise<void>((done) => socket.once("connect", done));
      socket.write("GET /desk HTTP/1.1\r\nHost: evil\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      socket.write("x".repeat(100_000));
      await new Promise((done) => setTimeout(done, 2));
      socket.on("error", () => socket.destroy());
      socket.resetAndDestroy();
    }
    await new Promise((done) => setTimeout(done, 50));
    expect((await get("/", { cookie: await cookie() })).status).toBe(200);
  });

  it("opens the socket only for our own origin, host, path and cookie", async () => {
    const mine = await cookie();
    const origin = shell.origin;
    expect((await connect({ cookie: mine, origin: "http://evil.example" })).outcome).toBe("403");
    expect((await connect({ cookie: mine })).outcome).toBe("403");
    expect((await connect({ origin })).outcome).toBe("403");
    expect((await connect({ origin, cookie: "caibian-desk-1=x" })).outcome).toBe("403");
    expect((await connect({ cookie: mine, origin }, "/other")).outcome).toBe("403");
    const good = await connect({ cookie: mine, origin });
    expect(good.outcome).toBe("open");
    const answer = new Promise<string>((done) => good.socket.once("message", (data) => done(String(data))));
    good.socket.send(JSON.stringify({ id: 5, name: "desk:app.info", input: null }));
    expect(JSON.parse(await answer)).toEqual({ kind: "reply", id: 5, reply: { ok: true, value: "pong" } });
    good.socket.close();
  });

  it("ends a socket that sends what is no call", async () => {
    const { socket } = await connect({ cookie: await cookie(), origin: shell.origin });
    const before = calls.length;
    const closed = new Promise<number>((done) => socket.once("close", done));
    socket.send("not json");
    expect(await closed).toBe(1003);
    expect(calls.length).toBe(before);
  });

  it("lets a later window take over, and tells the earlier one not to come back", async () => {
    const headers = { cookie: await cookie(), origin: shell.origin };
    const first = await connect(headers);
    const closed = new Promise<number>((done) => first.socket.once("close", done));
    const second = await connect(headers);
    expect(await closed).toBe(4001);
    expect(second.socket.readyState).toBe(WebSocket.OPEN);
    second.socket.close();
  });

  it("says that the port is taken rather than serving from another one", async () => {
    const again = startBrowserShell({ desk, port, staticFolder: folder, clock: () => new Date() });
    await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("finding a browser", () => {
  it("takes the first of Chromium, Chrome and Edge on each system, and none without a display", () => {
    const there = (files: readonly string[]) => (file: string) => files.includes(file);
    const linux = { PATH: "/usr/local/bin:/usr/bin", DISPLAY: ":0" };
    const find = (platform: NodeJS.Platform, env: Record<string, string>, files: readonly string[]) =>
      findBrowser({ platform, env, exists: there(files), locked: false });
    expect(find("linux", linux, ["/usr/bin/google-chrome", "/usr/bin/chromium"])).toBe("/usr/bin/chromium");
    expect(find("linux", { PATH: "/usr/bin" }, ["/usr/bin/chromium"])).toBeNull();
    const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
    expect(find("win32", { "ProgramFiles(x86)": "C:\\Program Files (x86)" }, [edge])).toBe(edge);
    const chrome = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    expect(find("darwin", {}, [chrome])).toBe(chrome);
    expect(find("linux", { ...linux, CAIBIAN_BROWSER: "/opt/b" }, ["/opt/b"])).toBe("/opt/b");
  });

  it("L5: a locked build takes no program that a person's environment names or puts before the system's", () => {
    const env = { PATH: "/home/me/bin:/usr/bin", DISPLAY: ":0", CAIBIAN_BROWSER: "/home/me/bin/chromium" };
    const exists = (file: string) => file.endsWith("/chromium");
    expect(findBrowser({ platform: "linux", env, exists, locked: true })).toBe("/usr/bin/chromium");
    expect(findBrowser({ platform: "linux", env, exists, locked: false })).toBe("/home/me/bin/chromium");
  });

  it("L5: starts it with a profile of its own, without a debugging port and without weakening its sandbox", () => {
    const switches = windowSwitches("http://127.0.0.1:1/?launch=x", "/data/browser");
    expect(switches[0]).toBe("--app=http://127.0.0.1:1/?launch=x");
    expect(switches).toContain("--user-data-dir=/data/browser");
    expect(switches.join(" ")).not.toMatch(/remote-debugging|no-sandbox|disable-web-security|load-extension|inspect/);
    const env = {
      PATH: "/bin",
      CHROMIUM_FLAGS: "--remote-debugging-port=9222",
      CHROMIUM_USER_FLAGS: "x",
      LANG: "zh_CN",
    };
    expect(windowEnvironment(env)).toEqual({ PATH: "/bin", LANG: "zh_CN" });
  });
});
