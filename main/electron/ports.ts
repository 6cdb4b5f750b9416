/** The few Electron objects the shell receives as arguments; tests give hand-written fakes of the same shape. */
import type {
  App,
  BrowserWindow,
  IpcMain,
  IpcMainInvokeEvent,
  PowerMonitor,
  Session,
  WebContents,
  WebRequest,
} from "electron";

export type Ipc = Pick<IpcMain, "handle">;
export type InvokeEvent = Pick<IpcMainInvokeEvent, "senderFrame"> & { readonly sender: Pick<WebContents, "id"> };
export type Contents = Pick<
  WebContents,
  "id" | "send" | "on" | "setWindowOpenHandler" | "isDestroyed" | "closeDevTools"
>;
export type ShellWindow = Pick<BrowserWindow, "loadURL" | "show" | "focus" | "isMinimized" | "restore" | "once"> & {
  readonly webContents: Contents;
};
export type ProtectedWindow = Pick<BrowserWindow, "setContentProtection">;
export type PageSession = Pick<
  Session,
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "on"
> & { readonly webRequest: Pick<WebRequest, "onBeforeRequest"> };
export type FencedProgram = Pick<App, "on">;
export type Program = Pick<App, "requestSingleInstanceLock" | "quit" | "on">;
export type Power = Pick<PowerMonitor, "on">;
