/** The one window: sandboxed, isolated, going nowhere, granted nothing. */
import type { BrowserWindowConstructorOptions } from "electron";
import { isOurPage, startPage } from "./origin";
import type { PageSession, ShellWindow } from "./ports";
import { fenceSession } from "./session-fence";

/** For the constructor of BrowserWindow. Everything that weakens the sandbox is named, so that a default cannot. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: "采编工作站",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  };
}

/** Refuses foreign pages, requests and permissions, then shows the start page. `program-fence.ts` has refused new windows. */
export async function openPage(window: ShellWindow, session: PageSession): Promise<void> {
  const { webContents } = window;
  const stay = (event: { readonly preventDefault: () => void; readonly url: string }): void => {
    if (!isOurPage(event.url)) event.preventDefault();
  };
  webContents.on("will-navigate", stay);
  webContents.on("will-redirect", stay);
  webContents.on("will-frame-navigate", (event) => {
    if (!isOurPage(event.url) && event.url !== "about:srcdoc") event.preventDefault();
  });
  fenceSession(session);
  window.once("ready-to-show", () => window.show());
  await window.loadURL(startPage);
}

/** A second start brings this window to the front. */
export function bringForward(window: Pick<ShellWindow, "isMinimized" | "restore" | "focus" | "show">): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
