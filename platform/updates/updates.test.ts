import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DocumentKeyFile, newDocumentKey, signDocument } from "../../node/document-key";
import { utf8 } from "../../shared/bytes";
import { deskHeader } from "../../shared/http/desk-version";
import { build } from "../app";
import { ask, signIn, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { UpdateFeed } from "./feed";

const folder = mkdtempSync(join(tmpdir(), "caibian-updates-"));
const newKey = (keyId: string): DocumentKeyFile => newDocumentKey({ keyId, algorithm: "ed25519" });
const [own, next, foreign] = [newKey("own"), newKey("next"), newKey("foreign")];
const artifact = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 251));
const payload = "caibian-browser-1.1.0-linux-x64.tar.gz";
let platform: TestPlatform;
let app: FastifyInstance;
/** The header the next request says. */
let desk: string | null = null;

const release = (minimumVersion: string, about: object = {}) => ({
  format: "caibian-release",
  product: "caibian",
  edition: "browser",
  version: "1.1.0",
  serial: 7,
  issuedAt: "2026-11-20T00:00:00.000Z",
  minimumVersion,
  rings: {},
  artifacts: [
    {
      os: "linux",
      arch: "x64",
      kind: "payload",
      file: payload,
      size: artifact.length,
      sha256: `sha-256:${"a".repeat(64)}`,
      sha512: `${"A".repeat(86)}==`,
      files: `sha-256:${"b".repeat(64)}`,
    },
  ],
  notes: [],
  data: { writes: 2, opens: 1 },
  keys: 0,
  ...about,
});

function put(
  name: string,
  document: object,
  purpose: "release" | "key-rotation",
  keys: readonly DocumentKeyFile[],
): void {
  const bytes = utf8(JSON.stringify(document));
  writeFileSync(join(folder, "browser", `${name}.sig`), JSON.stringify(signDocument(bytes, purpose, keys)));
  writeFileSync(join(folder, "browser", name), bytes);
}

beforeAll(async () => {
  platform = await openTestPlatform();
  mkdirSync(join(folder, "browser", "history"), { recursive: true });
  writeFileSync(join(folder, "browser", payload), artifact);
  writeFileSync(join(folder, "secret.txt"), "outside");
  writeFileSync(join(folder, "browser", ".hidden.tmp"), "half");
  writeFileSync(join(folder, "browser", "history", "7.json"), "{}");
  put("release.json", release("0.0.0"), "release", [own]);
  const parts = { folder, keys: [own.key], clock: platform.services.clock, log: pino({ level: "silent" }) };
  app = build({ services: platform.services, inbox: platform.inbox, tls: null, updates: new UpdateFeed(parts) });
});
afterAll(async () => {
  await app.close();
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (name: string, headers: Record<string, string> = {}) =>
  app.inject({ method: "GET", url: `/updates/browser/${name}`, headers });

describe("BD-3: the platform serves a feed like any web server", () => {
  it("document by document, and says in less than 5 kB that nothing is new", async () => {
    const first = await get("release.json");
    expect(first.rawPayload).toEqual(readFileSync(join(folder, "browser", "release.json")));
    const again = await get("release.json", { "if-none-match": String(first.headers.etag) });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    expect(JSON.stringify(again.headers).length).toBeLessThan(5_000);
    put("release.json", release("0.0.0", { serial: 8 }), "release", [own]);
    const changed = await get("release.json", { "if-none-match": String(first.headers.etag) });
    expect([changed.statusCode, changed.json().serial]).toEqual([200, 8]);
  });

  it("artifacts in ranges, so that a download goes on where it was cut off, unless the file is another since", async () => {
    const whole = await get(payload);
    expect([whole.statusCode, whole.rawPayload.equals(artifact)]).toEqual([200, true]);
    const range = { range: "bytes=4000-" };
    const rest = await get(payload, { ...range, "if-range": String(whole.headers.etag) });
    expect([rest.statusCode, rest.headers["content-range"]]).toEqual([206, "bytes 4000-4999/5000"]);
    expect(rest.rawPayload.equals(artifact.subarray(4_000))).toBe(true);
    const other = await get(payload, { ...range, "if-range": '"another"' });
    expect([other.statusCode, other.rawPayload.length]).toEqual([200, 5_000]);
    expect((await get(payload, { range: "bytes=5000-" })).statusCode).toBe(416);
  });

  it("and nothing beside it: no history, no unfinished file, no file outside", async () => {
    const paths = ["history/7.json", "history%2f7.json", ".hidden.tmp", "..%2fsecret.txt", "history", "absent.json"];
    for (const path of paths) expect((await get(path)).statusCode, path).toBe(404);
    expect((await app.inject({ method: "GET", url: "/updates/secret.txt/x" })).statusCode).toBe(404);
    expect((await app.inject({ method: "GET", url: "/updates/electron/release.json" })).statusCode).toBe(404);
    expect((await platform.app.inject({ method: "GET", url: "/updates/browser/release.json" })).statusCode).toBe(404);
    expect(
      (await app.inject({ method: "GET", url: "/updates/browser/release.json", remoteAddress: "8.8.8.8" })).json().code,
    ).toBe("E_NET");
  });
});

/** The platform as the desk of the test sees it. */
function asDesk(): TestPlatform {
  const saying = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...options.headers, ...(desk === null ? {} : { [deskHeader]: desk }) } });
  return {
    ...platform,
    app: new Proxy(app, { get: (target, name) => (name === "inject" ? saying : Reflect.get(target, name, target)) }),
  };
}

const challenged = async (says: string | null): Promise<string> => {
  desk = says;
  return verdict(await ask(asDesk(), "auth.challenge", { body: { device: "device-1" } }));
};

describe("BD-3: sign-in below the minimum version of a release that holds", () => {
  it("is refused by name at its first step, to a desk that says no version too, and open at the minimum", async () => {
    put("release.json", release("1.1.0", { serial: 9 }), "release", [own]);
    expect(await challenged("browser/1.0.9")).toBe("426 E_VERSION");
    expect(await challenged(null)).toBe("426 E_VERSION");
    expect(await challenged("browser/1.1.0")).toBe("200");
    expect(await challenged("browser/1.10.0")).toBe("200");
    // Another edition has its own feed, and so its own minimum.
    expect(await challenged("electron/1.0.9")).toBe("200");
    const reply = await app.inject({
      method: "POST",
      url: "/auth/challenge",
      headers: { [deskHeader]: "browser/1.0.0" },
    });
    expect(reply.json()).toEqual({ code: "E_VERSION", detail: "最低版本 1.1.0" });
  });

  it("does not cut off who is signed in: the session goes on, and the next sign-in is refused", async () => {
    put("release.json", release("1.0.0", { serial: 10 }), "release", [own]);
    desk = "browser/1.0.0";
    const person = await signIn(asDesk(), "luan", "林初晴");
    put("release.json", release("1.1.0", { serial: 11 }), "release", [own]);
    expect(verdict(await person.ask("session.read"))).toBe("200");
    await expect(signIn(asDesk(), "luan", "沈亦谦")).rejects.toThrow();
    expect(await challenged("browser/1.0.0")).toBe("426 E_VERSION");
  });

  it("stays as it was when the feed is tampered with, signed by a stranger, or taken away", async () => {
    const file = join(folder, "browser", "release.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"minimumVersion":"1.1.0"', '"minimumVersion":"0.0.0"'));
    expect(await challenged("browser/1.0.0")).toBe("426 E_VERSION");
    put("release.json", release("0.0.0", { serial: 12 }), "release", [foreign]);
    expect(await challenged("browser/1.0.0")).toBe("426 E_VERSION");
    execFileSync("rm", [file]);
    expect(await challenged("browser/1.0.0")).toBe("426 E_VERSION");
  });

  it("follows a rotation of the release keys", async () => {
    const rotation = {
      format: "caibian-keys",
      product: "caibian",
      serial: 1,
      issuedAt: "2026-11-21T00:00:00.000Z",
      keys: [next.key],
    };
    put("keys-1.json", rotation, "key-rotation", [own, next]);
    put("release.json", release("1.0.1", { serial: 13, keys: 1 }), "release", [next]);
    expect(await challenged("browser/1.0.0")).toBe("426 E_VERSION");
    expect(await challenged("browser/1.0.1")).toBe("200");
  });
});
