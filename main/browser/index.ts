/** The browser shell as a program: desk, loopback server, window. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { dataFolder } from "../../node/folders";
import { readBuildIdentity } from "../build-identity";
import type { Desk } from "../desk";
import { openDesk } from "../desk-program";
import { clipboardBy } from "../leaks/system-clipboard";
import { thisMachine } from "../self-check/machine";
import { systemTimers } from "../timers";
import { forkSigner } from "../tokens/spawn";
import { type Health, tellHealth } from "../update/health";
import { exits, launcherLine } from "../update/launcher-line";
import { findBrowser, openWindow, thisSystem } from "./browsers";
import { refusalOf } from "./refusal";
import { type BrowserShell, startBrowserShell } from "./shell";
import { tellRefusal } from "./tell-refusal";

const port = Number(process.env.CAIBIAN_DESK_PORT ?? 17809);
const data = dataFolder(process.env, process.platform);
/** Beside the bundle, or in the build folder when run from the sources. */
const staticFolder =
  ["../renderer", "../../dist/renderer"]
    .map((place) => resolve(import.meta.dirname, place))
    .find((folder) => existsSync(join(folder, "index.html"))) ?? resolve(import.meta.dirname, "../renderer");

const line = launcherLine(process);
/** Set once there is something to end. */
let end: (code: number) => void = (code) => process.exit(code);

try {
  const desk = await openDesk({
    shell: "browser",
    surroundings: { args: process.argv.slice(2), env: process.env, platform: process.platform },
    dataFolder: data,
    spawnSigner: (program) => forkSigner(program, process.env),
    safeStorage: null,
    clipboard: clipboardBy(thisMachine.run, process.platform, process.env),
    remark: (words) => console.error(`注意：${words}`),
    launcher: line === null ? null : { line, data, restart: () => end(exits.restart) },
  });
  let health: Health | null = null;
  const shell = await startBrowserShell({
    desk: { call: desk.call, listen: (listener) => watched(desk.listen(listener), health) },
    port,
    staticFolder,
    clock: () => new Date(),
  });
  desk.start();
  end = stopOnSignals(desk, shell);
  if (line !== null) {
    health = tellHealth({ line, timers: systemTimers, expectsWindow: browserHere() !== null });
    line.onShow(() => show(shell));
    line.onGone(() => end(exits.clean));
  }
  show(shell);
  // An address works once: each line typed, or sent by a program that started this one, asks for the next.
  createInterface({ input: process.stdin }).on("line", () => show(shell));
} catch (error) {
  await refuse(error);
}

/** A window listens from its first to its last moment. */
function watched(stop: () => void, health: Health | null): () => void {
  health?.windowOpened();
  return () => {
    health?.windowClosed();
    stop();
  };
}

/** Null where none can show a window, or none is wanted. */
function browserHere(): string | null {
  if (process.argv.includes("--no-window")) return null;
  return findBrowser(thisSystem(lockedHere()));
}

/** What cannot say what it is gets no freedom. */
function lockedHere(): boolean {
  try {
    return readBuildIdentity(import.meta.dirname, "browser").locked;
  } catch {
    return true;
  }
}

/** Opens the window, or prints the address where no browser can. */
function show(shell: BrowserShell): void {
  const browser = browserHere();
  if (browser === null) {
    console.log(`请在浏览器中打开（地址只能用一次）：${shell.launchUrl()}`);
    return;
  }
  const window = openWindow(browser, shell.launchUrl(), join(data, "browser"));
  window.on("error", () => console.log(`浏览器没有打开，请手工打开：${shell.launchUrl()}`));
  console.log("窗口已打开。关闭窗口后，在此按回车可重新打开；按 Ctrl-C 退出。");
}

/** Answers how to end otherwise than by a signal. */
function stopOnSignals(desk: Desk, shell: BrowserShell): (code: number) => void {
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await shell.close();
    await desk.stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(exits.clean));
  return (code) => void stop(code);
}

/** A window says it where there would have been one. A start that failed is told by the launcher, once it has tried what else there is. */
async function refuse(error: unknown): Promise<never> {
  const refusal = refusalOf(error, port);
  const { exitCode, usesData } = refusal;
  console.error(refusal.line);
  const launcherTells = line !== null && exitCode === exits.failed;
  if (!launcherTells && !process.argv.includes("--no-window")) {
    const facts = { version: versionHere(), dataFolder: data, now: new Date() };
    await tellRefusal({ told: refusal, facts, usesData, browser: browserHere(), say: (words) => console.error(words) });
  }
  process.exit(exitCode);
}

function versionHere(): string {
  try {
    return readBuildIdentity(import.meta.dirname, "browser").version;
  } catch {
    // That it cannot be read may be the very reason.
    return "未知";
  }
}
