import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../../node/document-check";
import { explain } from "../../shared/failure";
import { type Starts, starts as startsSchema } from "../../shared/update/starts";
import { nodeFileSystem } from "../journal/filesystem";
import { offeredFile, orderFile, rotationFile } from "../update/signed-files";
import {
  type Behaviour,
  type FakeVersion,
  keep,
  layDownloaded,
  makeOrder,
  makeRelease,
  makeRotation,
  newReleaseKey,
  writeVersion,
} from "../update/testing/fake-release";
import { launch } from "./launch";

const key = newReleaseKey();
const keys = [key];
let folder: string;
let root: string;
let data: string;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "caibian-launch-"));
  root = join(folder, "opt");
  data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  said.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(version: string, behaviour: Behaviour = "healthy", more: Partial<FakeVersion> = {}): void {
  writeVersion(join(root, "versions", version), { version, behaviour, keys, ...more });
}

function download(version: string, behaviour: Behaviour = "healthy", serial = 1): void {
  layDownloaded(data, { version, behaviour, keys, serial });
}

const payload = (version: string, path: string) => join(data, "versions", version, "payload", path);

const updates = () => join(data, "updates");

const start = (env: Record<string, string> = {}, showMs = 60_000) =>
  launch({
    fs: nodeFileSystem,
    root,
    data,
    edition: "browser",
    check: nodeDocumentCheck,
    clock: () => new Date("2026-11-22T08:00:00Z"),
    say: (line) => said.push(line),
    node: process.execPath,
    args: [],
    env: { CAIBIAN_DATA: data, PATH: process.env.PATH, ...env },
    listenMs: 8_000,
    showMs,
    onSignal: () => () => undefined,
    refused: async (failure) => void said.push(`${failure.code} ${explain(failure).text}`),
  });

/** Never the one that runs: that is started already. */
async function secondStart(): Promise<false> {
  await start();
  await new Promise((done) => setTimeout(done, 20));
  return false;
}

const ran = (): string[] =>
  existsSync(join(data, "ran.log")) ? readFileSync(join(data, "ran.log"), "utf8").trim().split("\n") : [];
const memory = (): Starts => startsSchema.parse(JSON.parse(readFileSync(join(data, "starts.json"), "utf8")));

describe("L9: two failed starts", () => {
  it("lead back to the version before, which runs in the same go, and the person is told at that start", async () => {
    install("1.0.0");
    download("1.1.0", "crash");
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.1.0", "1.1.0", "1.0.0"]);
    expect(memory().untold).toMatchObject([{ from: "1.1.0", to: "1.0.0", why: "crashed" }]);
    expect(await start()).toBe(0);
    // Left for good: it is not tried once more with each start.
    expect(ran().slice(3)).toEqual(["1.0.0"]);
    expect(memory().untold).toHaveLength(1);
  });

  it("count a program that never answers, which is ended, and one that was cut off by the power", {
    timeout: 120_000,
  }, async () => {
    install("1.0.0");
    download("1.1.0", "hang");
    const cut = { attempts: 1, proved: false, lastFault: "cut-off", badSince: null };
    const before = { format: "caibian-starts/1", versions: { "1.1.0": cut }, last: "1.1.0", untold: [] };
    writeFileSync(join(data, "starts.json"), JSON.stringify(before));
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.1.0", "1.0.0"]);
    expect(memory().untold).toMatchObject([{ why: "hung" }]);
  });

  it("do not count what happens after a good start, nor a second start beside a running one", async () => {
    install("1.0.0");
    download("1.1.0", "crash-late");
    for (let at = 0; at < 3; at += 1) expect(await start()).toBe(1);
    download("1.2.0", "elsewhere", 2);
    for (let at = 0; at < 3; at += 1) expect(await start()).toBe(75);
    expect(memory().versions["1.1.0"]).toMatchObject({ attempts: 0, badSince: null });
    expect(memory().versions["1.2.0"]).toMatchObject({ attempts: 0, badSince: null });
    expect(memory().untold).toEqual([]);
  });

  it("never leave a person without a program: the last version is tried again at the next start", async () => {
    install("1.0.0", "crash");
    expect(await start()).toBe(1);
    expect(said.join("\n")).toContain("稿件仍在本机");
    install("1.0.0", "healthy");
    expect(await start()).toBe(0);
    expect(memory().versions["1.0.0"]).toMatchObject({ attempts: 0, proved: true });
  });

  it.each([
    ["torn", (path: string) => writeFileSync(path, '{"format":"caib')],
    ["unreadable", (path: string) => mkdirSync(path)],
  ])("a memory of starts that is %s keeps nobody out", async (_, lay) => {
    install("1.0.0");
    lay(join(data, "starts.json"));
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.0.0"]);
  });
});

describe("S4: a start beside a workstation that runs", () => {
  it("shows its window, and says nothing else", async () => {
    install("1.0.0", "shows");
    const running = start();
    await expect.poll(ran).toEqual(["1.0.0"]);
    // It says that it can be asked a moment after it was started; whoever comes before that is not answered, and not told off.
    const ended = running.then(() => true);
    while (!(await Promise.race([ended, secondStart()])));
    expect(await running).toBe(0);
    expect(said.join("\n")).not.toContain("E_DESK_HUNG");
  });

  it("says that it hangs, where it hangs, and ends nothing", async () => {
    install("1.0.0", "deaf");
    const running = start({}, 300);
    await expect.poll(() => existsSync(join(data, "deaf"))).toBe(true);
    expect(await start()).toBe(0);
    await expect.poll(() => said.join("\n")).toContain("E_DESK_HUNG 采编工作站正在运行，但没有回应");
    // It goes on, as a disk that was slow does.
    writeFileSync(join(data, "enough"), "");
    expect(await running).toBe(0);
    expect(memory().versions["1.0.0"]).toMatchObject({ attempts: 0, proved: true });
  });
});

describe("L7: a downloaded version is started only as it was signed", () => {
  const harms: readonly (readonly [string, () => void])[] = [
    ["one byte of its program changed", () => appendFileSync(payload("1.1.0", "node/desk.js"), " ")],
    ["a file too many", () => writeFileSync(payload("1.1.0", "node/more.js"), "")],
    ["a folder too many", () => mkdirSync(payload("1.1.0", "node/more"))],
    ["a file missing", () => rmSync(payload("1.1.0", "renderer/index.html"))],
    [
      "a link in place of a file",
      () => {
        cpSync(payload("1.1.0", "node/desk.js"), join(folder, "elsewhere.js"));
        rmSync(payload("1.1.0", "node/desk.js"));
        symlinkSync(join(folder, "elsewhere.js"), payload("1.1.0", "node/desk.js"));
      },
    ],
    ["a second name for one of its files", () => linkSync(payload("1.1.0", "node/desk.js"), join(folder, "second"))],
    [
      "a link in place of its folder",
      () => {
        cpSync(payload("1.1.0", "node"), join(folder, "node"), { recursive: true });
        rmSync(payload("1.1.0", "node"), { recursive: true });
        symlinkSync(join(folder, "node"), payload("1.1.0", "node"));
      },
    ],
    ["a folder that others may write to", () => chmodSync(payload("1.1.0", "node"), 0o777)],
    ["a program that may be run", () => chmodSync(payload("1.1.0", "node/desk.js"), 0o755)],
    ["another file list", () => appendFileSync(payload("1.1.0", "files.json"), " ")],
    ["a release changed by one character", () => appendFileSync(join(data, "versions", "1.1.0", "release.json"), " ")],
    ["no signature", () => rmSync(join(data, "versions", "1.1.0", "release.json.sig"))],
    ["something beside its release", () => writeFileSync(join(data, "versions", "1.1.0", "x"), "")],
  ];
  it.each(harms)("not with %s", async (_what, harm) => {
    install("1.0.0");
    download("1.1.0");
    harm();
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.0.0"]);
  });

  it("not under the name of another version, so that an older one cannot pass for a newer", async () => {
    install("1.1.0");
    download("1.0.0");
    cpSync(join(data, "versions", "1.0.0"), join(data, "versions", "1.2.0"), { recursive: true });
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.1.0"]);
  });

  it("not by a key that nobody pinned, and after a rotation by the new key and no longer by the old", async () => {
    const [next, foreign] = [newReleaseKey("release-2"), newReleaseKey("foreign")];
    install("1.0.0");
    layDownloaded(data, { version: "1.3.0", keys: [foreign], serial: 3 });
    layDownloaded(data, { version: "1.2.0", keys: [next], serial: 2 });
    layDownloaded(data, { version: "1.1.0", keys, serial: 1 });
    expect(await start()).toBe(0);
    keep(rotationFile(updates(), 1), makeRotation({ serial: 1, next: [next], signers: [key, next] }));
    expect(await start()).toBe(0);
    rmSync(join(data, "versions", "1.2.0"), { recursive: true });
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.1.0", "1.2.0", "1.0.0"]);
  });

  it("a rotation that the old key did not sign changes nothing", async () => {
    const foreign = newReleaseKey("foreign");
    install("1.0.0");
    layDownloaded(data, { version: "1.1.0", keys: [foreign], serial: 1 });
    keep(rotationFile(updates(), 1), makeRotation({ serial: 1, next: [foreign], signers: [foreign] }));
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.0.0"]);
  });
});

describe("L9: a signed order to go back", () => {
  it("starts the version that it names, installed or downloaded, and an order by anybody else changes nothing", async () => {
    install("1.0.0");
    download("1.1.0", "healthy", 1);
    download("1.2.0", "healthy", 2);
    expect(await start()).toBe(0);
    const order = { from: "1.2.0", to: "1.1.0", serial: 3 };
    keep(orderFile(updates()), makeOrder({ ...order, keys: [newReleaseKey("foreign")] }));
    expect(await start()).toBe(0);
    keep(orderFile(updates()), makeOrder({ ...order, keys }));
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.2.0", "1.2.0", "1.1.0"]);
    expect(memory().untold).toMatchObject([{ from: "1.2.0", to: "1.1.0", why: "ordered" }]);
  });
});

describe("the launcher", () => {
  it("BD-3: starts what lies below the minimum only when everything else failed twice", async () => {
    install("1.1.0", "crash");
    download("1.0.0");
    const made = makeRelease({
      folder: join(root, "versions", "1.1.0"),
      version: "1.1.0",
      serial: 9,
      keys,
      change: { minimumVersion: "1.1.0" },
    });
    keep(offeredFile(updates()), made);
    // Twice failed comes after too old: a person is let work, and sign-in refuses.
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.1.0", "1.1.0", "1.0.0"]);
  });

  it("starts again with what lies ready when the desk asks for it, and that was no failed start", async () => {
    install("1.0.0", "restart-once");
    expect(await start()).toBe(0);
    expect(ran()).toEqual(["1.0.0", "1.0.0"]);
    expect(memory().versions["1.0.0"]).toMatchObject({ attempts: 0 });
  });

  it("BD-1: hands on no environment that makes Node run other code", async () => {
    install("1.0.0");
    writeFileSync(
      join(folder, "planted.cjs"),
      `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "planted"))}, "")`,
    );
    const planted = { NODE_OPTIONS: `--require ${join(folder, "planted.cjs")}`, NODE_PATH: folder };
    expect(await start(planted)).toBe(0);
    expect(existsSync(join(folder, "planted"))).toBe(false);
  });

  it("says in words that nothing is installed", async () => {
    mkdirSync(join(root, "versions"), { recursive: true });
    expect(await start()).toBe(1);
    expect(said).toEqual(["E_START_NONE 本机没有可以启动的版本。稿件仍在本机，没有改动。"]);
  });
});
