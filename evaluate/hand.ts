/**
 * Errors written by hand, one in each short text, as an editor would make them, and clean texts of the same kinds.
 * Notation of evaluate/handwritten: `# class`, then one text a line, `{wrong→right}`, ¶ for a new line; clean texts stand between lines of ====.
 * A set called development has been read by rule authors; one called held-out was measured before anybody read what it missed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../shared/proofreading/finding";
import type { Pack } from "../shared/proofreading/packs/pack";
import type { TextBlock } from "../shared/proofreading/rule";
import { inspect } from "../shared/proofreading/run";
import type { CleanText } from "./clean";

const folder = join(import.meta.dirname, "handwritten");
const TODAY = "2026-11-22";

export interface HandError {
  readonly kind: string;
  readonly wrong: string;
  readonly right: string;
  /** In `wrong`, from and to. */
  readonly spans: readonly (readonly [number, number])[];
}

export interface HandSet {
  readonly name: string;
  readonly errors: readonly HandError[];
}

const MARK = /\{([^{}→]*)→([^{}]*)\}/g;

/** @throws Error for a line that marks nothing */
export function readError(kind: string, line: string): HandError {
  const source = line.replaceAll("¶", "\n");
  const spans: [number, number][] = [];
  let wrong = "";
  let from = 0;
  for (const found of source.matchAll(MARK)) {
    wrong += source.slice(from, found.index);
    const written = found[1] ?? "";
    spans.push([wrong.length, wrong.length + written.length]);
    wrong += written;
    from = found.index + found[0].length;
  }
  if (spans.length === 0) throw new Error(`no error marked: ${line}`);
  return { kind, wrong: wrong + source.slice(from), right: source.replace(MARK, "$2"), spans };
}

export function readErrors(source: string): readonly HandError[] {
  const errors: HandError[] = [];
  let kind = "";
  for (const line of source.split("\n")) {
    if (line.startsWith("# ")) kind = line.slice(2);
    else if (line !== "") errors.push(readError(kind, line));
  }
  return errors;
}

const filesOf = (ending: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((file) => ending.test(file))
    .sort();

export function handSets(): readonly HandSet[] {
  return filesOf(/-(?:development|held-out)\.txt$/).map((file) => ({
    name: file.replace(/\.txt$/, ""),
    errors: readErrors(readFileSync(join(folder, file), "utf8")),
  }));
}

const linesOf = (text: string): TextBlock[] =>
  text.split("\n").map((line, index) => ({ id: `b${index}`, role: "body", text: line }));

/** Clean texts of the kinds the errors were written in: those of facts, and those of language. */
export function handTexts(): readonly CleanText[] {
  const files = filesOf(/-clean\.txt$/);
  return [
    { kind: "事实", own: files.filter((file) => file.startsWith("facts")) },
    { kind: "语言", own: files.filter((file) => !file.startsWith("facts")) },
  ].map(({ kind, own }) => ({
    name: `手写${kind}类原稿`,
    isOwn: true,
    parts: own.flatMap((file) =>
      readFileSync(join(folder, file), "utf8")
        .trim()
        .split("\n====\n")
        .map((text) => ({ blocks: linesOf(text), draft: null })),
    ),
  }));
}

interface Placed {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

function findingsIn(text: string, packs: readonly Pack[]): readonly Placed[] {
  const starts: number[] = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return inspect(linesOf(text), { today: TODAY, metadata: null, packs }).findings.map(
    ({ rule, block, start, end }: Finding) => {
      const from = starts[Number(block.slice(1))] ?? 0;
      return { key: `${rule} ${text.slice(from + start, from + end)}`, start: from + start, end: from + end };
    },
  );
}

/** Errors that lie between two places: which of them is wrong is for a person to say, so either may be marked. */
const between: ReadonlySet<string> = new Set([
  "成对符号",
  "前后不一致",
  "数据一致",
  "金额与百分比",
  "期限与先后",
  "日期与星期",
  "公文格式",
  "附件",
  "引文与法律法规",
]);

/** A finding on the error that does not stand on the right text as well; anywhere, where the error lies between two places. */
export function isFound({ kind, wrong, right, spans }: HandError, packs: readonly Pack[]): boolean {
  const standing = new Set(findingsIn(right, packs).map(({ key }) => key));
  const isThere = ({ start, end }: Placed): boolean => spans.some(([from, to]) => start <= to && end >= from);
  return findingsIn(wrong, packs).some(
    (finding) => !standing.has(finding.key) && (between.has(kind) || isThere(finding)),
  );
}

export interface HandRow {
  readonly set: string;
  readonly kind: string;
  readonly written: number;
  readonly found: number;
}

export function handRows(sets: readonly HandSet[], packs: readonly Pack[]): readonly HandRow[] {
  return sets.flatMap(({ name, errors }) => {
    const kinds = [...new Set(errors.map(({ kind }) => kind))];
    return kinds.map((kind) => {
      const own = errors.filter((error) => error.kind === kind);
      return { set: name, kind, written: own.length, found: own.filter((error) => isFound(error, packs)).length };
    });
  });
}
