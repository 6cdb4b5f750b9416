/** The browser shell as a program: desk, loopback server, window. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { dataFolder } from "../../node/folders";
import { AppError, explain, toFailure } from "../../shared/failure";
import { readBuildIdentity } from "../build-identity";
import type { Desk } from "../desk";
import { openDesk } from "../desk-program";
import { forkSigner } from "../tokens/spawn";
import { findBrowser, openWindow, thisSystem } from "./browsers";
import { type BrowserShell, startBrowserShell } from "./shell";

const port = Number(process.env.CAIBIAN_DESK_PORT ?? 17809);
const data = dataFolder(process.env, process.platform);
/** Beside the bundle, or in the build folder when run from the sources. */
const staticFolder =
  ["../renderer", "../../dist/renderer"]
    .map((place) => resolve(import.meta.dirname, place))
    .find((folder) => existsSync(join(folder, "index.html"))) ?? resolve(import.meta.dirname, "../renderer");

try {
  const desk = await openDesk({
    shell: "browser",
    surroundings: { args: process.argv.slice(2), env: process.env, platform: process.platform },
    dataFolder: data,
    spawnSigner: (program) => forkSigner(program, process.env),
    safeStorage: null,
    remark: (words) => console.error(`注意：${words}`),
  });
  const shell = await startBrowserShell({ desk, port, staticFolder, clock: () => new Date() });
  desk.start();
  stopOnSignals(desk, shell);
  show(shell);
  // An address works once: each line typed, or sent by a program that started this one, asks for the next.
  createInterface({ input: process.stdin }).on("line", () => show(shell));
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}

/** Opens the window, or prints the address where no browser can. */
function show(shell: BrowserShell): void {
  const browser = process.argv.includes("--no-window")
    ? null
    : findBrowser(thisSystem(readBuildIdentity(import.meta.dirname, "browser").locked));
  if (browser === null) {
    console.log(`请在浏览器中打开（地址只能用一次）：${shell.launchUrl()}`);
    return;
  }
  const window = openWindow(browser, shell.launchUrl(), join(data, "browser"));
  window.on("error", () => console.log(`浏览器没有打开，请手工打开：${shell.launchUrl()}`));
  console.log("窗口已打开。关闭窗口后，在此按回车可重新打开；按 Ctrl-C 退出。");
}

function stopOnSignals(desk: Desk, shell: BrowserShell): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await shell.close();
    await desk.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `工作站的端口 ${port} 已被占用。采编工作站可能已在运行；如被其他程序占用，请关闭它，或设置 CAIBIAN_DESK_PORT 后重试。`;
  }
  const { text, next } = explain(toFailure(error));
  if (error instanceof AppError && error.code === "E_STATE") return `${error.detail}。`;
  if (error instanceof AppError) return `工作站没有启动：${text}${next}（${error.code}）`;
  const system = error instanceof Error && "code" in error && typeof error.code === "string" ? `（${error.code}）` : "";
  return `工作站没有启动：程序出现意外错误${system}，请把这一行告诉系统管理员。`;
}
