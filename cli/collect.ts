/** Paths of the command line to files, folders searched through, in a stable order. */
import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { extensions } from "./extract";

/** Files below a folder that can be read; a named file is taken as it is. Throws when the path does not exist. */
export function collect(path: string): readonly string[] {
  if (path === "-" || !statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return collect(below);
      return extensions.some((known) => known === extname(entry.name).toLowerCase()) ? [below] : [];
    });
}
