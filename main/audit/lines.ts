/** Lines of this machine's log as they lie in a file: read, compared byte by byte, and followed by hash. */
import { z } from "zod";
import { type DeskPlace, deskLine, lineHash } from "../../shared/audit/desk-log";
import { auditEvents } from "./events";

/** What the platform will take too; here only events of ours are written. */
const line = deskLine.extend({ event: z.enum(auditEvents) });
export type Line = z.infer<typeof line>;

export interface ReadLog {
  readonly lines: readonly Line[];
  /** The number of the first line that does not follow; null when every line does. */
  readonly fault: number | null;
}

/** `after` is the line before the text's first one; null at the beginning of a log. */
export function followText(text: string, after: DeskPlace | null): ReadLog {
  const lines: Line[] = [];
  let place = after;
  for (const raw of wholeText(text).split("\n").slice(0, -1)) {
    const expected = place === null ? 0 : place.seq + 1;
    const parsed = parseLine(raw);
    const fits = parsed !== null && parsed.seq === expected && parsed.previous === (place?.hash ?? null);
    if (!fits || lineHash(parsed) !== parsed.hash) return { lines, fault: expected };
    place = parsed;
    lines.push(parsed);
  }
  return { lines, fault: null };
}

/** The lines of a log whose chain holds from its first line on; null when it does not. */
export function readLines(text: string): readonly Line[] | null {
  const { lines, fault } = followText(text, null);
  return fault === null ? lines : null;
}

/** The lines of a part of the log, held together among themselves; null when they do not. */
export function readPart(text: string): readonly Line[] | null {
  const { lines, fault } = followText(text, placeBefore(text));
  return fault === null ? lines : null;
}

/** The place that the text's first line says it follows. */
export function placeBefore(text: string): DeskPlace | null {
  const first = parseLine(text.slice(0, text.indexOf("\n")));
  if (first === null || first.previous === null || first.seq === 0) return null;
  return { seq: first.seq - 1, hash: first.previous };
}

/** A line cut at the end was never promised. */
export const wholeText = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);

/** Null for what we did not write in exactly these bytes. */
function parseLine(raw: string): Line | null {
  try {
    const parsed = line.parse(JSON.parse(raw));
    return JSON.stringify(parsed) === raw ? parsed : null;
  } catch {
    // Not a line of ours: the chain is broken, which the caller tells.
    return null;
  }
}
