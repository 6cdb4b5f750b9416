/** Updates behind an interface of ours. The shell looks and tells; installing stays with the administrator. */
import type { AppUpdater } from "electron-updater";

export interface Updater {
  /** The version of a newer release; null when there is none or nobody answers. Downloads nothing. */
  readonly look: () => Promise<string | null>;
}

/** What is used of electron-updater. */
export type UpdaterSource = Pick<
  AppUpdater,
  "checkForUpdates" | "autoDownload" | "autoInstallOnAppQuit" | "allowDowngrade"
>;

export function createUpdater(source: UpdaterSource): Updater {
  // Its manifest is unsigned: nothing is fetched or installed before a signature check of our own exists.
  source.autoDownload = false;
  source.autoInstallOnAppQuit = false;
  source.allowDowngrade = false;
  return {
    look: async () => {
      try {
        const found = await source.checkForUpdates();
        return found?.isUpdateAvailable === true ? found.updateInfo.version : null;
      } catch {
        // Out of reach is the usual case on an intranet, and an update can wait.
        return null;
      }
    },
  };
}
