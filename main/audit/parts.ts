/**
 * The files of this machine's log: the one being written, and closed parts of earlier months named by the numbers of
 * their first and last line. Retention removes whole parts; the chain goes on across them.
 */
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { DeskPlace } from "../../shared/audit/desk-log";
import { readText } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { EXPORTED } from "./archive-name";
import { HEAD } from "./head";
import { followText, type Line, type ReadLog, readPart } from "./lines";
import { WORDS } from "./words";

export const CURRENT = "audit.jsonl";
/** Larger ones are closed within the month: the one being written is read at every start. */
export const PART_BYTES = 2 * 1024 * 1024;

export interface Part {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

const PART = /^audit-(\d{9})-(\d{9})\.jsonl$/;
const nine = (count: number): string => String(count).padStart(9, "0");
export const partName = (first: number, last: number): string => `audit-${nine(first)}-${nine(last)}.jsonl`;

/** Closed parts, oldest first. */
export async function closedParts(fs: FileSystem, folder: string): Promise<readonly Part[]> {
  const parts = (await fs.list(folder)).flatMap((name) => {
    const found = PART.exec(name);
    return found === null ? [] : [{ name, first: Number(found[1]), last: Number(found[2]) }];
  });
  return parts.sort((a, b) => a.first - b.first);
}

/** The texts that hold lines from one number on, oldest first, the one being written last. */
export async function textsFrom(fs: FileSystem, folder: string, from: number): Promise<readonly string[]> {
  const parts = (await closedParts(fs, folder)).filter(({ last }) => last >= from);
  const names = [...parts.map(({ name }) => name), CURRENT];
  return Promise.all(names.map(async (name) => (await readText(fs, join(folder, name))) ?? ""));
}

/** Follows the log from a place on, part by part: between two of them the program goes on with other work. */
export async function followParts(fs: FileSystem, folder: string, after: DeskPlace | null): Promise<ReadLog> {
  const lines: Line[] = [];
  for (const text of await textsFrom(fs, folder, after === null ? 0 : after.seq + 1)) {
    await turn();
    const read = followText(text, lines.at(-1) ?? after);
    lines.push(...read.lines);
    if (read.fault !== null) return { lines, fault: read.fault };
  }
  return { lines, fault: null };
}

/** When the last line of a part was written; null when the part does not hold together. */
export async function endOfPart(fs: FileSystem, folder: string, { name }: Part): Promise<PartEnd | null> {
  const last = readPart((await readText(fs, join(folder, name))) ?? "")?.at(-1);
  return last === undefined ? null : { at: last.at, place: { seq: last.seq, hash: last.hash } };
}

/** Closed parts whose last line was written before a moment, up to the first that does not hold together. */
export async function partsBefore(
  fs: FileSystem,
  folder: string,
  before: string,
): Promise<readonly (Part & { readonly end: DeskPlace })[]> {
  const old: (Part & { readonly end: DeskPlace })[] = [];
  for (const part of await closedParts(fs, folder)) {
    const end = await endOfPart(fs, folder, part);
    if (end === null || end.at >= before) break;
    old.push({ ...part, end: end.place });
  }
  return old;
}

export interface PartEnd {
  readonly at: string;
  readonly place: DeskPlace;
}

/** Everything of a log that does not hold, under names of its own; nothing is deleted. */
export async function setAside(fs: FileSystem, folder: string): Promise<void> {
  const names = await fs.list(folder);
  const count = (await countAside(fs, folder)) + 1;
  const parts = (await closedParts(fs, folder)).map(({ name }) => name);
  // The log itself last: until it has gone, the next start finds it broken again.
  for (const name of [WORDS, HEAD, EXPORTED, ...parts, CURRENT])
    if (names.includes(name)) await fs.rename(join(folder, name), join(folder, `${name}.${count}.damaged`));
}

const ASIDE = /\.(\d+)\.damaged$/;

/** How many logs were put aside. */
export async function countAside(fs: FileSystem, folder: string): Promise<number> {
  const numbers = (await fs.list(folder)).map((name) => Number(ASIDE.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}
