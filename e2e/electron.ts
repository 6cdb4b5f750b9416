/** `npm run test:electron`: starts the real Electron shell where its binary exists, and says plainly when it was skipped. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { hasDisplay } from "../build/launch/display";
import { findElectron } from "../build/launch/electron";
import { stringsOf } from "./environment";

const root = resolve(import.meta.dirname, "..");
const data = mkdtempSync(join(tmpdir(), "caibian-electron-"));
const display = hasDisplay(process.env, process.platform);
const found = await findElectron({ memory: join(data, "memory"), deadlineMs: 20_000, display });

if (found.kind === "absent") {
  console.log(`跳过 Electron 测试：${found.why}。没有运行任何 Electron 代码。`);
} else {
  const app = await _electron.launch({
    executablePath: found.binary,
    args: [join(root, "dist", "node", "electron.js")],
    env: stringsOf({ ...process.env, CAIBIAN_DATA: data }),
  });
  const page = await app.firstWindow();
  await page.getByTestId("sign-in-screen").waitFor();
  const faults = [...(await pageFaults(page)), ...(await windowFaults(app))];
  await app.close();
  if (faults.length > 0) throw new Error(`Electron 外壳没有守住：${faults.join("；")}`);
  console.log("Electron 外壳：登录页已显示；页面与 Node 隔离，权限、新窗口、外部地址、开发者工具均被拒绝。");
}

/** What a page tries, and must not reach: the same facts that the packed result is read for, asked of the running program. */
async function pageFaults(page: Page): Promise<readonly string[]> {
  const tried = await page.evaluate(async () => {
    const refused = async (attempt: () => Promise<unknown>): Promise<boolean> =>
      attempt().then(
        () => false,
        () => true,
      );
    // Refused with a throw or in silence; either way the text never runs.
    await refused(async () => setTimeout("globalThis.ranText = 1", 0));
    await new Promise((done) => setTimeout(done, 200));
    const address = new URL("/none.html", "https://page.invalid").href;
    return {
      node: !("require" in globalThis) && !("process" in globalThis),
      window: window.open(address) === null,
      elsewhere: await refused(() => fetch(address)),
      media: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      code: !("ranText" in globalThis),
    };
  });
  return Object.entries(tried).flatMap(([what, held]) => (held ? [] : [what]));
}

/** Main's own view of the window: developer tools do not open, and the sandbox is on. */
async function windowFaults(app: ElectronApplication): Promise<readonly string[]> {
  const seen = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.openDevTools();
    return { windows: BrowserWindow.getAllWindows().length, tools: contents?.isDevToolsOpened() ?? true };
  });
  return [...(seen.windows === 1 ? [] : ["windows"]), ...(seen.tools ? ["developer tools"] : [])];
}
