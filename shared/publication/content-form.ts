/**
 * Whether content is in the one form in which it may be signed: the document's own files and links, NFC, nothing
 * hidden, every part with an id of its own, and a page that gives exactly this content back.
 */
import { canonicalJson } from "../canonical";
import { AppError } from "../failure";
import { type Content, contentOf, runsOf } from "../model/content";
import { hiddenCharacter } from "../model/hidden-text";
import type { Run } from "../model/manuscript";
import { blockName, textBlocks } from "../proofreading/blocks";
import { articleTree } from "./article-tree";
import { contentIn } from "./read-page";

/** Kinds of image that every browser shows and that can do nothing but be seen. */
export const shownImages: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/**
 * `text` is the canonical text of the content.
 * @throws AppError E_INPUT with what is wrong, in words of ours only.
 */
export function checkForm(content: Content, text: string): void {
  const fault = textFault(content) ?? structureFault(content, text);
  if (fault !== null) throw new AppError("E_INPUT", fault);
}

function textFault(content: Content): string | null {
  for (const { id, text } of textBlocks(content)) {
    const fault = faultOf(text);
    if (fault !== null) return `${blockName(id)}${fault}`;
  }
  for (const text of stringsIn(content)) {
    const fault = faultOf(text);
    if (fault !== null) return `链接、附件或其他字段${fault}`;
  }
  return null;
}

/**
 * Texts of these characters alone hide nothing and are normalised: ASCII that is seen, ideographs, their punctuation without
 * the tone marks (U+302A ff.), full-width forms. None of them has a canonical decomposition or combines with another.
 */
const PLAIN = /^[\t\n\x20-\x7e·—‘’“”…\u3000-\u3029\u4e00-\u9fa5\uff01-\uff5e]*$/;

function faultOf(text: string): string | null {
  if (PLAIN.test(text)) return null;
  const hidden = hiddenCharacter(text);
  if (hidden !== null) return `中含有不可见字符（${hidden}），请删去`;
  return text === text.normalize("NFC") ? null : "的文字未作 NFC 规范化";
}

function structureFault(content: Content, text: string): string | null {
  const { document, metadata, files, links } = content;
  const named = contentOf(document, metadata);
  if (canonicalJson([named.files, named.links]) !== canonicalJson([files, links])) return "附件或链接清单与正文不一致";
  // Findings and decisions name their place by id: two parts of one name could answer for each other.
  const ids = textBlocks(content).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return "有两个段落使用了同一个编号";
  if (document.blocks.flatMap(runsOf).some((run) => !hasOrderedMarks(run))) return "文字格式的次序不规范";
  if (document.blocks.some((block) => block.kind === "image" && !shownImages.includes(block.file.mime)))
    return "有一幅图片不是网页能显示的格式";
  return canonicalJson(contentIn(articleTree(content, "files/"))) === text ? null : "内容无法原样显示在页面上";
}

const hasOrderedMarks = ({ marks }: Run): boolean => marks.every((mark, i) => i === 0 || (marks[i - 1] ?? "") < mark);

/** Every string of a JSON value, member names left out. */
function stringsIn(value: unknown): string[] {
  const found: string[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: string[]): void {
  if (typeof value === "string") found.push(value);
  else if (Array.isArray(value)) for (const each of value) collect(each, found);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) collect(each, found);
}
