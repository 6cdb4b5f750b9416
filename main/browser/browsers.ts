/** Finds the system's Chromium, Chrome or Edge and opens the window in it, without tabs and address bar. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

type Environment = Readonly<Record<string, string | undefined>>;

export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly exists: (file: string) => boolean;
  /** A locked build takes the browsers it knows at the places it knows; any program might be named otherwise. */
  readonly locked: boolean;
}

export const thisSystem = (locked: boolean): System => ({
  platform: process.platform,
  env: process.env,
  exists: existsSync,
  locked,
});

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
export function findBrowser({ platform, env, exists, locked }: System): string | null {
  const chosen = locked ? "" : (env.CAIBIAN_BROWSER ?? "");
  const files = chosen === "" ? candidates(platform, locked ? { ...env, PATH: systemPath } : env) : [chosen];
  return files.find((file) => exists(file)) ?? null;
}

/** Where packages of the system put programs; a person's own PATH may begin anywhere. */
const systemPath = "/usr/bin:/usr/local/bin:/bin:/opt/apps/bin:/snap/bin";

function candidates(platform: NodeJS.Platform, env: Environment): string[] {
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

/**
 * How the window's browser is started: our page alone, a profile of its own, nothing that calls home. No port and no pipe
 * for debugging, and the sandbox as the system has it (L5).
 */
export const windowSwitches = (url: string, profileFolder: string): readonly string[] => [
  `--app=${url}`,
  `--user-data-dir=${profileFolder}`,
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--no-service-autorun",
  "--deny-permission-prompts",
  "--disable-background-networking",
  "--disable-breakpad",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-notifications",
  "--disable-sync",
  "--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,InterestFeedContentSuggestions",
];

/** Wrappers of Linux distributions take further switches from the environment; a debugging port might be among them. */
const further =
  /^(?:CHROMIUM_(?:USER_)?FLAGS|CHROME_(?:USER_)?FLAGS|CHROME_DEVEL_SANDBOX|SSLKEYLOGFILE|NODE_OPTIONS|LD_PRELOAD)$/;

export const windowEnvironment = (env: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !further.test(name)));

/** Opens the window with a browser profile of its own in our data folder, closed to other accounts. */
export function openWindow(browser: string, url: string, profileFolder: string): ChildProcess {
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
  chmodSync(profileFolder, 0o700);
  return spawn(browser, windowSwitches(url, profileFolder), { stdio: "ignore", env: windowEnvironment(process.env) });
}

export interface LastPage {
  /** Null where there is no Chromium: then whatever the system shows pages with. */
  readonly browser: string | null;
  readonly page: string;
  readonly profileFolder: string;
  readonly system: Pick<System, "platform" | "env">;
}

/** Shows a page of this disk that is still read when this program has ended. */
export function openLastPage({ browser, page, profileFolder, system }: LastPage): ChildProcess {
  const started = { stdio: "ignore", detached: true, env: windowEnvironment(system.env) } as const;
  if (browser === null) return spawn(system.platform === "win32" ? "explorer.exe" : "xdg-open", [page], started);
  return spawn(browser, windowSwitches(pathToFileURL(page).href, profileFolder), started);
}
