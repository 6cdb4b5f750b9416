/** Texts without errors, in which every finding is a false alarm. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf } from "../build/spelling/sources";
import type { Finding, Severity } from "../shared/proofreading/finding";
import type { Pack } from "../shared/proofreading/packs/pack";
import type { TextBlock } from "../shared/proofreading/rule";
import { inspect } from "../shared/proofreading/run";
import { blocksOf, type Draft, lengthOf } from "./draft";

export interface CleanText {
  readonly name: string;
  /** Of our own: what is found there may be shown at length. */
  readonly isOwn: boolean;
  readonly parts: readonly { readonly blocks: readonly TextBlock[]; readonly draft: Draft | null }[];
}

export interface CleanRow {
  readonly text: string;
  readonly characters: number;
  readonly block: number;
  readonly error: number;
  readonly warning: number;
  readonly hint: number;
  /** True errors of the text itself, counted in none of the others. */
  readonly setAside: number;
}

/**
 * What these rules find in held-out texts is true: half-width marks, wrong dashes and middle dots between Chinese characters,
 * a hyphen in a range, 1、 before an item, 、 between titles, a stop behind a title, 平米, KM, 6千, 近200多万 and ％ are against the standards wherever
 * they stand, and errors when they are planted. Most were read on the texts of part `tune`; rules that find nothing there are taken by their pattern. Other people's texts only: ours have no error to set aside.
 */
const provable: readonly string[] = [
  "num-approx-double",
  "num-mixed-qian",
  "num-percent-sign",
  "punct-dash-form",
  "punct-dun-between-books",
  "punct-dun-between-quotes",
  "punct-halfwidth-in-chinese",
  "punct-halfwidth-paren",
  "punct-middle-dot",
  "punct-range-mark",
  "punct-seq-arabic-dun",
  "punct-straight-quote",
  "punct-title-period",
  "unit-sq-meter",
  "unit-symbol-case",
];

/** A corpus of one segment a line without its repeated lines has gaps in its numbering, lists without their last item and halves of pairs of marks. */
const cut: readonly string[] = [
  "punct-unmatched-book",
  "punct-unmatched-hex",
  "punct-unmatched-paren",
  "punct-unmatched-quote",
  "punct-item-end",
  "calc-count-list",
  "rep-article-number",
  "rep-seq-number",
];

/** Segments have no date of their own: what has been renamed or repealed since was right in its day, and 近日 had a day. */
const dated: readonly string[] = [
  "date-expired",
  "date-relative",
  "law-repealed",
  "org-outdated",
  "org-place-abolished",
  "web-stale-plan",
  "wording-outdated",
  "wording-poverty",
];

const setAsideRules: ReadonlySet<string> = new Set([...provable, ...cut, ...dated]);

/** True errors of the two regulations, read by a person: a word twice, a trace of the word processor, an attribute behind its place, one office under two names. */
const adjudicated: readonly { readonly text: string; readonly rule: string; readonly found: string }[] = [
  { text: "地方办法甲", rule: "rep-word", found: "政府政府" },
  { text: "地方办法乙", rule: "web-leftover", found: "[bookmark: _GoBack]" },
  { text: "地方办法乙", rule: "grammar-mixed-structure", found: "管理具体的" },
  { text: "地方办法乙", rule: "organ-name-inconsistent", found: "区电子政务中心" },
];

const isTrue = (name: string, { rule, text }: Finding): boolean =>
  setAsideRules.has(rule) || adjudicated.some((one) => one.text === name && one.rule === rule && one.found === text);

export interface CleanScore {
  readonly row: CleanRow;
  readonly alarms: readonly { readonly finding: Finding; readonly text: string; readonly isOwn: boolean }[];
}

/** Neighbouring lines are a text: so many are read together. */
const TOGETHER = 100;

export const ownTexts = (documents: readonly Draft[]): CleanText => ({
  name: "自拟公文",
  isOwn: true,
  parts: documents.map((draft) => ({ blocks: blocksOf(draft), draft })),
});

const bodyOf = (lines: readonly string[]): TextBlock[] =>
  lines.map((text, index) => ({ id: `b${index}`, role: "body", text }));

function partsOf(lines: readonly string[]): CleanText["parts"] {
  const parts = [];
  for (let from = 0; from < lines.length; from += TOGETHER)
    parts.push({ blocks: bodyOf(lines.slice(from, from + TOGETHER)), draft: null });
  return parts;
}

const corpora = { laws: "法律法规", political: "工作报告", policy: "政策文件", xwlb: "新闻" } as const;

/** Part `measure` of the corpus, each file up to so many characters. */
export function measureTexts(corpus: string, most: number): CleanText[] {
  return Object.entries(corpora).flatMap(([file, name]) => {
    if (!["txt", "txt.xz"].some((ending) => existsSync(join(corpus, `${file}.${ending}`)))) return [];
    const lines: string[] = [];
    let characters = 0;
    for (const line of linesOf(corpus, file, "measure")) {
      if (characters >= most) break;
      lines.push(line);
      characters += line.length;
    }
    return lines.length === 0 ? [] : [{ name, isOwn: false, parts: partsOf(lines) }];
  });
}

const regulations = { "nanchong-2023": "地方办法甲", "tongnan-2022": "地方办法乙" } as const;

export function regulationTexts(folder: string): CleanText[] {
  return Object.entries(regulations).flatMap(([file, name]) => {
    const path = join(folder, `${file}.txt`);
    if (!existsSync(path)) return [];
    return [
      { name, isOwn: false, parts: [{ blocks: bodyOf(readFileSync(path, "utf8").split(/\r?\n/)), draft: null }] },
    ];
  });
}

const TODAY = "2026-11-22";

export function cleanScore({ name, isOwn, parts }: CleanText, packs: readonly Pack[]): CleanScore {
  const alarms: CleanScore["alarms"][number][] = [];
  let characters = 0;
  let setAside = 0;
  for (const { blocks, draft } of parts) {
    characters += draft === null ? blocks.reduce((sum, { text }) => sum + text.length, 0) : lengthOf(draft);
    const occasion = { today: draft?.today ?? TODAY, metadata: draft?.metadata ?? null };
    const texts = new Map(blocks.map(({ id, text }) => [id, text]));
    for (const finding of inspect(blocks, { ...occasion, packs }).findings)
      if (!isOwn && isTrue(name, finding)) setAside += 1;
      else alarms.push({ finding, text: texts.get(finding.block) ?? "", isOwn });
  }
  const count = (severity: Severity) => alarms.filter(({ finding }) => finding.severity === severity).length;
  return {
    row: {
      text: name,
      characters,
      block: count("block"),
      error: count("error"),
      warning: count("warning"),
      hint: count("hint"),
      setAside,
    },
    alarms,
  };
}
