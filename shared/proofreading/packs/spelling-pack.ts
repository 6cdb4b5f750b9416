/**
 * The spelling model as a pack. Window, platform and command line load the same file; one that has no model, or one it
 * cannot use, says so in every report instead of finding less in silence.
 */
import { digestOfJson } from "../../digest";
import type { Digest } from "../../schema";
import { ModelFileError } from "../spelling/packed-file";
import { spellerOf } from "../spelling/statistical-speller";
import type { Pack } from "./pack";

/** Below the page's own files, and below `packs/` in the source tree. */
export const SPELLING_FILE = "spelling/official.cbspell";

export interface ModelFile {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, by whatever is fastest on the spot. */
  readonly hash: Digest;
}

const ID = "spelling";
const SHOWN = 8;

/** `null` for a file that is not there. Never throws for a bad one: the pass must say what it lacks. */
export function spellingPack(file: ModelFile | null): Pack {
  if (file === null) return lacking("拼写模型没有装入");
  try {
    const spelling = spellerOf(file.bytes);
    if (spelling === null) return lacking("拼写模型与本版程序不配套");
    const version = file.hash.slice(file.hash.indexOf(":") + 1).slice(0, SHOWN);
    return { id: ID, version, hash: file.hash, lexicon: {}, spelling };
  } catch (error) {
    if (error instanceof ModelFileError) return lacking("拼写模型文件已损坏");
    throw error;
  }
}

function lacking(why: string): Pack {
  const lacks = `${why}，疑似别字没有检查，请系统管理员重新安装程序。`;
  return { id: ID, version: "none", hash: digestOfJson({}), lexicon: {}, lacks };
}

/** The model comes last on every side: reports name packs in their order, and the platform compares it. */
export const withSpelling = (packs: readonly Pack[], spelling: Pack): readonly Pack[] => [...packs, spelling];
