/** Main's copy of sealed chunks: one file each, whole or not there, in a folder beside the journal. */
import { join } from "node:path";
import { AppError } from "../../shared/failure";
import { writeDurable } from "../durable-file";
import { type FileSystem, isDiskFull, isMissing } from "../journal/filesystem";

const NAME = /^[0-9a-f]{64}$/;

export class ChunkStore {
  readonly #fs: FileSystem;
  readonly #folder: string;

  constructor(fs: FileSystem, folder: string) {
    this.#fs = fs;
    this.#folder = folder;
  }

  /** On disk once it resolves. @throws AppError E_DISK */
  readonly write = async (name: string, sealed: Uint8Array): Promise<void> => {
    try {
      await this.#fs.makeFolder(this.#folder);
      await writeDurable(this.#fs, join(this.#folder, name), sealed);
    } catch (error) {
      throw isDiskFull(error) ? new AppError("E_DISK", "放不下附件", { cause: error }) : error;
    }
  };

  readonly read = async (name: string): Promise<Uint8Array | null> => {
    try {
      return await this.#fs.read(join(this.#folder, name));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  readonly remove = (name: string): Promise<void> => this.#fs.remove(join(this.#folder, name));

  /** Names of the chunks that are there. */
  readonly names = async (): Promise<readonly string[]> => {
    await this.#fs.makeFolder(this.#folder);
    return (await this.#fs.list(this.#folder)).filter((name) => NAME.test(name));
  };

  /** @throws AppError E_DISK before a byte is written, when so much will not fit */
  readonly demandRoom = async (bytes: number): Promise<void> => {
    await this.#fs.makeFolder(this.#folder);
    if ((await this.#fs.freeBytes(this.#folder)) < bytes) throw new AppError("E_DISK", "放不下这个附件");
  };
}
