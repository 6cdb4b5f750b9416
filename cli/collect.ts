/** Paths of the command line to files, folders searched through, in a stable order. */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { isReadable } from "./extract";

/** What of the paths is to be read, each file once however many names it has. A named file is taken as it is. */
export function collectAll(paths: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return paths.flatMap(collect).filter((path) => {
    const real = realPathOf(path);
    const isNew = !seen.has(real);
    seen.add(real);
    return isNew;
  });
}

/**
 * Files below a folder that hold text. Links to folders are not followed; what cannot be searched stays in the list as it
 * is, so that reading it says why in its turn.
 */
function collect(path: string): readonly string[] {
  return path !== "-" && statOf(path)?.isDirectory() === true ? filesBelow(path) : [path];
}

function filesBelow(folder: string): readonly string[] {
  const entries = entriesOf(folder);
  if (entries === null) return [folder];
  return entries
    .filter(({ name }) => !isPrivate(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(below);
      return isReadable(entry.name) && isFile(entry, below) ? [below] : [];
    });
}

function entriesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

/** Pipes and sockets would be waited for. A link that leads nowhere is kept, to be told. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statOf(path)?.isFile() !== false;
}

/** Hidden files, what programs install, and the note that Word and WPS leave beside a document that is open. */
const isPrivate = (name: string): boolean => name.startsWith(".") || name.startsWith("~$") || name === "node_modules";

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
