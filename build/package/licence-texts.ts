/** The licence texts of everything a package carries, in one file: most licences ask that the text goes with the code. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LockedPackage } from "./locked-packages";

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** Texts sorted by package; a package without a file of its own is named with its licence. */
export function licenceTexts(
  root: string,
  packages: ReadonlySet<string>,
  locked: ReadonlyMap<string, LockedPackage>,
): string {
  const parts = [...packages].sort().map((path) => {
    const { version = "", license = "unknown" } = locked.get(path) ?? {};
    const folder = join(root, path);
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => licenceFile.test(name)) : [];
    const texts = files.sort().map((name) => readFileSync(join(folder, name), "utf8").trim());
    return [`${path.replace(/^.*node_modules\//, "")} ${version} (${license})`, ...texts].join("\n\n");
  });
  return `${parts.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}
