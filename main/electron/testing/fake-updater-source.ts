/** electron-updater as far as it is used: names what its manifest says, downloads what the network gives. */
import { writeFileSync } from "node:fs";
import type { UpdaterSource } from "../updater";

export interface FakeFile {
  readonly url: string;
  readonly sha512: string;
  readonly size?: number;
}

export class FakeUpdaterSource implements UpdaterSource {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  allowDowngrade = true;
  installed = 0;
  downloads = 0;
  /** What its own manifest says. */
  info: { version: string; files: FakeFile[] };
  readonly #folderFile: string;
  readonly #given: () => Uint8Array;

  constructor(about: {
    readonly info: FakeUpdaterSource["info"];
    readonly file: string;
    readonly given: () => Uint8Array;
  }) {
    this.info = about.info;
    this.#folderFile = about.file;
    this.#given = about.given;
  }

  readonly setFeedURL = (): void => undefined;

  readonly checkForUpdates: UpdaterSource["checkForUpdates"] = async () => {
    const info = { ...this.info, path: "", sha512: "", releaseDate: "" };
    return { isUpdateAvailable: true, updateInfo: info, versionInfo: info };
  };

  readonly downloadUpdate = async (): Promise<string[]> => {
    this.downloads += 1;
    writeFileSync(this.#folderFile, this.#given());
    return [this.#folderFile];
  };

  readonly quitAndInstall = (): void => {
    this.installed += 1;
  };
}
