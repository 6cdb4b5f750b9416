/** One process of `npm run proofread`: a file in, a report or the reason why there is none out. */
import { readFile } from "node:fs/promises";
import { AppError, explain } from "../shared/failure";
import type { profiles } from "../shared/workflow/profiles/index";
import { type FileJob, type FileReport, reportOn } from "./file-report";
import { fixFile, writeBack } from "./fix-file";
import { packsOf } from "./proofread-packs";
import { UnreadableText } from "./read-text";

export interface FileRequest extends FileJob {
  readonly profile: keyof typeof profiles;
  readonly fix: boolean;
}

export type FileAnswer =
  /** `problem`: why corrections were not written, in a Chinese sentence; empty when there is none. */
  | { readonly ok: true; readonly report: FileReport; readonly problem: string }
  | { readonly ok: false; readonly problem: string };

/** `bytes` when the caller has them already: standard input. */
export async function answerTo(request: FileRequest, bytes?: Uint8Array): Promise<FileAnswer> {
  try {
    const packs = packsOf(request.profile);
    const original = bytes ?? (await readFile(request.file));
    if (!request.fix) return { ok: true, report: await reportOn(request, original, packs), problem: "" };
    const { report, bytes: corrected, problem } = await fixFile(request, original, packs);
    const failed = corrected === null ? problem : await writeBack(request.file, original, corrected);
    if (failed === "") return { ok: true, report, problem: "" };
    return { ok: true, report: await reportOn(request, original, packs), problem: failed };
  } catch (error) {
    return { ok: false, problem: reasonOf(error) };
  }
}

/** What happened to a file, in a Chinese sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableText) return error.message;
  if (error instanceof AppError) return explain({ code: error.code, detail: error.detail }).text;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "文件不存在。";
  if (code === "EACCES" || code === "EPERM") return "没有权限读取。";
  if (code === "ELOOP") return "链接绕成了圈，找不到文件。";
  return "文件读不出，可能已损坏。其余文件继续校对。";
}

if (process.argv[1]?.endsWith("proofread-worker.ts") === true) {
  process.on("message", (request: FileRequest) => {
    answerTo(request).then((answer) => process.send?.(answer));
  });
}
