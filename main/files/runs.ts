/** Inline content of an untrusted page as runs: marks and links kept, everything else dropped and told. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter as tree } from "parse5";
import type { Mark, Run } from "../../shared/model/manuscript";

export type Node = DefaultTreeAdapterMap["node"];
export type Element = DefaultTreeAdapterMap["element"];

/** Counts what could not be kept, by name. */
export class Dropped {
  readonly #counts = new Map<string, number>();

  readonly note = (name: string): void => {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  };

  readonly lines = (): string[] => [...this.#counts].map(([name, count]) => `${name} ${count} 处`);
}

export interface Style {
  readonly marks: readonly Mark[];
  readonly link: string | null;
}
export const plain: Style = { marks: [], link: null };

const markOf: Readonly<Record<string, Mark>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strike",
  strike: "strike",
  del: "strike",
  sub: "sub",
  sup: "super",
};

/** Elements without text of ours: name for the report, or null when nobody misses them. */
export const unkept: Readonly<Record<string, string | null>> = {
  img: "图片",
  picture: "图片",
  svg: "图形",
  canvas: "图形",
  math: "公式",
  video: "视频",
  audio: "音频",
  iframe: "内嵌页面",
  object: "内嵌对象",
  embed: "内嵌对象",
  form: "表单",
  input: "表单项",
  select: "表单项",
  textarea: "表单项",
  button: "按钮",
  script: null,
  style: null,
  noscript: null,
  template: null,
  head: null,
  title: null,
  meta: null,
  link: null,
};

export const isElement = (node: Node): node is Element => tree.isElementNode(node);

export const childrenOf = (node: Node): readonly Node[] => ("childNodes" in node ? node.childNodes : []);

export function attribute(element: Element, name: string): string {
  return element.attrs.find((each) => each.name === name)?.value ?? "";
}

/** Every text below the nodes, block elements included: each begins on a line of its own. */
export function runsBelow(nodes: readonly Node[], style: Style, dropped: Dropped): Run[] {
  return nodes.flatMap((node) => runsAt(node, style, dropped));
}

function runsAt(node: Node, style: Style, dropped: Dropped): Run[] {
  if (tree.isTextNode(node)) return [runOf(collapse(node.value), style)];
  if (!isElement(node)) return [];
  const name = node.tagName;
  if (name === "br") return [runOf("\n", style)];
  if (Object.hasOwn(unkept, name)) {
    const reported = unkept[name];
    if (typeof reported === "string") dropped.note(reported);
    return [];
  }
  const inner = runsBelow(childrenOf(node), styleIn(node, style, dropped), dropped);
  return breaking.has(name) && inner.length > 0 ? [runOf("\n", plain), ...inner, runOf("\n", plain)] : inner;
}

const breaking = new Set(["p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"]);

function styleIn(element: Element, style: Style, dropped: Dropped): Style {
  const mark = markOf[element.tagName];
  if (mark !== undefined && !style.marks.includes(mark)) return { ...style, marks: [...style.marks, mark].sort() };
  return element.tagName === "a" ? { ...style, link: linkOf(attribute(element, "href"), dropped) } : style;
}

/** Only addresses a reader can follow from a public page; anchors within the file go without a word. */
function linkOf(href: string, dropped: Dropped): string | null {
  const target = href.trim();
  if (/^(https?:\/\/|mailto:)/i.test(target) && target.length <= 2_000) return target;
  if (target !== "" && !target.startsWith("#")) dropped.note("无法保留的链接");
  return null;
}

const runOf = (text: string, { marks, link }: Style): Run => ({ text, marks: [...marks], link });

const CJK = "\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f";
const wrapped = new RegExp(`(?<=[${CJK}])[ \\t\\r\\f]*\\n\\s*(?=[${CJK}])`, "g");

/** White space as HTML shows it; a line break between two Chinese characters is only how the file was wrapped. */
function collapse(text: string): string {
  return text
    .replace(wrapped, "")
    .replace(/[ \t\r\n\f]+/g, " ")
    .replace(/\u00a0/g, " ");
}

const sameLook = (a: Run, b: Run): boolean => a.link === b.link && a.marks.join() === b.marks.join();

/** Merges equal neighbours, trims the ends and blank lines, normalises to NFC, drops what no editor shows. */
export function tidy(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last !== undefined && (sameLook(last, run) || run.text.trim() === "")) {
      merged[merged.length - 1] = { ...last, text: last.text + run.text };
    } else merged.push(run);
  }
  const clean = merged.map((run) => ({ ...run, text: cleanText(run.text) }));
  return trimmed(clean).filter((run) => run.text !== "");
}

/** Direction and other invisible controls could make a text read differently than it is checked. */
function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\P{C}\n]/gu, "")
    .replace(/ *\n[ \n]*/g, "\n");
}

function trimmed(runs: readonly Run[]): Run[] {
  const texts = runs.map((run) => run.text);
  const first = texts.findIndex((text) => text.trim() !== "");
  const last = texts.findLastIndex((text) => text.trim() !== "");
  if (first === -1) return [];
  return runs.slice(first, last + 1).map((run, i, all) => {
    const start = i === 0 ? run.text.trimStart() : run.text;
    return { ...run, text: i === all.length - 1 ? start.trimEnd() : start };
  });
}
