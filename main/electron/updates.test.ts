import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signDocument } from "../../node/document-key";
import type { Policy } from "../../shared/model/policy";
import type { Artifact, Release } from "../../shared/update/manifest";
import { nodeFileSystem } from "../journal/filesystem";
import { FakeTimers } from "../testing/fake-timers";
import { thisMachine } from "../update/machine";
import { openUpdates } from "../update/open-updates";
import { newReleaseKey } from "../update/testing/fake-release";
import { type FeedServer, serveFeed } from "../update/testing/feed-server";
import type { Updates } from "../update/updates";
import { FakeUpdaterSource } from "./testing/fake-updater-source";
import { createUpdater } from "./updater";

const key = newReleaseKey();
const bytes = Buffer.from("an installer");
const file = "caibian-electron-1.1.0-linux-amd64.deb";
const hash = (algorithm: string) => createHash(algorithm).update(bytes);
const artifact: Artifact = {
  os: thisMachine.os,
  arch: thisMachine.arch ?? "x64",
  kind: "deb",
  file,
  size: bytes.length,
  sha256: `sha-256:${hash("sha256").digest("hex")}`,
  sha512: hash("sha512").digest("base64"),
};
const issuedAt = "2026-11-20T00:00:00.000Z";
const release: Release = {
  format: "caibian-release",
  product: "caibian",
  edition: "electron",
  version: "1.1.0",
  serial: 1,
  issuedAt,
  minimumVersion: "0.0.1",
  rings: { pilot: issuedAt, early: issuedAt, general: issuedAt },
  artifacts: [artifact],
  notes: ["修正打印"],
  data: { writes: 2, opens: 1 },
  keys: 0,
};

const policyWith = (feed: string): Policy => ({
  platformUrl: "https://cms.test",
  anchorsFiles: ["city.json"],
  keyFolders: [],
  demo: false,
  updates: { feed, ring: "general" },
});

let folder: string;
let server: FeedServer;
let source: FakeUpdaterSource;
let given: Buffer;
let updates: Updates;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "caibian-electron-updates-"));
  const feed = join(folder, "feed");
  mkdirSync(feed);
  const document = Buffer.from(JSON.stringify(release));
  writeFileSync(join(feed, "release.json"), document);
  writeFileSync(join(feed, "release.json.sig"), JSON.stringify(signDocument(document, "release", [key])));
  server = await serveFeed(feed);
  given = bytes;
  const files = [{ url: file, sha512: artifact.sha512, size: artifact.size }];
  source = new FakeUpdaterSource({ info: { version: "1.1.0", files }, file: join(folder, file), given: () => given });
  updates = openUpdates(
    {
      fs: nodeFileSystem,
      clock: () => new Date("2026-11-22T02:00:00.000Z"),
      fetch,
      dataFolder: folder,
      shell: "electron",
      version: "1.0.0",
      identity: {
        ...{ format: "caibian-build", version: "1.0.0", edition: "electron", locked: true },
        ...{ policyKeys: [], releaseKeys: [key.key] },
      },
      openCarrier: (ground) => createUpdater({ ...ground, kinds: ["deb"], source }),
    },
    {
      timers: new FakeTimers(),
      notices: { send: () => undefined },
      audit: { note: async () => undefined },
      isSigning: () => false,
      session: { isLocked: () => false },
      log: { bug: (_where, error) => expect(error).toBeNull() },
      policy: { now: () => policyWith(server.url) },
      versionDoor: { listen: () => undefined },
    },
  );
});
afterEach(async () => {
  await updates.stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("L7, L8: a version for the Electron edition", () => {
  it("is carried by electron-updater, lies ready, and goes in when nothing is being written", async () => {
    expect(await updates.check()).toMatchObject({ phase: "ready", offer: { version: "1.1.0", ready: true } });
    await updates.work({ composing: true, signing: false, unsynced: 0 });
    expect(await updates.install()).toMatchObject({ waiting: { why: "work" } });
    expect([source.downloads, source.installed]).toEqual([1, 0]);
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    await updates.install();
    expect(source.installed).toBe(1);
  });

  it("that arrives as something else is refused by name, told to the window, and not installed", async () => {
    given = Buffer.from("another one.");
    expect(await updates.check()).toMatchObject({ failure: { code: "E_UPDATE_BROKEN" }, phase: "quiet" });
    await updates.install();
    expect(source.installed).toBe(0);
  });

  it("goes in by no bundle: the system's package is the administrator's", async () => {
    const piece = { upload: "u1", at: 0, bytes: "", last: true };
    await expect(updates.importBundle(piece)).rejects.toThrow("请由管理员用安装包更新");
  });
});
