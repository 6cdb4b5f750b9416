/** The update artifact 更新包: the version's folder as tar.gz, for machines whose people have no rights (docs/updates.md). */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../file-tree";
import { writeTarGz } from "../tar";
import type { PackParts } from "./parts";

/** Answers its name. */
export function writePayloadArchive({ options, payload, at }: PackParts): string {
  const { os, arch } = options.target;
  const name = `caibian-browser-${options.version}-${os}-${arch}.tar.gz`;
  const files = filesIn(payload).map((path) => ({ path, mode: 0o644, bytes: readFileSync(join(payload, path)) }));
  writeFileSync(join(options.out, name), writeTarGz(files, at));
  return name;
}
