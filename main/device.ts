/** This machine's id: random, kept in the data folder, no serial number of anything. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { id } from "../shared/schema";
import { readText, writeDurable } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";

export async function deviceId(fs: FileSystem, folder: string): Promise<string> {
  const path = join(folder, "device");
  const known = id.safeParse((await readText(fs, path))?.trim());
  if (known.success) return known.data;
  const fresh = randomUUID();
  await writeDurable(fs, path, `${fresh}\n`);
  return fresh;
}
