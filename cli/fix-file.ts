/** A text file corrected where that is safe, until nothing safe is left, and written back over itself. */
import { readFile, realpath, stat } from "node:fs/promises";
import { writeFileAtomic } from "../node/atomic-file";
import type { PdfReader } from "../shared/attachments/piece";
import type { Pack } from "../shared/proofreading/packs/pack";
import { type FileFinding, type FileJob, type FileReport, reaches, reportOn } from "./file-report";
import { fixedText, isSafe } from "./fixed-text";
import { decodeText } from "./read-text";
import { encodeLike } from "./write-text";

/** A correction may lay open another one; more rounds than these would be a quarrel between rules. */
const MOST_ROUNDS = 4;

export interface FixedFile {
  /** What is left to find, with places in the corrected file, and what was corrected, with places before its round. */
  readonly report: FileReport;
  /** Null when there is nothing to write. */
  readonly bytes: Uint8Array | null;
  /** A Chinese sentence when corrections could not be made. */
  readonly problem: string;
}

/** @throws UnreadableText, AppError for a file that cannot be read as what it says it is */
export async function fixFile(
  job: FileJob,
  original: Uint8Array,
  packs: readonly Pack[],
  pdf?: PdfReader,
): Promise<FixedFile> {
  let bytes = original;
  let report = await reportOn(job, bytes, packs, pdf);
  const isWanted = (finding: FileFinding) =>
    isSafe(finding) && (job.least === null || reaches(finding.severity, job.least));
  if (!isPlainText(job.file))
    return { report: { ...report, unfixable: report.findings.filter(isWanted).length }, bytes: null, problem: "" };
  const corrected: FileFinding[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fixed = fixedText(decodeText(bytes), report.findings.filter(isWanted));
    if (fixed.corrected.length === 0) break;
    const next = encodeLike(fixed.text, bytes);
    if (next === null) return { report, bytes: null, problem: UNFIT };
    corrected.push(...fixed.corrected);
    bytes = next;
    report = await reportOn(job, bytes, packs);
  }
  return { report: { ...report, corrected }, bytes: bytes === original ? null : bytes, problem: "" };
}

const UNFIT = "没有改动：文件里有残缺的字符，或更正后的字在原来的编码里写不出。请另存为UTF-8后再试。";

/** A document's text is an extract of it: only plain text can be written back. */
const isPlainText = (file: string): boolean => /\.(?:txt|text|md|markdown)$/i.test(file);

/** Puts new bytes in the place of the ones that were read. Answers a Chinese sentence when it did not, else nothing. */
export async function writeBack(file: string, before: Uint8Array, after: Uint8Array): Promise<string> {
  try {
    const path = await realpath(file);
    const { mode } = await stat(path);
    if ((mode & 0o222) === 0) return "没有改动：文件是只读的。";
    if (Buffer.compare(await readFile(path), before) !== 0) return "没有改动：校对期间文件被别的程序改过，请重新校对。";
    await writeFileAtomic(path, after, mode & 0o777);
    return "";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOSPC" || code === "EDQUOT") return "没有改动：磁盘空间不足。";
    return code === "EACCES" || code === "EPERM" || code === "EROFS"
      ? "没有改动：没有权限写入这个文件夹。"
      : "没有改动：写入失败，原文件完好。";
  }
}
