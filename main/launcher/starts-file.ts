/** The launcher's memory on disk. What cannot be read is put aside and begun anew: a damaged memory must not keep anybody out. */
import { AppError } from "../../shared/failure";
import { noStarts, type Starts, starts } from "../../shared/update/starts";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";

export async function readStarts(fs: FileSystem, path: string): Promise<Starts> {
  // A place of the disk that cannot be read: the next writing puts a new file there.
  const text = await readText(fs, path).catch(() => null);
  if (text === null) return noStarts;
  try {
    return starts.parse(JSON.parse(text));
  } catch {
    await fs.rename(path, `${path}.damaged`).catch(() => undefined);
    return noStarts;
  }
}

/** On disk when it resolves. @throws AppError E_DISK */
export async function writeStarts(fs: FileSystem, path: string, value: Starts): Promise<void> {
  try {
    await writeDurable(fs, path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (cause) {
    throw new AppError("E_DISK", "启动记录没有写成", { cause });
  }
}
