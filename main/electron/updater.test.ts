import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../../node/document-check";
import { type DocumentKeyFile, newDocumentKey, signDocument } from "../../node/document-key";
import { utf8 } from "../../shared/bytes";
import type { SignedDocument } from "../../shared/update/keys";
import type { Artifact } from "../../shared/update/manifest";
import { readFeed } from "../../shared/update/read-feed";
import type { Carrier } from "../update/carrier";
import { installableKinds } from "./package-kind";
import { FakeUpdaterSource } from "./testing/fake-updater-source";
import { createUpdater } from "./updater";

const folder = mkdtempSync(join(tmpdir(), "caibian-updater-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newKey = (keyId: string, notAfter?: string): DocumentKeyFile =>
  newDocumentKey({ keyId, algorithm: "ed25519", ...(notAfter === undefined ? {} : { notAfter }) });
const own = newKey("own");
const ended = newKey("ended", "2026-11-01T00:00:00.000Z");
const now = new Date("2026-11-22T02:00:00.000Z");
const bytes = Buffer.from("an installer");
const digests = { sha512: createHash("sha512").update(bytes).digest("base64"), size: bytes.length };

/** One feed for each target on which electron-updater installs. */
const targets = [
  { os: "windows", kind: "nsis", file: "caibian-electron-1.1.0-win-x64.exe" },
  { os: "linux", kind: "deb", file: "caibian-electron-1.1.0-linux-amd64.deb" },
] as const;

const artifactOf = ({ os, kind, file }: (typeof targets)[number]): Artifact => ({
  os,
  arch: "x64",
  kind,
  file,
  ...digests,
  sha256: `sha-256:${createHash("sha256").update(bytes).digest("hex")}`,
});

const signed = (document: object, purpose: "release" | "rollback", key: DocumentKeyFile): SignedDocument => {
  const text = utf8(JSON.stringify(document));
  return { document: text, signature: JSON.stringify(signDocument(text, purpose, [key])) };
};

const releaseOf = (artifact: Artifact, about: object = {}) => ({
  format: "caibian-release",
  product: "caibian",
  edition: "electron",
  version: "1.1.0",
  serial: 7,
  issuedAt: "2026-10-20T00:00:00.000Z",
  minimumVersion: "0.0.0",
  rings: {},
  artifacts: [artifact],
  notes: [],
  data: { writes: 2, opens: 1 },
  keys: 0,
  ...about,
});

describe.each(targets)("L7: an update of the Electron edition on $os ($kind)", (target) => {
  const artifact = artifactOf(target);
  let source: FakeUpdaterSource;
  let given: Buffer;
  const downloaded = join(folder, artifact.file);
  let feed: { release: SignedDocument; rollback: SignedDocument | null };

  const updater = (version = "1.0.0"): Carrier =>
    createUpdater({
      source,
      kinds: [artifact.kind],
      identity: { version },
      policy: () => ({ feed: "http://updates.test/electron", ring: "general" }),
      read: async () => readFeed(feed, { serial: 0, keys: [own.key, ended.key] }, { check: nodeDocumentCheck, now }),
    });
  beforeEach(() => {
    given = bytes;
    const info = { version: "1.1.0", files: [{ url: artifact.file, ...digests }] };
    source = new FakeUpdaterSource({ info, file: downloaded, given: () => given });
    feed = { release: signed(releaseOf(artifact), "release", own), rollback: null };
  });

  it("is downloaded and installed when manifest, release and bytes say the same, and never by itself", async () => {
    const one = updater();
    expect([source.autoDownload, source.autoInstallOnAppQuit, source.allowDowngrade]).toEqual([false, false, false]);
    await expect(one.install()).rejects.toThrow("E_STATE");
    await one.fetch(artifact, "forward");
    expect([source.downloads, source.installed, one.ready()]).toEqual([1, 0, "1.1.0"]);
    await one.install();
    expect(source.installed).toBe(1);
  });

  it("is not downloaded from a tampered release, one by a stranger, or one by a key past its end", async () => {
    const tampered = utf8(new TextDecoder().decode(feed.release.document).replace('"serial":7', '"serial":8'));
    feed = { ...feed, release: { ...feed.release, document: tampered } };
    await expect(updater().fetch(artifact, "forward")).rejects.toThrow("E_PROFILE");
    feed = { ...feed, release: signed(releaseOf(artifact), "release", newKey("stranger")) };
    await expect(updater().fetch(artifact, "forward")).rejects.toThrow("E_PROFILE");
    feed = { ...feed, release: signed(releaseOf(artifact), "release", ended) };
    await expect(updater().fetch(artifact, "forward")).rejects.toThrow("E_UPDATE_KEY");
    expect(source.downloads).toBe(0);
  });

  it("is not downloaded when the unsigned manifest names another version, another file or another hash", async () => {
    const [entry] = source.info.files;
    if (entry === undefined) throw new Error("no file");
    const lies = [
      { version: "1.2.0", files: [entry] },
      { version: "1.1.0", files: [{ ...entry, url: `http://elsewhere.test/${entry.url}` }] },
      { version: "1.1.0", files: [{ ...entry, sha512: `${"A".repeat(86)}==` }] },
      { version: "1.1.0", files: [entry, { ...entry, url: "another.exe" }] },
      { version: "1.1.0", files: [{ ...entry, size: 1 }] },
      { version: "1.1.0", files: [] },
    ];
    for (const info of lies) {
      source.info = info;
      await expect(updater().fetch(artifact, "forward")).rejects.toThrow("E_UPDATE_FEED");
    }
    expect(source.downloads).toBe(0);
  });

  it("that arrives swapped or cut short is thrown away and not installed", async () => {
    for (const other of [Buffer.from("another one."), bytes.subarray(0, 5)]) {
      given = other;
      const one = updater();
      await expect(one.fetch(artifact, "forward")).rejects.toThrow("E_UPDATE_BROKEN");
      await expect(one.install()).rejects.toThrow("E_STATE");
      expect(existsSync(downloaded)).toBe(false);
    }
  });

  it("is looked at once more before it is installed: swapped since, withdrawn since, or out of date since", async () => {
    const good = feed;
    const one = updater();
    const installed = async (change: () => void): Promise<unknown> => {
      feed = good;
      await one.fetch(artifact, "forward");
      change();
      const failure = await one.install().catch((error: unknown) => error);
      // It lies ready no more: the next look fetches anew.
      expect(one.ready()).toBeNull();
      return failure;
    };
    const since = (release: SignedDocument) => () => {
      feed = { ...feed, release };
    };
    const other = releaseOf({ ...artifact, file: "other.deb" });
    const swapped = () => writeFileSync(downloaded, "swapped since");
    expect(await installed(swapped)).toMatchObject({ code: "E_UPDATE_BROKEN" });
    expect(await installed(since(signed(other, "release", own)))).toMatchObject({ code: "E_UPDATE_FEED" });
    expect(await installed(since(signed(releaseOf(artifact), "release", ended)))).toMatchObject({
      code: "E_UPDATE_KEY",
    });
    expect(source.installed).toBe(0);
  });

  it("to an older version is allowed under a signed order for the version that runs, and then alone", async () => {
    const one = updater("1.2.0");
    await expect(one.fetch(artifact, "back")).rejects.toThrow("E_UPDATE_DOWNGRADE");
    await expect(one.fetch(artifact, "forward")).rejects.toThrow("E_UPDATE_DOWNGRADE");
    expect(source.allowDowngrade).toBe(false);
    const order = {
      format: "caibian-rollback",
      product: "caibian",
      edition: "electron",
      from: "1.2.0",
      to: "1.1.0",
      reason: "打印错位",
      serial: 7,
      issuedAt: "2026-10-20T00:00:00.000Z",
    };
    const release = signed(releaseOf(artifact, { rollbackOf: "1.2.0" }), "release", own);
    feed = { release, rollback: signed(order, "rollback", own) };
    await one.fetch(artifact, "back");
    expect([source.allowDowngrade, source.downloads]).toEqual([true, 1]);
    await expect(updater("1.3.0").fetch(artifact, "back")).rejects.toThrow("E_UPDATE_DOWNGRADE");
  });
});

describe("what an installed program can put in", () => {
  it("is what the packer says it was installed by, and nothing in development or from an unpacked archive", () => {
    const resources = join(folder, "resources");
    const kinds = (platform: NodeJS.Platform, isPackaged = true) =>
      installableKinds({ isPackaged, platform, resources });
    expect([kinds("win32"), kinds("win32", false), kinds("linux")]).toEqual([["nsis"], [], []]);
    mkdirSync(resources);
    for (const word of ["deb", "rpm", "pacman"]) {
      writeFileSync(join(resources, "package-type"), word);
      expect(kinds("linux")).toEqual(word === "pacman" ? [] : [word]);
    }
    expect(kinds("linux", false)).toEqual([]);
  });
});
