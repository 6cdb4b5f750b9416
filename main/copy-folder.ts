/** Copies whole files and reads each back before anybody relies on it. */
import { join } from "node:path";
import { AppError } from "../shared/failure";
import { writeDurable } from "./durable-file";
import { type FileSystem, isMissing } from "./journal/filesystem";

export interface FolderCopy {
  readonly fs: FileSystem;
  readonly from: string;
  readonly to: string;
  readonly isWanted: (name: string) => boolean;
}

/** @throws AppError E_DISK when what was written does not read back as it was */
export async function copyFolder({ fs, from, to, isWanted }: FolderCopy): Promise<void> {
  const names = (await filesIn(fs, from)).filter(isWanted);
  if (names.length === 0) return;
  await fs.makeFolder(to);
  for (const name of names) {
    const bytes = await fs.read(join(from, name));
    await writeDurable(fs, join(to, name), bytes);
    if (!Buffer.from(bytes).equals(await fs.read(join(to, name)))) {
      throw new AppError("E_DISK", "复制后的文件与原文件不符，原文件未改动");
    }
  }
}

export async function filesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
