/** What a paste could not take over, counted by kind with the place of the first one (E2). */
import { attribute, type HtmlNode, nameOf, styleOf, textOf } from "./html-node";

export const dropKinds = [
  "textbox",
  "shape",
  "metafile",
  "remote-image",
  "local-image",
  "bad-image",
  "object",
  "media",
  "frame",
  "formula",
  "control",
  "footnote",
  "comment",
  "header",
  "rule",
  "nested-table",
  "link",
  "field",
] as const;
export type DropKind = (typeof dropKinds)[number];

export interface Dropped {
  readonly kind: DropKind;
  readonly count: number;
  /** Text nearest before the first one; empty at the start. */
  readonly after: string;
}

/** Collects drops while a paste is read. `near` is told each text that is kept. */
export class Drops {
  private readonly found = new Map<DropKind, Dropped>();
  private last = "";

  add(kind: DropKind, _node?: HtmlNode): void {
    const known = this.found.get(kind);
    this.found.set(kind, { kind, count: (known?.count ?? 0) + 1, after: known?.after ?? this.last });
  }

  /** Word hides drawings, objects and fields from browsers in conditional comments. */
  addFromComment(comment: string): void {
    if (comment.includes("<v:textbox")) this.add("textbox");
    else if (/<o:OLEObject/i.test(comment)) this.add("object");
    if (comment.includes("mso-element:field-begin")) this.add("field");
  }

  near(text: string): void {
    if (text !== "") this.last = text.slice(-12);
  }

  list(): Dropped[] {
    return [...this.found.values()];
  }
}

const byTag: Readonly<Record<string, DropKind | "silent">> = {
  script: "silent",
  style: "silent",
  meta: "silent",
  link: "silent",
  title: "silent",
  head: "silent",
  template: "silent",
  noscript: "silent",
  xml: "silent",
  "o:p": "silent",
  "v:shapetype": "silent",
  "v:textbox": "textbox",
  "v:shape": "shape",
  "v:rect": "shape",
  "v:line": "shape",
  "v:group": "shape",
  "v:oval": "shape",
  object: "object",
  embed: "object",
  applet: "object",
  "o:oleobject": "object",
  iframe: "frame",
  frame: "frame",
  video: "media",
  audio: "media",
  canvas: "shape",
  svg: "shape",
  math: "formula",
  "m:omath": "formula",
  "m:omathpara": "formula",
  input: "control",
  select: "control",
  textarea: "control",
  button: "control",
  hr: "rule",
};

const byElement: Readonly<Record<string, DropKind>> = {
  footnote: "footnote",
  endnote: "footnote",
  "footnote-list": "footnote",
  "endnote-list": "footnote",
  comment: "comment",
  "comment-list": "comment",
  header: "header",
  footer: "header",
};

/** Why a node is left out: a kind to report, `silent` for what is no content, null when it stays. */
export function dropName(node: HtmlNode): DropKind | "silent" | null {
  const name = nameOf(node);
  const tag = byTag[name];
  // A blank <o:p> is Word's paragraph end; text inside one is text.
  if (name === "o:p") return textOf(node).trim() === "" ? "silent" : null;
  if (tag === "shape" && /^v:/.test(name) && hasBox(node)) return "textbox";
  if (tag !== undefined) return tag;
  if (styleOf(node, "mso-list") === "ignore") return "silent";
  const part = byElement[styleOf(node, "mso-element")];
  if (part !== undefined) return part;
  if (styleOf(node, "mso-element") === "field-begin") return "field";
  if (/^field-/.test(styleOf(node, "mso-element"))) return "silent";
  if (styleOf(node, "mso-hide") === "all" || styleOf(node, "display") === "none") return "silent";
  return noteReference(node);
}

const hasBox = (node: HtmlNode): boolean =>
  Array.from(node.childNodes).some((child) => nameOf(child) === "v:textbox" || hasBox(child));

function noteReference(node: HtmlNode): DropKind | null {
  const kind = attribute(node, "class");
  if (/MsoFootnoteReference|MsoEndnoteReference/.test(kind)) return "footnote";
  if (/MsoCommentReference/.test(kind)) return "comment";
  if (nameOf(node) === "a" && /^#_(ftn|edn)/.test(attribute(node, "href"))) return "footnote";
  return null;
}
