/** The machine pass over one file, in a form that crosses processes: plain data with positions in the file's text. */
import type { PdfReader } from "../shared/attachments/piece";
import type { Finding, Severity } from "../shared/proofreading/finding";
import type { Pack } from "../shared/proofreading/packs/pack";
import { inspect } from "../shared/proofreading/run";
import { extract } from "./extract";
import type { Extract } from "./plain-text";

export interface FileFinding
  extends Pick<Finding, "rule" | "severity" | "message" | "suggestions" | "authority" | "confidence"> {
  /** UTF-16 offsets in the decoded file, or in the extracted text of a document. */
  readonly start: number;
  readonly end: number;
  /** From 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  readonly fix: Finding["fix"];
}

export interface FileReport {
  readonly file: string;
  readonly status: "complete" | "partial";
  readonly reason: string;
  readonly findings: readonly FileFinding[];
  /** What `--fix` corrected. */
  readonly corrected: readonly FileFinding[];
  /** Safe corrections that `--fix` could not make, since the file is no plain text. */
  readonly unfixable: number;
}

export interface FileJob {
  readonly file: string;
  readonly today: string;
  /** The least severity that counts; null for all. */
  readonly least: Severity | null;
}

/** @throws UnreadableText, AppError for a file that cannot be read as what it says it is */
export async function reportOn(
  job: FileJob,
  bytes: Uint8Array,
  packs: readonly Pack[],
  pdf?: PdfReader,
): Promise<FileReport> {
  const source = await extract(job.file, bytes, pdf);
  const { status, reason, findings } = inspect(source.blocks, { today: job.today, packs, metadata: null });
  const placed = findings.map((finding) => placedIn(source, finding)).sort(byPlace);
  const starts = lineStarts(source.text);
  return {
    file: job.file,
    status: source.unread === "" ? status : "partial",
    reason: source.unread + reason,
    findings: placed.map((item) => ({ ...item, ...lines(starts, item) })),
    corrected: [],
    unfixable: 0,
  };
}

type Placed = Omit<FileFinding, "line" | "column" | "endLine" | "endColumn">;

function placedIn(source: Extract, finding: Finding): Placed {
  const { rule, severity, message, suggestions, authority, confidence, fix } = finding;
  const start = source.locate(finding.block, finding.start);
  // Behind its last character: what is no text, such as a sign of Markdown, may follow.
  const end = finding.end > finding.start ? source.locate(finding.block, finding.end - 1) + 1 : start;
  const text = source.text.slice(start, end);
  // With something between its characters that is no text, only a person can correct it.
  const isWhole = end - start === finding.end - finding.start;
  return {
    start,
    end,
    rule,
    severity,
    text,
    message,
    suggestions,
    authority,
    confidence,
    fix: isWhole ? fix : "suggest",
  };
}

const byPlace = (a: Placed, b: Placed): number => a.start - b.start || a.end - b.end;

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (found) => found.index + found[0].length)];
}

function lines(starts: readonly number[], { start, end }: { start: number; end: number }) {
  const from = lineOf(starts, start);
  const to = lineOf(starts, end);
  return {
    line: from + 1,
    column: start - (starts[from] ?? 0) + 1,
    endLine: to + 1,
    endColumn: end - (starts[to] ?? 0) + 1,
  };
}

/** Index of the line that holds the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const order: readonly Severity[] = ["block", "error", "warning", "hint"];

/** Whether a severity is at least as grave as another. */
export const reaches = (severity: Severity, least: Severity): boolean =>
  order.indexOf(severity) <= order.indexOf(least);
