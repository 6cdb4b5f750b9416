import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../journal/filesystem";
import { createExtranetFetch } from "../policy/extranet-fetch";
import {
  archiveName,
  entriesOf,
  makeRelease,
  makeRotation,
  newReleaseKey,
  publish,
  tarGz,
  writeSigned,
  writeVersion,
} from "./testing/fake-release";
import { codeOf, openBench, releaseKey, type UpdateBench } from "./testing/update-bench";

let bench: UpdateBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

describe("L7: what the feed offers", () => {
  it("is fetched, verified, laid ready and offered; the next look is one question of a few bytes", async () => {
    bench.offer("1.1.0");
    const updates = bench.desk();
    expect(await updates.check()).toMatchObject({ phase: "ready", offer: { version: "1.1.0", ready: true } });
    expect(bench.versions()).toEqual(["1.1.0"]);
    bench.server.forget();
    await updates.check();
    expect(bench.server.asked).toEqual([{ path: "release.json", status: 304 }]);
    expect(bench.server.sent()).toBeLessThan(5_000);
  });

  const refused: readonly (readonly [string, string, () => void])[] = [
    [
      "a manifest changed by one character",
      "E_PROFILE",
      () => {
        const path = join(bench.feed, "release.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"serial": 1', '"serial": 2'));
      },
    ],
    ["a manifest without signature", "E_PROFILE", () => rmSync(join(bench.feed, "release.json.sig"))],
    [
      "a manifest by a key that nobody pinned",
      "E_PROFILE",
      () => void bench.offer("1.1.0", { keys: [newReleaseKey("foreign")] }),
    ],
    [
      "another archive under the same name",
      "E_UPDATE_BROKEN",
      () => {
        const path = join(bench.feed, archiveName("1.1.0"));
        const bytes = readFileSync(path);
        bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    [
      "an archive that is longer",
      "E_UPDATE_BROKEN",
      () => writeFileSync(join(bench.feed, archiveName("1.1.0")), Buffer.alloc(1 << 20)),
    ],
    ["an archive that is shorter", "E_UPDATE_BROKEN", () => truncateSync(join(bench.feed, archiveName("1.1.0")), 100)],
    [
      "a manifest that is no manifest",
      "E_UPDATE_FEED",
      () => writeSigned(bench.feed, "release.json", { document: Buffer.from("<html>"), signature: "{}" }),
    ],
    ["another edition", "E_UPDATE_OTHER", () => void bench.offer("1.1.0", { change: { edition: "electron" } })],
  ];
  it.each(refused)("is refused for %s (%s), and the machine is as before", async (_what, code, harm) => {
    bench.offer("1.1.0");
    harm();
    expect(codeOf(await bench.desk().check())).toBe(code);
    expect(bench.versions()).toEqual([]);
    expect(bench.restarts).toBe(0);
  });

  it("is refused when its key has ended, and when an older serial is played again", async () => {
    const ended = newReleaseKey("release-1", "2026-11-21T00:00:00.000Z");
    const identity = { edition: "browser" as const, version: "1.0.0", releaseKeys: [ended.key] };
    bench.offer("1.1.0", { keys: [ended] });
    expect(codeOf(await bench.desk({}, { identity }).check())).toBe("E_UPDATE_KEY");
    bench.offer("1.2.0", { serial: 5 });
    await bench.desk().check();
    bench.offer("1.1.0", { serial: 4 });
    expect(codeOf(await bench.desk().check())).toBe("E_UPDATE_OLD");
    expect(bench.versions()).toEqual(["1.2.0"]);
  });

  it("is refused as a downgrade, whatever its serial, without a signed order", async () => {
    bench.offer("0.9.0", { serial: 7 });
    expect(codeOf(await bench.desk().check())).toBe("E_UPDATE_DOWNGRADE");
    expect(bench.versions()).toEqual([]);
  });

  it("follows a rotation of keys, and refuses the old key afterwards", async () => {
    const next = newReleaseKey("release-2");
    writeSigned(bench.feed, "keys-1.json", makeRotation({ serial: 1, next: [next], signers: [releaseKey, next] }));
    bench.offer("1.1.0", { keys: [next], change: { keys: 1 } });
    expect(await bench.desk().check()).toMatchObject({ phase: "ready", failure: null });
    bench.offer("1.2.0", { serial: 2, keys: [releaseKey], change: { keys: 1 } });
    expect(codeOf(await bench.desk().check())).toBe("E_PROFILE");
  });

  it("BD-3: is not even asked for outside the extranet", async () => {
    bench.offer("1.1.0");
    const outside = createExtranetFetch({
      extranet: () => ["10.0.0.0/8"],
      pinnedCa: null,
      demo: false,
      resolve: async () => [{ address: "203.0.113.7", family: 4 }],
    });
    const updates = bench.desk({ feed: "https://updates.example.com/feed" }, { fetch: outside });
    expect(codeOf(await updates.check())).toBe("E_NET");
    expect(bench.server.asked).toEqual([]);
  });
});

describe("a download", () => {
  it("that was cut off goes on where it stopped", async () => {
    bench.offer("1.1.0", { ballast: 3_000_000 });
    bench.server.cutAfter(1_000_000);
    const updates = bench.desk();
    await updates.check();
    expect(bench.versions()).toEqual([]);
    bench.server.cutAfter(null);
    bench.server.forget();
    expect(await updates.check()).toMatchObject({ phase: "ready" });
    expect(bench.server.asked.at(-1)).toMatchObject({ path: archiveName("1.1.0"), status: 206 });
    expect(bench.server.sent()).toBeLessThan(2_500_000);
  });

  it("that goes on with a part of something else is thrown away, and whole at the next look", async () => {
    const { release } = bench.offer("1.1.0", { ballast: 500_000 });
    const name = release.artifacts[0]?.sha256.slice(8) ?? "";
    mkdirSync(join(bench.data, "updates", "download"), { recursive: true });
    writeFileSync(join(bench.data, "updates", "download", `${name}.part`), Buffer.alloc(100_000, 7));
    const updates = bench.desk();
    expect(codeOf(await updates.check())).toBe("E_UPDATE_BROKEN");
    expect(await updates.check()).toMatchObject({ phase: "ready" });
  });

  it("is not begun where it would fill the disk, and says so", async () => {
    bench.offer("1.1.0");
    const fs = { ...nodeFileSystem, freeBytes: async () => 400_000_000 };
    expect(codeOf(await bench.desk({}, { fs }).check())).toBe("E_UPDATE_SPACE");
  });
});

describe("an archive that means no good", () => {
  const evil: readonly (readonly [string, Parameters<typeof tarGz>[0]])[] = [
    ["a name that leads out of the folder", [{ path: "../../../planted", bytes: Buffer.from("x") }]],
    ["an absolute name", [{ path: "/tmp/planted", bytes: Buffer.from("x") }]],
    ["a link", [{ path: "node/link", bytes: Buffer.alloc(0), kind: "2", link: "/etc/passwd" }]],
    ["a device", [{ path: "node/device", bytes: Buffer.alloc(0), kind: "3" }]],
    ["a name given twice", [{ path: "node/desk.js", bytes: Buffer.from("other") }]],
    ["a file where a folder is", [{ path: "node/desk.js/x", bytes: Buffer.from("x") }]],
    ["a file that no list names", [{ path: "node/more.js", bytes: Buffer.from("x") }]],
  ];
  it.each(evil)("is refused for %s even with a good signature, and leaves nothing behind", async (_what, entries) => {
    const built = join(bench.folder, "built");
    writeVersion(built, { version: "1.1.0", keys: [releaseKey] });
    const honest = makeRelease({ folder: built, version: "1.1.0", serial: 1, keys: [releaseKey] });
    const archive = tarGz([...entriesOf(built), ...entries]);
    const [artifact] = honest.release.artifacts;
    if (artifact === undefined) throw new Error("no artifact");
    const sha256 = `sha-256:${createHash("sha256").update(archive).digest("hex")}` as const;
    const artifacts = [{ ...artifact, size: archive.length, sha256 }];
    const made = makeRelease({ folder: built, version: "1.1.0", serial: 1, keys: [releaseKey], change: { artifacts } });
    publish(bench.feed, { ...made, archive });
    expect(codeOf(await bench.desk().check())).toBe("E_UPDATE_BROKEN");
    expect(bench.versions()).toEqual([]);
    expect(existsSync(join(bench.folder, "planted"))).toBe(false);
  });
});
