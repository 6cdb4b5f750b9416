/** The feed in one file for a USB stick: documents, then the artifacts of one kind of machine or all. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type BundlePart, writeUpdateBundle } from "../../node/update-bundle";
import { keysFile, RELEASE_FILE, ROLLBACK_FILE, signatureFile } from "../../shared/update/manifest";
import { ReleaseFault } from "./fault";
import { readFeedState } from "./feed-state";

export interface BundleRequest {
  readonly feed: string;
  readonly out: string;
  /** `linux-x64`; null: everything. */
  readonly only: string | null;
}

/** @throws ReleaseFault */
export async function makeBundle({ feed, out, only }: BundleRequest): Promise<number> {
  const { current, rotations } = await readFeedState(feed);
  if (current === null) throw new ReleaseFault("更新源里还没有发布过版本");
  const fitting = current.artifacts.filter(({ os, arch }) => only === null || only === `${os}-${arch}`);
  if (fitting.length === 0) throw new ReleaseFault(`现行版本没有 ${only ?? ""} 的文件`);
  const documents = [
    RELEASE_FILE,
    ...(current.rollbackOf === undefined ? [] : [ROLLBACK_FILE]),
    ...rotations.map(({ serial }) => keysFile(serial)),
  ].flatMap((name) => [name, signatureFile(name)]);
  const parts: BundlePart[] = [];
  for (const name of [...documents, ...fitting.map(({ file }) => file)]) {
    const file = join(feed, name);
    parts.push({ name, file, size: (await stat(file)).size });
  }
  await writeUpdateBundle(out, parts);
  return parts.reduce((total, { size }) => total + size, 0);
}
