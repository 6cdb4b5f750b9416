/** A headless Chromium over a profile on disk, started in a process group of its own: all its processes die at once. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { launchOptions } from "../../e2e/chromium";

export interface KillableChromium {
  readonly context: BrowserContext;
  /** Ends it in order, as closing its last window does. */
  readonly close: () => Promise<void>;
  /** SIGSTOP to every process of it, in one call. */
  readonly freeze: () => void;
  /** SIGKILL to every process of it, in one call. */
  readonly kill: () => void;
  /** Resolves when the browser process is gone. */
  readonly gone: Promise<void>;
}

const startDeadline = 60_000;

/** Playwright's own flags for a window that is worked in though nobody sees it. */
const unseen = [
  "--headless",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-dev-shm-usage",
  "--disable-crash-reporter",
  "--password-store=basic",
  "--window-size=1366,768",
  "--remote-debugging-port=0",
];

export async function startChromium(profile: string): Promise<KillableChromium> {
  const { executablePath, env, args } = await launchOptions();
  // A browser that was killed leaves its lock; no other process ever has this profile.
  for (const name of ["SingletonLock", "SingletonCookie", "SingletonSocket"])
    rmSync(join(profile, name), { force: true });
  const child = spawn(executablePath, [...args, ...unseen, `--user-data-dir=${profile}`, "about:blank"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const kill = () => signalGroup(child, "SIGKILL");
  const freeze = () => signalGroup(child, "SIGSTOP");
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("Chromium 没有窗口环境");
    const close = async () => {
      const session = await browser.newBrowserCDPSession();
      // The answer may not come any more.
      await Promise.race([session.send("Browser.close").catch(() => undefined), gone]);
      await gone;
    };
    return { context, close, freeze, kill, gone };
  } catch (error) {
    kill();
    throw error;
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let printed = "";
    const end = (why: string) => failed(new Error(`Chromium 没有启动（${why}）：${printed.slice(-500)}`));
    const timer = setTimeout(() => end("超时"), startDeadline);
    child.once("close", () => {
      clearTimeout(timer);
      end("已退出");
    });
    child.stderr?.setEncoding("utf8");
    child.stderr?.on("data", (part: string) => {
      printed += part;
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      done(address);
    });
  });
}

/** A negative id is the whole group (kill(2)). */
function signalGroup({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(-pid, signal);
}
