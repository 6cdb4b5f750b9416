/** The Electron shell as a program. Everything it does is in the files beside it; here Electron is handed to them. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from "electron";
import electronUpdater from "electron-updater";
import { dataFolder } from "../../node/folders";
import { explain, toFailure } from "../../shared/failure";
import { openDesk } from "../desk-program";
import { sendNotices, sentBy, serveCalls } from "./ipc";
import { scheme } from "./origin";
import { lockWithSystem } from "./power";
import { schemePrivileges, serveFolder } from "./protocol";
import { utilitySigner } from "./signer";
import { holdSingleInstance } from "./single-instance";
import { createUpdater } from "./updater";
import { bringForward, openPage, windowOptions } from "./window";

const build = ["..", "../../dist"]
  .map((place) => resolve(import.meta.dirname, place))
  .find((folder) => existsSync(join(folder, "renderer", "index.html")));

protocol.registerSchemesAsPrivileged(schemePrivileges);
app.enableSandbox();
let window: BrowserWindow | null = null;

if (holdSingleInstance(app, () => window !== null && bringForward(window))) {
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
  });
  const folder = build ?? resolve(import.meta.dirname, "..");
  protocol.handle(scheme, serveFolder(join(folder, "renderer")));
  window = new BrowserWindow(windowOptions(join(folder, "preload", "electron.cjs")));
  serveCalls(ipcMain, desk, sentBy(window.webContents));
  const stopNotices = sendNotices(window.webContents, desk);
  lockWithSystem(powerMonitor, desk);
  desk.start();
  await openPage(window, session.defaultSession);
  await tellUpdate();
  app.on("window-all-closed", () => {
    stopNotices();
    void desk.stop().finally(() => app.quit());
  });
}

/** Only an installed program has releases to look for. */
async function tellUpdate(): Promise<void> {
  if (!app.isPackaged) return;
  const found = await createUpdater(electronUpdater.autoUpdater).look();
  if (found !== null) new Notification({ title: `采编工作站有新版本 ${found}`, body: "请联系管理员安装。" }).show();
}

function refuse(error: unknown): void {
  const { text, next } = explain(toFailure(error));
  dialog.showErrorBox("采编工作站没有启动", `${text}\n${next}`);
  app.exit(1);
}
