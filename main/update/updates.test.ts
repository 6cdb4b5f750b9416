import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../../node/document-check";
import { writeUpdateBundle } from "../../node/update-bundle";
import { AppError } from "../../shared/failure";
import type { UpdateView } from "../../shared/ipc/update";
import type { Policy, UpdatePolicy } from "../../shared/model/policy";
import type { Release } from "../../shared/update/manifest";
import { nodeFileSystem } from "../journal/filesystem";
import { createExtranetFetch } from "../policy/extranet-fetch";
import { FakeTimers } from "../testing/fake-timers";
import {
  archiveName,
  entriesOf,
  makeOrder,
  makeRelease,
  makeRotation,
  newReleaseKey,
  publish,
  tarGz,
  writeSigned,
  writeVersion,
} from "./testing/fake-release";
import { type FeedServer, serveFeed } from "./testing/feed-server";
import type { UpdateParts } from "./update-parts";
import { Updates } from "./updates";

const key = newReleaseKey();
let folder: string;
let data: string;
let feed: string;
let server: FeedServer;
let timers: FakeTimers;
let now: Date;
let restarts: number;
let said: string[];
let idle: boolean;
let signing: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "caibian-updates-"));
  data = join(folder, "data");
  feed = join(folder, "feed");
  mkdirSync(data, { mode: 0o700 });
  mkdirSync(feed);
  server = await serveFeed(feed);
  timers = new FakeTimers();
  now = new Date("2026-11-22T02:00:00Z");
  [restarts, said, idle, signing] = [0, [], false, false];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function desk(policy: Partial<UpdatePolicy> = {}, more: Partial<UpdateParts> = {}): Updates {
  const updates = { feed: server.url, ring: "general" as const, ...policy };
  return new Updates({
    fs: nodeFileSystem,
    data,
    identity: { edition: "browser", version: "1.0.0", releaseKeys: [key.key] },
    policy: () => ({ updates }) as Policy,
    fetch,
    check: nodeDocumentCheck,
    clock: () => now,
    timers,
    random: () => 0.5,
    notices: { send: () => undefined },
    audit: { note: async () => undefined },
    launcher: { say: (word) => void said.push(word), onShow: () => undefined, onGone: () => undefined },
    restart: () => {
      restarts += 1;
    },
    isIdle: () => idle,
    isSigning: () => signing,
    carrier: null,
    bug: (error) => {
      throw error;
    },
    ...more,
  });
}

interface Offering {
  readonly serial?: number;
  readonly keys?: readonly ReturnType<typeof newReleaseKey>[];
  readonly change?: Partial<Release>;
  readonly ballast?: number;
}

function offer(version: string, { serial = 1, keys = [key], change = {}, ballast = 0 }: Offering = {}) {
  const built = join(folder, `built-${version}`);
  rmSync(built, { recursive: true, force: true });
  writeVersion(built, { version, keys: [key], ballast });
  const made = makeRelease({ folder: built, version, serial, keys, change });
  publish(feed, made);
  return made;
}

const versions = (): string[] => (existsSync(join(data, "versions")) ? readdirSync(join(data, "versions")) : []);
const at = (time: string) => {
  now = new Date(time);
};
const codeOf = ({ failure }: UpdateView) => failure?.code ?? null;

describe("L7: what the feed offers", () => {
  it("is fetched, verified, laid ready and offered; the next look is one question of a few bytes", async () => {
    offer("1.1.0");
    const updates = desk();
    expect(await updates.check()).toMatchObject({ phase: "ready", offer: { version: "1.1.0", ready: true } });
    expect(versions()).toEqual(["1.1.0"]);
    server.forget();
    await updates.check();
    expect(server.asked).toEqual([{ path: "release.json", status: 304 }]);
    expect(server.sent()).toBeLessThan(5_000);
  });

  const refused: readonly (readonly [string, string, () => void])[] = [
    [
      "a manifest changed by one character",
      "E_PROFILE",
      () => {
        const path = join(feed, "release.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"serial": 1', '"serial": 2'));
      },
    ],
    ["a manifest without signature", "E_PROFILE", () => rmSync(join(feed, "release.json.sig"))],
    [
      "a manifest by a key that nobody pinned",
      "E_PROFILE",
      () => void offer("1.1.0", { keys: [newReleaseKey("foreign")] }),
    ],
    [
      "another archive under the same name",
      "E_UPDATE_BROKEN",
      () => {
        const path = join(feed, archiveName("1.1.0"));
        const bytes = readFileSync(path);
        bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    [
      "an archive that is longer",
      "E_UPDATE_BROKEN",
      () => writeFileSync(join(feed, archiveName("1.1.0")), Buffer.alloc(1 << 20)),
    ],
    ["an archive that is shorter", "E_UPDATE_BROKEN", () => truncateSync(join(feed, archiveName("1.1.0")), 100)],
    [
      "a manifest that is no manifest",
      "E_UPDATE_FEED",
      () => writeSigned(feed, "release.json", { document: Buffer.from("<html>"), signature: "{}" }),
    ],
    ["another edition", "E_UPDATE_OTHER", () => void offer("1.1.0", { change: { edition: "electron" } })],
  ];
  it.each(refused)("is refused for %s (%s), and the machine is as before", async (_what, code, harm) => {
    offer("1.1.0");
    harm();
    expect(codeOf(await desk().check())).toBe(code);
    expect(versions()).toEqual([]);
    expect(restarts).toBe(0);
  });

  it("is refused when its key has ended, and when an older serial is played again", async () => {
    const ended = newReleaseKey("release-1", "2026-11-21T00:00:00.000Z");
    const identity = { edition: "browser" as const, version: "1.0.0", releaseKeys: [ended.key] };
    offer("1.1.0", { keys: [ended] });
    expect(codeOf(await desk({}, { identity }).check())).toBe("E_UPDATE_KEY");
    offer("1.2.0", { serial: 5 });
    await desk().check();
    offer("1.1.0", { serial: 4 });
    expect(codeOf(await desk().check())).toBe("E_UPDATE_OLD");
    expect(versions()).toEqual(["1.2.0"]);
  });

  it("is refused as a downgrade, whatever its serial, without a signed order", async () => {
    offer("0.9.0", { serial: 7 });
    expect(codeOf(await desk().check())).toBe("E_UPDATE_DOWNGRADE");
    expect(versions()).toEqual([]);
  });

  it("follows a rotation of keys, and refuses the old key afterwards", async () => {
    const next = newReleaseKey("release-2");
    writeSigned(feed, "keys-1.json", makeRotation({ serial: 1, next: [next], signers: [key, next] }));
    offer("1.1.0", { keys: [next], change: { keys: 1 } });
    expect(await desk().check()).toMatchObject({ phase: "ready", failure: null });
    offer("1.2.0", { serial: 2, keys: [key], change: { keys: 1 } });
    expect(codeOf(await desk().check())).toBe("E_PROFILE");
  });

  it("BD-3: is not even asked for outside the extranet", async () => {
    offer("1.1.0");
    const outside = createExtranetFetch({
      extranet: () => ["10.0.0.0/8"],
      pinnedCa: null,
      demo: false,
      resolve: async () => [{ address: "203.0.113.7", family: 4 }],
    });
    const updates = desk({ feed: "https://updates.example.com/feed" }, { fetch: outside });
    expect(codeOf(await updates.check())).toBe("E_NET");
    expect(server.asked).toEqual([]);
  });
});

describe("a download", () => {
  it("that was cut off goes on where it stopped", async () => {
    offer("1.1.0", { ballast: 3_000_000 });
    server.cutAfter(1_000_000);
    const updates = desk();
    await updates.check();
    expect(versions()).toEqual([]);
    server.cutAfter(null);
    server.forget();
    expect(await updates.check()).toMatchObject({ phase: "ready" });
    expect(server.asked.at(-1)).toMatchObject({ path: archiveName("1.1.0"), status: 206 });
    expect(server.sent()).toBeLessThan(2_500_000);
  });

  it("that goes on with a part of something else is thrown away, and whole at the next look", async () => {
    const { release } = offer("1.1.0", { ballast: 500_000 });
    const name = release.artifacts[0]?.sha256.slice(8) ?? "";
    mkdirSync(join(data, "updates", "download"), { recursive: true });
    writeFileSync(join(data, "updates", "download", `${name}.part`), Buffer.alloc(100_000, 7));
    const updates = desk();
    expect(codeOf(await updates.check())).toBe("E_UPDATE_BROKEN");
    expect(await updates.check()).toMatchObject({ phase: "ready" });
  });

  it("is not begun where it would fill the disk, and says so", async () => {
    offer("1.1.0");
    const fs = { ...nodeFileSystem, freeBytes: async () => 400_000_000 };
    expect(codeOf(await desk({}, { fs }).check())).toBe("E_UPDATE_SPACE");
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
    const built = join(folder, "built");
    writeVersion(built, { version: "1.1.0", keys: [key] });
    const honest = makeRelease({ folder: built, version: "1.1.0", serial: 1, keys: [key] });
    const archive = tarGz([...entriesOf(built), ...entries]);
    const [artifact] = honest.release.artifacts;
    if (artifact === undefined) throw new Error("no artifact");
    const sha256 = `sha-256:${createHash("sha256").update(archive).digest("hex")}` as const;
    const artifacts = [{ ...artifact, size: archive.length, sha256 }];
    const made = makeRelease({ folder: built, version: "1.1.0", serial: 1, keys: [key], change: { artifacts } });
    publish(feed, { ...made, archive });
    expect(codeOf(await desk().check())).toBe("E_UPDATE_BROKEN");
    expect(versions()).toEqual([]);
    expect(existsSync(join(folder, "planted"))).toBe(false);
  });
});

describe("L8: the restart", () => {
  it("waits while text is being written, something is being signed, or something is not sent", async () => {
    offer("1.1.0");
    const updates = desk();
    await updates.check();
    for (const busy of [{ composing: true }, { signing: true }, { unsynced: 1 }]) {
      await updates.work({ composing: false, signing: false, unsynced: 0, ...busy });
      expect(await updates.install()).toMatchObject({ waiting: { why: "work" } });
    }
    expect(restarts).toBe(0);
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    // What main itself shows to be signed counts, whatever the window says.
    signing = true;
    expect(await updates.install()).toMatchObject({ waiting: { why: "work" } });
    signing = false;
    await updates.install();
    expect(restarts).toBe(1);
  });

  it("remembers what is not sent over a start, before any window has told", async () => {
    offer("1.1.0");
    await desk().work({ composing: false, signing: false, unsynced: 2 });
    idle = true;
    await desk().check();
    expect(restarts).toBe(0);
  });

  it("is announced to a person at the window, who may put it off until the policy's days are over", async () => {
    offer("1.1.0");
    const updates = desk({ deferralDays: 2 });
    const announced = await updates.check();
    expect(announced.restartAt).toBe("2026-11-22T02:05:00.000Z");
    expect(await updates.defer()).toMatchObject({ restartAt: null, waiting: { why: "deferred" } });
    at("2026-11-22T09:00:00Z");
    await updates.check();
    at("2026-11-24T02:00:01Z");
    expect(await updates.defer()).toMatchObject({ deferrableUntil: null });
    expect(restarts).toBe(0);
    await updates.check();
    at("2026-11-24T02:06:00Z");
    await updates.check();
    expect(restarts).toBe(1);
  });

  it("happens by itself only in the policy's hours, and at once where nobody sits at an open window", async () => {
    const local = (minutes: number) =>
      new Date(Date.UTC(2026, 10, 22, 0, minutes - -new Date(now).getTimezoneOffset()));
    offer("1.1.0");
    idle = true;
    const updates = desk({ window: { from: "18:00", to: "20:00" } });
    now = local(17 * 60 + 59);
    expect(await updates.check()).toMatchObject({ waiting: { why: "window" } });
    now = local(18 * 60 + 1);
    await updates.check();
    expect(restarts).toBe(1);
  });

  it("is not tried again and again for a version that did not come up", async () => {
    offer("1.1.0");
    idle = true;
    await desk().check();
    await desk().check();
    expect(restarts).toBe(1);
  });

  it("never without a launcher that could start the other version", async () => {
    offer("1.1.0");
    idle = true;
    expect(await desk({}, { launcher: null }).check()).toMatchObject({ phase: "unmanaged", offer: null });
    expect(server.asked).toEqual([]);
  });
});

describe("L9: a way back", () => {
  it("by a signed order is fetched like any version and put in force only with the restart", async () => {
    const identity = { edition: "browser" as const, version: "1.2.0", releaseKeys: [key.key] };
    offer("1.1.0", { serial: 3, change: { rollbackOf: "1.2.0" } });
    writeSigned(feed, "rollback.json", makeOrder({ from: "1.2.0", to: "1.1.0", serial: 3, keys: [key] }));
    const updates = desk({}, { identity });
    await updates.work({ composing: false, signing: false, unsynced: 1 });
    expect(await updates.check()).toMatchObject({ offer: { direction: "back", urgent: true } });
    expect(existsSync(join(data, "updates", "order.json"))).toBe(false);
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    await updates.install();
    expect(restarts).toBe(1);
    expect(existsSync(join(data, "updates", "order.json"))).toBe(true);
  });

  it("that the launcher went is told until it was seen, and its version is not offered again", async () => {
    offer("1.1.0");
    const bad = { attempts: 2, proved: false, lastFault: "crashed", badSince: "2026-11-22T01:00:00.000Z" };
    const untold = [
      { from: "1.1.0", to: "1.0.0", at: "2026-11-22T01:00:00.000Z", why: "crashed", storesReturned: 0, storesStuck: 0 },
    ];
    const memory = { format: "caibian-starts/1", versions: { "1.1.0": bad }, last: "1.0.0", untold };
    writeFileSync(join(data, "starts.json"), JSON.stringify(memory));
    const updates = desk();
    expect(await updates.check()).toMatchObject({ offer: null, fallbacks: [{ from: "1.1.0", to: "1.0.0" }] });
    expect(versions()).toEqual([]);
    expect(await updates.seen()).toMatchObject({ fallbacks: [] });
    expect(said).toEqual(["told"]);
  });
});

describe("L10: an offline bundle", () => {
  async function bundleOf(): Promise<Uint8Array> {
    const path = join(folder, "x.cbupdate");
    const names = readdirSync(feed).toSorted((a, b) => Number(a.endsWith(".gz")) - Number(b.endsWith(".gz")));
    const sized = names.map((name) => ({ name, file: join(feed, name), size: readFileSync(join(feed, name)).length }));
    await writeUpdateBundle(path, sized);
    return readFileSync(path);
  }

  async function hand(updates: Updates, bytes: Uint8Array): Promise<UpdateView> {
    const half = Math.floor(bytes.length / 2);
    const piece = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("base64");
    await updates.importBundle({ upload: "u1", at: 0, bytes: piece(0, half), last: false });
    return updates.importBundle({ upload: "u1", at: half, bytes: piece(half, bytes.length), last: true });
  }

  it("goes in like the feed, without any network, and is taken away afterwards", async () => {
    offer("1.1.0");
    const bytes = await bundleOf();
    await server.close();
    expect(await hand(desk(), bytes)).toMatchObject({ phase: "ready", offer: { version: "1.1.0" } });
    expect(versions()).toEqual(["1.1.0"]);
    expect(readdirSync(join(data, "updates"))).not.toContain("import.cbupdate");
  });

  it("is refused for what the feed would be refused for, and for being half", async () => {
    offer("1.1.0", { keys: [newReleaseKey("foreign")] });
    await expect(hand(desk(), await bundleOf())).rejects.toMatchObject({ code: "E_PROFILE" });
    offer("1.1.0");
    const whole = await bundleOf();
    await expect(hand(desk(), whole.subarray(0, whole.length - 3_000))).rejects.toBeInstanceOf(AppError);
    const piece = { upload: "u1", at: 5, bytes: "AAAA", last: false };
    await expect(desk().importBundle(piece)).rejects.toMatchObject({ code: "E_INPUT" });
    expect(versions()).toEqual([]);
  });
});

describe("what lies on the disk", () => {
  it("stays at three versions, and never loses the one that runs", async () => {
    for (const [serial, version] of ["1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"].entries()) {
      offer(version, { serial: serial + 1 });
      await desk({}, { identity: { edition: "browser", version: "1.1.0", releaseKeys: [key.key] } }).check();
      if (version === "1.1.0")
        cpSync(join(folder, "built-1.1.0"), join(data, "versions", "1.1.0"), { recursive: true });
    }
    expect(versions().toSorted()).toEqual(["1.1.0", "1.4.0", "1.5.0"]);
  });

  it("is swept at the start: half of a version, and one whose files were changed", async () => {
    offer("1.1.0");
    await desk().check();
    mkdirSync(join(data, "versions", ".staging-1.2.0"));
    writeFileSync(join(data, "versions", "1.1.0", "payload", "node", "desk.js"), "other");
    const updates = desk();
    updates.start();
    await updates.stop();
    expect(versions()).toEqual([]);
  });
});
