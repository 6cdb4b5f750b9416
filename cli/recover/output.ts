/** Where recovered things are written: plain files that any program reads, for nobody but their owner to open. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { AppError } from "../../shared/failure";

/** Characters that some file system refuses, and those that would be a path. */
const forbidden = /[\\/:*?"<>|\p{Cc}]/gu;

export const safeName = (text: string): string =>
  [...text.replace(forbidden, "_").replace(/^\.+/, "_").trim()].slice(0, 80).join("") || "_";

export class Output {
  readonly folder: string;
  #taken = new Set<string>();
  #files = 0;

  /** @throws AppError E_INPUT for a folder that holds something or lies in the store */
  constructor(folder: string, store: string) {
    this.folder = resolve(folder);
    if (`${this.folder}${sep}`.startsWith(`${resolve(store)}${sep}`))
      throw new AppError("E_INPUT", "导出文件夹不能在存储之内");
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    if (readdirSync(this.folder).length > 0) throw new AppError("E_INPUT", "导出文件夹不是空的，请换一个");
  }

  /** Answers the path below the folder. Two things of one name get different ones. */
  readonly write = (parts: readonly string[], ending: string, content: string | Uint8Array): string => {
    const safe = parts.map(safeName);
    let path = `${safe.join("/")}${ending}`;
    for (let number = 2; this.#taken.has(path.toLowerCase()); number += 1)
      path = `${safe.join("/")}-${number}${ending}`;
    this.#taken.add(path.toLowerCase());
    mkdirSync(join(this.folder, ...safe.slice(0, -1)), { recursive: true, mode: 0o700 });
    writeFileSync(join(this.folder, path), content, { mode: 0o600, flag: "wx" });
    this.#files += 1;
    return path;
  };

  readonly files = (): number => this.#files;
}
