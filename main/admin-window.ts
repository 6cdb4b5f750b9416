/** Opens the administrators' pages in the system's browser: one window without an address bar, a profile of its own. */
import { AppError } from "../shared/failure";
import type { OpenPage } from "./administration";
import { findBrowser, openWindow, thisSystem } from "./browser/browsers";

export const adminWindow =
  (locked: boolean, profileFolder: string): OpenPage =>
  (url) => {
    const browser = findBrowser(thisSystem(locked));
    if (browser === null) return Promise.reject(new AppError("E_BROWSER"));
    return new Promise((done, failed) => {
      const child = openWindow(browser, url, profileFolder);
      child.once("spawn", () => done());
      child.once("error", (cause) => failed(new AppError("E_BROWSER", "", { cause })));
    });
  };
