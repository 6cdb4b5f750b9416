/** The Electron shell as a program. Everything it does is in the files beside it; here Electron is handed to them. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from "electron";
import electronUpdater from "electron-updater";
import { dataFolder } from "../../node/folders";
import { AppError, explain, toFailure } from "../../shared/failure";
import { readBuildIdentity } from "../build-identity";
import { openDesk } from "../desk-program";
import type { OpenCarrier } from "../update/carrier";
import { protectFromCapture } from "./capture";
import { evidenceIn, showVerdict } from "./evidence";
import { sendNotices, sentBy, serveCalls } from "./ipc";
import { menuTemplate } from "./menu";
import { scheme } from "./origin";
import { installableKinds } from "./package-kind";
import { lockWithSystem } from "./power";
import { fenceProgram } from "./program-fence";
import { schemePrivileges, serveFolder } from "./protocol";
import { utilitySigner } from "./signer";
import { holdSingleInstance } from "./single-instance";
import { refusedAtStart } from "./start-switches";
import { createUpdater } from "./updater";
import { bringForward, openPage, windowOptions } from "./window";

const build = ["..", "../../dist"]
  .map((place) => resolve(import.meta.dirname, place))
  .find((folder) => existsSync(join(folder, "renderer", "index.html")));

let window: BrowserWindow | null = null;

try {
  begin();
} catch (error) {
  refuse(error);
}

/** Everything that must hold before Electron is ready. @throws AppError E_DEBUGGING, E_PROFILE */
function begin(): void {
  const { locked } = readBuildIdentity(import.meta.dirname, "electron");
  const start = { args: process.argv.slice(1), env: process.env, platform: process.platform };
  const refused = locked ? refusedAtStart(start) : [];
  if (refused.length > 0) throw new AppError("E_DEBUGGING", refused.join("、"));
  protocol.registerSchemesAsPrivileged(schemePrivileges);
  app.enableSandbox();
  fenceProgram(app, { locked });
  // Electron's own menu never comes up, not even for a moment.
  Menu.setApplicationMenu(null);
  const pack = evidenceIn(start.args);
  if (pack !== null) {
    const program = join(import.meta.dirname, "verify-window.js");
    // Beside a running desk, too: it touches neither store nor window.
    void app
      .whenReady()
      .then(() => showVerdict(resolve(pack), { utility: utilityProcess, program, env: process.env }))
      .finally(() => app.quit());
    return;
  }
  if (!holdSingleInstance(app, () => window !== null && bringForward(window))) return;
  void app.whenReady().then(run).catch(refuse);
}

async function run(): Promise<void> {
  const data = dataFolder(process.env, process.platform);
  app.setPath("userData", join(data, "electron"));
  const desk = await openDesk({
    shell: "electron",
    surroundings: { args: process.argv.slice(1), env: process.env, platform: process.platform },
    dataFolder: data,
    spawnSigner: (program) => utilitySigner(utilityProcess, program, process.env),
    safeStorage,
    ...installer(),
    clipboard: { read: async () => clipboard.readText(), clear: async () => clipboard.clear() },
    // No terminal belongs to this window; the self-check shows the same (A4).
    remark: (words) => process.stderr.write(`注意：${words}\n`),
  });
  const folder = build ?? resolve(import.meta.dirname, "..");
  Menu.setApplicationMenu(Menu.buildFromTemplate([...menuTemplate]));
  protocol.handle(scheme, serveFolder(join(folder, "renderer")));
  window = new BrowserWindow(windowOptions(join(folder, "preload", "electron.cjs")));
  serveCalls(ipcMain, desk, sentBy(window.webContents));
  const stopNotices = sendNotices(window.webContents, desk);
  const stopCapture = await protectFromCapture(window, desk);
  app.on("window-all-closed", () => {
    stopNotices();
    stopCapture();
    void desk.stop().finally(() => app.quit());
  });
  lockWithSystem(powerMonitor, desk);
  desk.start();
  await openPage(window, session.defaultSession);
}

/** electron-updater is asked for only where something is installed that it can update. */
function installer(): { readonly openCarrier?: OpenCarrier } {
  const { isPackaged } = app;
  const kinds = installableKinds({ isPackaged, platform: process.platform, resources: process.resourcesPath });
  if (kinds.length === 0) return {};
  return { openCarrier: (ground) => createUpdater({ ...ground, kinds, source: electronUpdater.autoUpdater }) };
}

function refuse(error: unknown): void {
  const { text, next } = explain(toFailure(error));
  dialog.showErrorBox("采编工作站没有启动", `${text}\n${next}`);
  app.exit(1);
}
