/** The few Electron objects the shell receives as arguments; tests give hand-written fakes of the same shape. */
import type { App, BrowserWindow, IpcMain, IpcMainInvokeEvent, PowerMonitor, Session, WebContents } from "electron";

export type Ipc = Pick<IpcMain, "handle">;
export type InvokeEvent = Pick<IpcMainInvokeEvent, "senderFrame"> & { readonly sender: Pick<WebContents, "id"> };
export type Contents = Pick<WebContents, "id" | "send" | "on" | "setWindowOpenHandler" | "isDestroyed">;
export type ShellWindow = Pick<BrowserWindow, "loadURL" | "show" | "focus" | "isMinimized" | "restore" | "once"> & {
  readonly webContents: Contents;
};
export type PageSession = Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler">;
export type Program = Pick<App, "requestSingleInstanceLock" | "quit" | "on">;
export type Power = Pick<PowerMonitor, "on">;
