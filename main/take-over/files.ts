/** Attachments on their way from one store into another: opened under the one's key, sealed under the other's. */
import type { Manifest } from "../../shared/ipc/attachments";
import type { Shelf } from "../attachments/shelf";

export interface TakenFiles {
  readonly files: number;
  /** Files of which a chunk is not in the other store, or damaged there. */
  readonly missing: number;
}

export async function takeFiles(other: Shelf, own: Shelf): Promise<TakenFiles> {
  let [files, missing]: [number, number] = [0, 0];
  for (const file of await other.all()) {
    if ((await own.find(file.hash)) !== null) continue;
    if (await takeOne(file, other, own)) files += 1;
    else missing += 1;
  }
  return { files, missing };
}

async function takeOne(file: Manifest, other: Shelf, own: Shelf): Promise<boolean> {
  const chunks: string[] = [];
  for (const name of file.chunks) {
    const bytes = await other.open(name);
    if (bytes === null) return false;
    chunks.push(await own.put(bytes));
  }
  await own.record({ ...file, chunks });
  return true;
}
