/** One process of `npm run proofread`: a file in, a report or the reason why there is none out. */
import { readFile } from "node:fs/promises";
import type { PdfReader } from "../shared/attachments/piece";
import type { profiles } from "../shared/workflow/profiles/index";
import { reasonOf } from "./file-reason";
import { type FileJob, type FileReport, reportOn } from "./file-report";
import { fixFile, writeBack } from "./fix-file";
import { packsOf } from "./proofread-packs";

export interface FileRequest extends FileJob {
  readonly profile: keyof typeof profiles;
  readonly fix: boolean;
}

export type FileAnswer =
  /** `problem`: why corrections were not written, in a Chinese sentence; empty when there is none. */
  | { readonly ok: true; readonly report: FileReport; readonly problem: string }
  | { readonly ok: false; readonly problem: string };

/** `bytes` when the caller has them already: standard input. `pdf` when it has a reader of its own. */
export async function answerTo(request: FileRequest, bytes?: Uint8Array, pdf?: PdfReader): Promise<FileAnswer> {
  try {
    const packs = packsOf(request.profile);
    const original = bytes ?? (await readFile(request.file));
    if (!request.fix) return { ok: true, report: await reportOn(request, original, packs, pdf), problem: "" };
    const { report, bytes: corrected, problem } = await fixFile(request, original, packs, pdf);
    const failed = corrected === null ? problem : await writeBack(request.file, original, corrected);
    if (failed === "") return { ok: true, report, problem: "" };
    return { ok: true, report: await reportOn(request, original, packs, pdf), problem: failed };
  } catch (error) {
    return { ok: false, problem: reasonOf(error) };
  }
}

if (process.argv[1]?.endsWith("proofread-worker.ts") === true) {
  process.on("message", (request: FileRequest) => {
    answerTo(request).then((answer) => process.send?.(answer));
  });
}
