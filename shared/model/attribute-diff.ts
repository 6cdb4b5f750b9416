/** The changes that no character shows: links, marks, levels, alignment, spans, replacement texts, files. */
import type { Block, Cell, FileRef, ListItem, Mark, Run } from "./manuscript";
import type { Piece } from "./text-diff";

export interface AttributeChange {
  /** Id of the block, list item or cell. */
  readonly block: string;
  /** What changed, as people name it. */
  readonly what: string;
  /** The text or file it is about, shortened. */
  readonly about: string;
  readonly before: string;
  readonly after: string;
}

const markNames = {
  bold: "加粗",
  italic: "倾斜",
  strike: "删除线",
  sub: "下标",
  super: "上标",
  underline: "下划线",
} as const satisfies Record<Mark, string>;

const alignNames = { left: "左", center: "居中", right: "右" } as const;
const NONE = "无";

type Facts = Readonly<Record<string, string>>;

/** One change for every fact that differs. */
function compare(block: string, about: string, [before, after]: readonly [Facts, Facts]): AttributeChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((what) => {
    const old = before[what] ?? NONE;
    const own = after[what] ?? NONE;
    return old === own ? [] : [{ block, what, about, before: old, after: own }];
  });
}

export function blockAttributes(before: Block, after: Block): AttributeChange[] {
  const about = "file" in after ? after.file.name : shorten(textOf(after));
  return compare(after.id, about, [blockFacts(before), blockFacts(after)]);
}

function blockFacts(block: Block): Facts {
  switch (block.kind) {
    case "heading":
      return { 段落类型: `${block.level} 级标题` };
    case "paragraph":
      return { 段落类型: "正文", 对齐: alignNames[block.align] };
    case "list":
      return { 列表: block.ordered ? "编号" : "符号" };
    case "table":
      return {};
    case "image":
      return {
        ...fileFacts(block.file),
        替换文字: block.alt === "" ? NONE : block.alt,
        装饰性: block.decorative ? "是" : "否",
        图题: block.caption === "" ? NONE : block.caption,
      };
    case "attachment":
      return fileFacts(block.file);
  }
}

/** Two files are the same file exactly when their hashes are. */
function fileFacts(file: FileRef): Facts {
  return { 文件内容: file.hash, 文件名: file.name, 文件类型: file.mime, 文件大小: String(file.size) };
}

function textOf(block: Block): string {
  return "runs" in block ? block.runs.map((run) => run.text).join("") : "";
}

export function itemAttributes(before: ListItem, after: ListItem): AttributeChange[] {
  const facts = (item: ListItem): Facts => ({ 层次: String(item.depth + 1) });
  return compare(after.id, shorten(after.runs.map((run) => run.text).join("")), [facts(before), facts(after)]);
}

export function cellAttributes(before: Cell, after: Cell): AttributeChange[] {
  const facts = (cell: Cell): Facts => ({
    表头: cell.header ? "是" : "否",
    合并列: String(cell.colSpan),
    合并行: String(cell.rowSpan),
  });
  return compare(after.id, shorten(after.runs.map((run) => run.text).join("")), [facts(before), facts(after)]);
}

export interface RunComparison {
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  /** The difference of their texts. */
  readonly pieces: readonly Piece[];
  readonly id: string;
}

/** Links and marks that changed under text that stayed. */
export function runAttributes({ before, after, pieces, id }: RunComparison): AttributeChange[] {
  const changes: AttributeChange[] = [];
  let old = 0;
  let own = 0;
  for (const { kind, text } of pieces) {
    if (kind === "same") changes.push(...underStretch({ before, after, id, old, own, length: text.length }));
    if (kind !== "added") old += text.length;
    if (kind !== "removed") own += text.length;
  }
  return changes;
}

interface Stretch {
  readonly before: readonly Run[];
  readonly after: readonly Run[];
  readonly id: string;
  readonly old: number;
  readonly own: number;
  readonly length: number;
}

function underStretch({ before, after, id, old, own, length }: Stretch): AttributeChange[] {
  const left = looks(before, old, length);
  const right = looks(after, own, length);
  const cuts = [...new Set([...left, ...right].map((look) => look.start))].sort((a, b) => a - b);
  const text = after
    .map((run) => run.text)
    .join("")
    .slice(own, own + length);
  return cuts.flatMap((start, i) => {
    const about = shorten(text.slice(start, cuts[i + 1] ?? length));
    const at = (all: readonly Look[]) => all.findLast((look) => look.start <= start)?.facts ?? {};
    return compare(id, about, [at(left), at(right)]);
  });
}

interface Look {
  readonly start: number;
  readonly facts: Facts;
}

/** How a stretch of the runs' text looks, from offset to offset. */
function looks(runs: readonly Run[], from: number, length: number): Look[] {
  const result: Look[] = [];
  let offset = 0;
  for (const run of runs) {
    const start = Math.max(offset, from);
    const end = Math.min(offset + run.text.length, from + length);
    if (start < end) {
      const names = Object.entries(markNames).flatMap(([mark, name]) =>
        run.marks.some((own) => own === mark) ? [name] : [],
      );
      const facts = { 链接: run.link ?? NONE, 格式: names.length === 0 ? NONE : names.join("、") };
      result.push({ start: start - from, facts });
    }
    offset += run.text.length;
  }
  return result;
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
