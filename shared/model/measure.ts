/**
 * What of a text is larger than may leave this machine. A draft may grow without measure (see `storedDocument`); who hands
 * it in is told before the signature which part it is, and by how much.
 */
import { AppError } from "../failure";
import { type Content, content } from "./content";
import { metadataLabels } from "./metadata";

export interface OverMeasure {
  /** The part of the screen it stands in. */
  readonly at: "title" | "body";
  /** In Chinese: the part and its two figures. */
  readonly words: string;
}

type Path = readonly PropertyKey[];

/** The first part that is too large; null when none is. */
export function overMeasure(value: Content): OverMeasure | null {
  const parsed = content.safeParse(value);
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.code !== "too_big") continue;
    const [size, most] = [sizeAt(value, issue.path), Number(issue.maximum)];
    const name = `${placeOf(issue.path)}${partOf(issue.path)}`;
    return {
      at: issue.path.includes("title") ? "title" : "body",
      words: `${name}现为 ${size}，最多 ${most}，超出 ${size - most}`,
    };
  }
  return null;
}

/** @throws AppError E_TOO_LARGE with the part and its figures */
export function refuseOverMeasure(value: Content): void {
  const over = overMeasure(value);
  if (over !== null) throw new AppError("E_TOO_LARGE", over.words);
}

/** How long it is, or how much, where it is itself a number. */
function sizeAt(value: unknown, path: Path): number {
  let found = value;
  for (const key of path) found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  if (typeof found === "string" || Array.isArray(found)) return found.length;
  return typeof found === "number" ? found : 0;
}

/** Paragraphs are counted as a person sees them, from one. */
function placeOf(path: Path): string {
  const [part, list, nth] = path;
  return part === "document" && list === "blocks" && typeof nth === "number" ? `正文第 ${nth + 1} 块的` : "";
}

const parts: Readonly<Record<string, string>> = {
  title: "标题字数",
  blocks: "正文块数（段落、标题、表格、图片等）",
  text: "一段连续文字的字数",
  runs: "格式变化的处数",
  link: "链接地址的字数",
  links: "全文链接的个数",
  items: "列表的项数",
  rows: "表格的行数",
  cells: "表格一行的格数",
  colSpan: "单元格跨的列数",
  rowSpan: "单元格跨的行数",
  alt: "图片说明的字数",
  caption: "图注的字数",
  name: "附件名的字数",
  mime: "附件类型的字数",
  files: "图片和附件的个数",
  marks: "一段文字上格式的种数",
  depth: "列表的层数",
};

function partOf(path: Path): string {
  const names = path.filter((key) => typeof key === "string");
  const [first, second = ""] = names;
  if (first === "metadata")
    return `元数据“${Object.entries(metadataLabels).find(([key]) => key === second)?.[1]}”的字数`;
  return parts[names.at(-1) ?? ""] ?? "内容";
}
