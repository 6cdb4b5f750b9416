/** Finds the system's Chromium, Chrome or Edge and opens the window in it, without tabs and address bar. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly exists: (file: string) => boolean;
}

export const thisSystem: System = { platform: process.platform, env: process.env, exists: existsSync };

const linuxNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  "browser360-cn",
  "uos-browser",
  "qaxbrowser-safe",
];

const windowsPlaces = [
  ["Microsoft", "Edge", "Application", "msedge.exe"],
  ["Google", "Chrome", "Application", "chrome.exe"],
  ["Chromium", "Application", "chrome.exe"],
];

const macPlaces = ["Google Chrome", "Microsoft Edge", "Chromium"];

/** The first browser that is there and can show a window; null otherwise. */
export function findBrowser({ platform, env, exists }: System): string | null {
  return candidates(platform, env).find((file) => exists(file)) ?? null;
}

function candidates(platform: NodeJS.Platform, env: Environment): string[] {
  const chosen = env.CAIBIAN_BROWSER ?? "";
  if (chosen !== "") return [chosen];
  switch (platform) {
    case "win32":
      return [env["ProgramFiles(x86)"], env.ProgramFiles, env.LOCALAPPDATA].flatMap((root) =>
        root === undefined ? [] : windowsPlaces.map((place) => path.win32.join(root, ...place)),
      );
    case "darwin":
      return macPlaces.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
    default:
      if ((env.DISPLAY ?? "") === "" && (env.WAYLAND_DISPLAY ?? "") === "") return [];
      return (env.PATH ?? "")
        .split(":")
        .filter((folder) => folder.startsWith("/"))
        .flatMap((folder) => linuxNames.map((name) => path.posix.join(folder, name)));
  }
}

/** Opens the window with a browser profile of its own in our data folder. */
export function openWindow(browser: string, url: string, profileFolder: string): ChildProcess {
  return spawn(
    browser,
    [
      `--app=${url}`,
      `--user-data-dir=${profileFolder}`,
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-sync",
      "--disable-background-networking",
      "--disable-features=Translate,OptimizationHints,MediaRouter",
    ],
    { stdio: "ignore" },
  );
}
