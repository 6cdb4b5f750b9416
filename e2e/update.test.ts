/**
 * L7–L9 with the real browser edition: version N as an administrator installs it, started by the launcher under a signed
 * policy; N+1 published by `npm run release` on a plain web server; taken in, restarted into, and left again.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn, settle, writeFileList } from "../build/package/file-tree";
import type { PackageOptions } from "../build/package/options";
import { makePayload } from "../build/package/payload";
import { bundleAlone } from "../build/package/programs";
import { writeTarGz } from "../build/package/tar";
import { type FeedServer, serveFeed } from "../main/update/testing/feed-server";
import { newDocumentKey, signDocument } from "../node/document-key";
import { launchChromium } from "./chromium";
import { newWindow } from "./context";
import { signIn, unlock } from "./driver/sign-in";
import { openRow } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { PATIENCE } from "./patience";
import { startWorld, type World } from "./world";

const project = resolve(import.meta.dirname, "..");
const [present, next] = ["1.0.0", "1.1.0"];
const built = new Date("2026-11-20T00:00:00Z");
const arch = process.arch === "arm64" ? "arm64" : "x64";
const text = "升级之前写下的这一段，升级之后一个字都不能少。";

/** A locked build reads its policy in /etc alone: the test lays one there in a mount namespace of its own. */
const canLay = (() => {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return process.platform === "linux";
  } catch {
    return false;
  }
})();
if (!canLay) console.warn("跳过：更新的端到端测试须以 root 运行 unshare 与 mount（给锁定版布置 /etc/caibian）");

const policyKey = newDocumentKey({ keyId: "policy-1", algorithm: "ed25519" });
const releaseKey = newDocumentKey({ keyId: "release-1", algorithm: "sm2-sm3" });

let folder: string;
let opt: string;
let feed: string;
let server: FeedServer;
let world: World;
let browser: Browser;
let context: BrowserContext;
let page: Page;

/** The version's folder as it is packed; the next version differs by its number alone. */
async function makeVersions(): Promise<void> {
  const payload = join(opt, "versions", present);
  mkdirSync(payload, { recursive: true });
  const options: PackageOptions = {
    root: project,
    out: join(folder, "out"),
    version: present,
    edition: "browser",
    target: { os: "linux", arch },
    policyKeys: [policyKey.key],
    releaseKeys: [releaseKey.key],
    dryRun: false,
    node: null,
    kinds: ["payload"],
    compression: "gzip",
  };
  await makePayload(payload, { options, runtime: null, at: built });
  await bundleAlone({ root: project, into: join(opt, "launcher"), seen: () => undefined }, "main/launcher/index.ts");
  writeFileSync(join(opt, "launcher", "package.json"), '{ "type": "module" }');
  settle(payload, [], built);
  const newer = join(folder, "newer");
  cpSync(payload, newer, { recursive: true });
  const identity = join(newer, "node", "build.json");
  writeFileSync(identity, readFileSync(identity, "utf8").replace(`"${present}"`, `"${next}"`));
  writeFileList(newer, next);
  mkdirSync(join(folder, "packages"));
  const files = filesIn(newer).map((path) => ({ path, mode: 0o644, bytes: readFileSync(join(newer, path)) }));
  writeFileSync(join(folder, "packages", `caibian-browser-${next}-linux-${arch}.tar.gz`), writeTarGz(files, built));
}

/** Policy and anchors as an administrator signs and lays them. */
function layPolicy(bundled: string): string {
  const deploy = join(folder, "etc");
  mkdirSync(join(deploy, "anchors"), { recursive: true });
  const { platformUrl, anchorsFiles, keyFolders } = JSON.parse(readFileSync(bundled, "utf8"));
  for (const file of anchorsFiles) copyFileSync(file, join(deploy, "anchors", basename(file)));
  const policy = {
    level: "machine",
    serial: 1,
    issuedAt: "2026-11-22T00:00:00.000Z",
    platformUrl,
    anchorsFiles: anchorsFiles.map((file: string) => `anchors/${basename(file)}`),
    keyFolders,
    demo: true,
    updates: { feed: server.url, ring: "general", deferralDays: 3 },
  };
  const document = Buffer.from(JSON.stringify(policy));
  writeFileSync(join(deploy, "policy.json"), document);
  writeFileSync(join(deploy, "policy.json.sig"), JSON.stringify(signDocument(document, "policy", [policyKey])));
  return deploy;
}

function spawnLauncher(env: Readonly<Record<string, string>>): ChildProcess {
  const deploy = layPolicy(env.CAIBIAN_POLICY ?? "");
  const script =
    'mkdir -p /etc/caibian && mount -t tmpfs tmpfs /etc/caibian && cp -r "$0"/. /etc/caibian/ && shift && exec "$@"';
  const launcher = [process.execPath, join(opt, "launcher", "launcher.js"), "--no-window"];
  return spawn("unshare", ["-m", "sh", "-c", script, deploy, "-", ...launcher], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      CAIBIAN_DATA: env.CAIBIAN_DATA,
      CAIBIAN_DESK_PORT: env.CAIBIAN_DESK_PORT,
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** `npm run release`, as an administrator types it. */
function release(...args: readonly string[]): void {
  execFileSync(process.execPath, ["--import", "tsx", join(project, "cli", "release.ts"), ...args], { cwd: project });
}

async function openWindow(): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE);
  await opened.goto(await world.launchUrl());
  return opened;
}

async function runningVersion(): Promise<string> {
  await page.getByTestId("rail-settings").click();
  return (await page.getByTestId("update-version").textContent()) ?? "";
}

async function draftText(): Promise<string> {
  await openRow(page, "drafts", "关于升级的通知");
  await page.getByTestId("editor").waitFor();
  return editorText(page);
}

describe.skipIf(!canLay)("an installed browser edition and its feed", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "caibian-e2e-update-"));
    [opt, feed] = [join(folder, "opt"), join(folder, "feed")];
    mkdirSync(feed);
    await makeVersions();
    writeFileSync(join(folder, "release.key"), JSON.stringify(releaseKey));
    server = await serveFeed(feed);
    const data = join(folder, "data");
    world = await startWorld(data, { spawnDesk: spawnLauncher, deskData: join(folder, "desk-data") });
    browser = await launchChromium();
    context = await newWindow(browser);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("L7, L8: takes N+1 from a plain web server, waits while a draft is being written, and has it whole afterwards", async () => {
    const author = world.person("luan", "编辑员");
    page = await openWindow();
    await signIn(page, author, world.cast.smsInbox);
    expect(await runningVersion()).toBe(present);
    await newDraft(page);
    await typeDraft(page, "关于升级的通知", text);
    await waitSaved(page);
    release("--from", join(folder, "packages"), "--to", feed, "--key", join(folder, "release.key"));
    await page.getByTestId("rail-settings").click();
    await page.getByTestId("update-check").click();
    const install = page.getByTestId("update-install");
    await install.waitFor({ timeout: 120_000 });
    expect(await install.isDisabled()).toBe(true);
    await page.screenshot({ path: join(project, "out", "test", "update-waiting.png") });
    // A minute after the last keystroke nobody is writing any more.
    await page.waitForFunction(
      () => !document.querySelector('[data-testid="update-install"]')?.hasAttribute("disabled"),
      null,
      {
        timeout: 90_000,
      },
    );
    await page.screenshot({ path: join(project, "out", "test", "update-ready.png") });
    await install.click();
    await page.waitForTimeout(5_000);
    await page.close();
    page = await openWindow();
    await unlock(page, author);
    expect(await runningVersion()).toBe(next);
    await page.getByTestId("rail-work").click();
    expect(await draftText()).toContain(text);
  });

  it("L9: leaves N+1 by itself when its files are no longer what was signed, says so, and the draft is still whole", async () => {
    const author = world.person("luan", "编辑员");
    await page.close();
    await world.killDesk();
    await new Promise((done) => setTimeout(done, 5_000));
    appendFileSync(join(folder, "desk-data", "versions", next, "payload", "node", "desk.js"), "\n");
    await world.startDesk();
    page = await openWindow();
    await unlock(page, author);
    const note = page.getByTestId("update-fallback");
    await note.waitFor();
    expect(await note.textContent()).toContain(`退回 ${present} 版`);
    await page.screenshot({ path: join(project, "out", "test", "update-fallback.png") });
    expect(await runningVersion()).toBe(present);
    await page.getByTestId("rail-work").click();
    expect(await draftText()).toContain(text);
  });
});
