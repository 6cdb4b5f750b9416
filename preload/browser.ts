/** `window.desk` in the browser shell: the same bridge over one WebSocket, which comes back by itself. */
import type { DeskBridge } from "../shared/ipc/contract";
import { showBanner } from "./banner";
import { connect } from "./socket-bridge";

interface Page {
  desk?: DeskBridge;
}

const page: Window & Page = window;
// Electron's preload has been here before: then this page runs in the other shell.
if (page.desk === undefined) {
  const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
  Object.defineProperty(page, "desk", {
    value: connect(address, { open: (url) => new WebSocket(url), banner: showBanner }),
    writable: false,
  });
}
