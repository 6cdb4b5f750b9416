/**
 * A real Chromium for tests and the demo: the system's, or the one inside the npm package @sparticuz/chromium.
 * That package brings its own libnss3 for machines without it; they are unpacked beside the browser.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { windowOptions } from "./context";
import { stringsOf } from "./environment";

/** The archives lie in `bin/` of the installed package, beside its compiled code. */
const packedFolder = join(import.meta.dirname, "..", "node_modules", "@sparticuz", "chromium", "bin");

const systemPaths: Readonly<Record<string, readonly string[]>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

interface Executable {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

async function findExecutable(): Promise<Executable> {
  const chosen = process.env.CAIBIAN_CHROMIUM;
  if (chosen !== undefined) return { path: chosen, env: {} };
  const system = (systemPaths[process.platform] ?? []).find((path) => existsSync(path));
  if (system !== undefined) return { path: system, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("没有找到 Chromium、Chrome 或 Edge。请安装其中之一，或用 CAIBIAN_CHROMIUM 指明其路径。");
  }
  const { default: packed } = await import("@sparticuz/chromium");
  return { path: await packed.executablePath(), env: { LD_LIBRARY_PATH: packedLibraries() } };
}

/** Unpacks the package's library archive (a brotli-compressed tar) once and answers its folder. */
function packedLibraries(): string {
  const target = join(tmpdir(), "caibian-chromium-libraries");
  const archive = join(packedFolder, "al2023.tar.br");
  if (!existsSync(join(target, "done"))) {
    unpackTar(brotliDecompressSync(readFileSync(archive)), target);
    writeFileSync(join(target, "done"), "");
  }
  return join(target, "lib");
}

/** Writes the regular files of a ustar archive below `target`. */
function unpackTar(archive: Buffer, target: string): void {
  let at = 0;
  while (at + 512 <= archive.length && archive[at] !== 0) {
    const name = archive.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    const size = Number.parseInt(archive.toString("latin1", at + 124, at + 136), 8) || 0;
    const isFile = ["0", "\0"].includes(String.fromCharCode(archive[at + 156] ?? 0));
    if (isFile && !name.includes("..")) {
      const file = join(target, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, archive.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** What starts it headless. `--no-sandbox` only as root, where Chromium's sandbox cannot start. */
export async function launchOptions() {
  const { path, env } = await findExecutable();
  const asRoot = process.getuid?.() === 0;
  return {
    executablePath: path,
    env: stringsOf({ ...process.env, ...env }),
    args: [
      ...(asRoot ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--lang=zh-CN",
    ],
  };
}

/** Starts headless Chromium. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Headless Chromium over a profile folder of its own, so that what it leaves on disk can be looked at. */
export async function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await launchOptions()), ...windowOptions });
}
