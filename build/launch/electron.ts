/** Finds Electron's binary, or fetches it once within a deadline and remembers a failure. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type ElectronAnswer =
  | { readonly kind: "ready"; readonly binary: string }
  | { readonly kind: "absent"; readonly why: string };

interface Places {
  /** Where a failed fetch is remembered. */
  readonly memory: string;
  readonly deadlineMs: number;
  /** False on Linux without a display: no window could open. */
  readonly display: boolean;
}

const resolveFrom = createRequire(import.meta.url);

/** The folder of the installed npm package `electron`, or null. */
function packageFolder(): string | null {
  try {
    return dirname(resolveFrom.resolve("electron/package.json"));
  } catch {
    return null;
  }
}

function binaryIn(folder: string): string | null {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, "dist", readFileSync(pathFile, "utf8").trim());
  return existsSync(binary) ? binary : null;
}

/** Electron when its binary is there or can be fetched within the deadline; otherwise why not, in Chinese. */
export async function findElectron(places: Places): Promise<ElectronAnswer> {
  if (!places.display) return { kind: "absent", why: "没有图形界面" };
  const folder = packageFolder();
  if (folder === null) return { kind: "absent", why: "没有安装 electron 包" };
  const version = String(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version);
  const there = binaryIn(folder);
  if (there !== null) return { kind: "ready", binary: there };
  if (existsSync(places.memory) && readFileSync(places.memory, "utf8") === version) {
    return { kind: "absent", why: "此前下载 Electron 未成功，不再重试" };
  }
  const fetched = (await fetchBinary(folder, places.deadlineMs)) ? binaryIn(folder) : null;
  if (fetched !== null) return { kind: "ready", binary: fetched };
  mkdirSync(dirname(places.memory), { recursive: true });
  writeFileSync(places.memory, version);
  return { kind: "absent", why: "Electron 无法下载" };
}

function fetchBinary(folder: string, deadlineMs: number): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(folder, "install.js")], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
    child.on("error", () => done(false));
    child.on("exit", (code) => {
      clearTimeout(timer);
      done(code === 0);
    });
  });
}
