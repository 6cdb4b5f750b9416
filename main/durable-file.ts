/** Small files that are there whole or not at all, over the journal's file system port. */
import { dirname } from "node:path";
import { utf8 } from "../shared/bytes";
import { type FileSystem, isMissing } from "./journal/filesystem";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export async function writeDurable(fs: FileSystem, path: string, content: string | Uint8Array): Promise<void> {
  await fs.remove(`${path}.tmp`);
  const file = await fs.open(`${path}.tmp`, "create");
  try {
    await file.write(typeof content === "string" ? utf8(content) : content, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await fs.rename(`${path}.tmp`, path);
  await fs.syncFolder(dirname(path));
}

/**
 * The text of a file; null when it is not there, which is not the same as unreadable. Bytes that are no UTF-8 come out as
 * U+FFFD: one flipped bit is damage like any other, told by the file's form, digest or seal, and no reason to throw.
 */
export async function readText(fs: FileSystem, path: string): Promise<string | null> {
  try {
    return decoder.decode(await fs.read(path));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
