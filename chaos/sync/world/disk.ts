/** A desk's disk: every operation is a step in the life of the process that asks for it. */
import type { FileSystem, OpenFile } from "../../../main/journal/filesystem";
import type { Life } from "./life";

export function diskOf(fs: FileSystem, { step }: Life): FileSystem {
  const file = (open: OpenFile): OpenFile => ({
    read: (position, length) => step(() => open.read(position, length)),
    write: (bytes, position) => step(() => open.write(bytes, position)),
    sync: () => step(() => open.sync()),
    close: () => step(() => open.close()),
  });
  return {
    makeFolder: (path) => step(() => fs.makeFolder(path)),
    list: (folder) => step(() => fs.list(folder)),
    read: (path) => step(() => fs.read(path)),
    open: async (path, mode) => file(await step(() => fs.open(path, mode))),
    rename: (from, to) => step(() => fs.rename(from, to)),
    remove: (path) => step(() => fs.remove(path)),
    syncFolder: (folder) => step(() => fs.syncFolder(folder)),
    freeBytes: (folder) => step(() => fs.freeBytes(folder)),
  };
}
