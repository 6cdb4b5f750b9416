/** How the log stands when the desk starts: only the part being written is read, and the names of the closed ones. */
import { join } from "node:path";
import type { DeskPlace } from "../../shared/audit/desk-log";
import { utf8 } from "../../shared/bytes";
import type { Digest } from "../../shared/schema";
import { readText, writeDurable } from "../durable-file";
import { type FileSystem, isDiskFull, type OpenFile, unlessFull } from "../journal/filesystem";
import { HEAD, readHead } from "./head";
import { followText, placeBefore, wholeText } from "./lines";
import { CURRENT, closedParts, endOfPart } from "./parts";
import { judgeLog } from "./verdict";
import { readWords } from "./words";

export interface LogStart {
  readonly log: Digest | null;
  readonly base: DeskPlace | null;
  readonly last: DeskPlace | null;
  /** The first line of the file, and the bytes of it that hold lines. */
  readonly first: { readonly seq: number; readonly month: string } | null;
  readonly end: number;
}

export const nothingWritten: LogStart = { log: null, base: null, last: null, first: null, end: 0 };

/** The part being written, judged with the head and the platform's words; `fault` is the first line that is wrong. */
export async function judgePart(fs: FileSystem, folder: string): Promise<LogStart & { readonly fault: number | null }> {
  const text = (await readText(fs, join(folder, CURRENT))) ?? "";
  const whole = wholeText(text);
  const head = readHead(await readText(fs, join(folder, HEAD)));
  const base = head.kind === "head" ? head.head.base : null;
  const parts = (await closedParts(fs, folder)).filter(({ first }) => first > (base?.seq ?? -1));
  // Right after a part was closed there is no line that tells the hash of its last one.
  const after = parts.length === 0 ? base : (placeBefore(whole) ?? (await endOf(fs, folder)));
  const read = followText(whole, after);
  const verdict = judgeLog({ read, after, head, words: await readWords(fs, folder), forged: 0 });
  const gap = gapIn(parts, (base?.seq ?? -1) + 1, (after?.seq ?? -1) + 1);
  const [first, last] = [read.lines[0], read.lines.at(-1)];
  // A full disk takes no copy without the cut line: the next line is written over it.
  if (gap === null && verdict.state === "whole" && whole !== text)
    await writeDurable(fs, join(folder, CURRENT), whole).catch(unlessFull);
  // Parts are closed by versions that sign heads: one that is missing was removed.
  const headless = head.kind === "absent" && parts.length > 0 ? 0 : null;
  return {
    fault: gap ?? headless ?? (verdict.state === "broken" ? verdict.at : null),
    log: (head.kind === "head" ? head.head.log : null) ?? (first?.seq === 0 ? first.hash : null),
    base,
    last: last === undefined ? after : { seq: last.seq, hash: last.hash },
    first: first === undefined ? null : { seq: first.seq, month: monthOf(first.at) },
    end: utf8(whole).length,
  };
}

async function endOf(fs: FileSystem, folder: string): Promise<DeskPlace | null> {
  const part = (await closedParts(fs, folder)).at(-1);
  return part === undefined ? null : ((await endOfPart(fs, folder, part))?.place ?? null);
}

/** The first line that no closed part has, between two numbers. */
function gapIn(
  parts: readonly { readonly first: number; readonly last: number }[],
  from: number,
  to: number,
): number | null {
  let next = from;
  for (const { first, last } of parts) {
    if (first !== next) return next;
    next = last + 1;
  }
  return next === to ? null : Math.min(next, to);
}

export const monthOf = (at: string): string => at.slice(0, 7);

export async function openCurrent(fs: FileSystem, folder: string, { end }: LogStart): Promise<OpenFile> {
  const isThere = (await fs.list(folder)).includes(CURRENT);
  if (isThere && end === 0) await fs.remove(join(folder, CURRENT));
  try {
    return await fs.open(join(folder, CURRENT), isThere && end > 0 ? "edit" : "create");
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return lateFile(fs, join(folder, CURRENT));
  }
}

/** On a full disk the file is made by the first write that finds room. */
function lateFile(fs: FileSystem, path: string): OpenFile {
  let made: OpenFile | null = null;
  return {
    read: async (position, length) => (made === null ? new Uint8Array() : made.read(position, length)),
    write: async (bytes, position) => {
      made ??= await fs.open(path, "create");
      await made.write(bytes, position);
    },
    sync: async () => made?.sync(),
    close: async () => made?.close(),
  };
}

/** Closes the part being written under a name and begins the next one. Null on a full disk: then the old one goes on. */
export async function beginPart(fs: FileSystem, folder: string, closed: string): Promise<OpenFile | null> {
  const [current, fresh] = [join(folder, CURRENT), join(folder, `${CURRENT}.tmp`)];
  let next: OpenFile | null = null;
  try {
    await fs.remove(fresh);
    // Made first: a disk that takes no new file leaves everything as it was.
    next = await fs.open(fresh, "create");
    await fs.rename(current, join(folder, closed));
  } catch (error) {
    await next?.close();
    if (!isDiskFull(error)) throw error;
    return null;
  }
  await fs.rename(fresh, current);
  await fs.syncFolder(folder);
  return next;
}
