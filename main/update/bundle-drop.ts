/** An offline bundle as the window hands it over: in pieces, into one file, read as a feed and taken away again. */
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { openUpdateBundle } from "../../node/update-bundle";
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { bundlePiece } from "../../shared/ipc/update";
import { type FileSystem, isDiskFull } from "../journal/filesystem";
import { bundleFeed } from "./bundle-source";
import type { FeedSource } from "./feed-source";

export type BundlePiece = z.infer<typeof bundlePiece>;

export interface Dropped {
  readonly source: FeedSource;
  readonly close: () => Promise<void>;
}

export class BundleDrop {
  readonly #fs: FileSystem;
  readonly #path: string;
  #under: { readonly upload: string; readonly length: number } | null = null;

  constructor(fs: FileSystem, updates: string) {
    this.#fs = fs;
    this.#path = join(updates, "import.cbupdate");
  }

  /** Null until the last piece is here. @throws AppError E_INPUT for pieces out of order, E_UPDATE_SPACE, E_UPDATE_BROKEN */
  readonly take = async ({ upload, at, bytes, last }: BundlePiece): Promise<Dropped | null> => {
    const length = at === 0 ? 0 : this.#under?.upload === upload ? this.#under.length : -1;
    if (length !== at) throw new AppError("E_INPUT", "更新包的各段次序不对，请重新选择文件");
    const piece = fromBase64(bytes);
    try {
      await this.#write(at, piece);
    } catch (error) {
      await rm(this.#path, { force: true });
      throw isDiskFull(error) ? new AppError("E_UPDATE_SPACE", "", { cause: error }) : error;
    }
    this.#under = { upload, length: at + piece.length };
    return last ? this.#open() : null;
  };

  async #write(at: number, piece: Uint8Array): Promise<void> {
    await this.#fs.makeFolder(join(this.#path, ".."));
    const file = await open(this.#path, at === 0 ? "w" : "r+", 0o600);
    try {
      await file.write(piece, 0, piece.length, at);
    } finally {
      await file.close();
    }
  }

  async #open(): Promise<Dropped> {
    this.#under = null;
    const away = () => rm(this.#path, { force: true });
    try {
      const bundle = await openUpdateBundle(this.#path);
      return {
        source: bundleFeed(bundle),
        close: async () => {
          await bundle.close();
          await away();
        },
      };
    } catch (error) {
      await away();
      throw error;
    }
  }
}
