/** `window.desk` in Electron: one call, one listen, one prefix. It does not grow with the product. */
import { contextBridge, ipcRenderer } from "electron";
import type { DeskBridge } from "../shared/ipc/contract";

const ours = (name: string): boolean => name.startsWith("desk:");

const bridge: DeskBridge = {
  call: (name, input) => (ours(name) ? ipcRenderer.invoke(name, input) : Promise.reject(new Error("foreign channel"))),
  listen: (name, handler) => {
    if (!ours(name)) throw new Error("foreign channel");
    const receive = (_event: unknown, payload: unknown): void => handler(payload);
    ipcRenderer.on(name, receive);
    return () => ipcRenderer.off(name, receive);
  },
};

contextBridge.exposeInMainWorld("desk", bridge);
