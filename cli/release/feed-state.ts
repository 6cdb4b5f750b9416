/** What a feed folder holds already. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { type DocumentSignature, documentSignature } from "../../shared/trust/document-signature";
import {
  type KeyRotation,
  keyRotation,
  keysFile,
  RELEASE_FILE,
  type Release,
  release,
  signatureFile,
} from "../../shared/update/manifest";
import { ReleaseFault } from "./fault";

/** Every release that was ever issued lies here under its serial; people and roll-backs look it up. */
export const HISTORY = "history";

export interface FeedState {
  readonly current: Release | null;
  /** Signatures over the current release; none when there is no release. */
  readonly signatures: DocumentSignature["signatures"];
  /** Oldest first. */
  readonly history: readonly Release[];
  readonly rotations: readonly KeyRotation[];
}

/** @throws ReleaseFault for a folder that holds something else under these names */
export async function readFeedState(folder: string): Promise<FeedState> {
  const current = await documentIn(join(folder, RELEASE_FILE), release);
  const signature = await documentIn(join(folder, signatureFile(RELEASE_FILE)), documentSignature);
  if (current !== null && signature === null) throw new ReleaseFault(`${folder} 里的 ${RELEASE_FILE} 没有签名文件`);
  const names = (await readdir(join(folder, HISTORY)).catch(() => [])).filter((name) => /^\d+\.json$/.test(name));
  const history: Release[] = [];
  for (const name of names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
    const read = await documentIn(join(folder, HISTORY, name), release);
    if (read !== null) history.push(read);
  }
  return { current, signatures: signature?.signatures ?? [], history, rotations: await rotationsIn(folder) };
}

async function rotationsIn(folder: string): Promise<KeyRotation[]> {
  const rotations: KeyRotation[] = [];
  for (;;) {
    const next = await documentIn(join(folder, keysFile(rotations.length + 1)), keyRotation);
    if (next === null) return rotations;
    rotations.push(next);
  }
}

async function documentIn<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new ReleaseFault(`读不了 ${file}`, { cause: error });
  });
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ReleaseFault(`${file} 读不懂：更新源须由本命令生成，请换一个文件夹或恢复备份`, { cause });
  }
}
