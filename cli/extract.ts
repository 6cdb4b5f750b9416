/** A file to text blocks whose every position can be named in the file's text. */
import { basename, extname } from "node:path";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { readPdfInThread } from "../node/pdf-thread";
import { attachmentText, namesText } from "../shared/attachments/extract";
import type { PdfReader } from "../shared/attachments/piece";
import { digestOf } from "../shared/digest";
import { AppError } from "../shared/failure";
import type { BlockLink, TextBlock } from "../shared/proofreading/rule";
import { leadsElsewhere } from "./href";
import { fromMarkdown } from "./markdown";
import { type Extract, fromText } from "./plain-text";
import { decodeText } from "./read-text";

/** Files a folder is searched for: also those whose format nobody here reads, so that they do not count as clean. */
export const isReadable = (name: string): boolean => namesText(name) || /\.markdown$/i.test(name);

/** @param pdf reads PDF files in a limited time, so that a hostile one holds up no other file */
export async function extract(name: string, bytes: Uint8Array, pdf: PdfReader = readPdfInThread): Promise<Extract> {
  switch (extname(name).toLowerCase()) {
    case ".html":
    case ".htm":
      return fromHtml(decodeText(bytes));
    case ".md":
    case ".markdown":
      return fromMarkdown(decodeText(bytes));
    case ".txt":
    case ".text":
      return fromText(decodeText(bytes));
    default:
      return namesText(name) ? fromDocument(name, bytes, pdf) : fromText(decodeText(bytes));
  }
}

/**
 * What attachments of an item are read by (MC-36), so that a file says here what it would say there: paragraphs as a
 * text of their own, then cells and what a reader of the file does not see.
 * @throws AppError for a file that is locked, broken or of an old format
 */
async function fromDocument(name: string, bytes: Uint8Array, pdf: PdfReader): Promise<Extract> {
  const file = { hash: digestOf(bytes), name: basename(name), bytes };
  const { blocks, failure, notes } = await attachmentText(file, pdf);
  if (failure !== null) throw new AppError(failure.code, failure.reason);
  const isProse = (block: TextBlock) => block.cell === undefined && block.part === undefined;
  const prose = blocks.filter(isProse).map(({ text }) => text);
  const written = fromText(prose.join("\n"));
  const others = blocks.filter((block) => !isProse(block));
  const starts = new Map<string, number>();
  let text = written.text;
  for (const block of others) {
    text += "\n";
    starts.set(block.id, text.length);
    text += block.text;
  }
  return {
    text,
    blocks: [...written.blocks, ...others],
    locate: (block, position) => {
      const start = starts.get(block);
      return start === undefined ? written.locate(block, position) : start + position;
    },
    unread: notes.map((note) => `${note}。`).join(""),
  };
}

type Node = DefaultTreeAdapterTypes.ChildNode;

const BLOCKS = new Set(
  "address article aside blockquote body center dd div dl dt figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul title caption".split(
    " ",
  ),
);
const HIDDEN = new Set(["script", "style", "noscript", "template", "svg", "iframe", "select", "button"]);

interface Draft {
  role: TextBlock["role"];
  text: string;
  links: BlockLink[];
}

/** The visible text, one line per block, in the order of the page. */
export function fromHtml(html: string): Extract {
  const reader = new Reader();
  reader.read(parse(html).childNodes, "body");
  const starts = new Map<string, number>();
  let text = "";
  const drafts = reader.finish();
  const titled = drafts.findIndex((draft) => draft.role === "title");
  const blocks = drafts.map((draft, index): TextBlock => {
    const id = index === titled ? "title" : `b${index + 1}`;
    const role = draft.role === "title" && index !== titled ? "heading" : draft.role;
    starts.set(id, text.length);
    text += `${draft.text}\n`;
    return draft.links.length === 0
      ? { id, role, text: draft.text }
      : { id, role, text: draft.text, links: draft.links };
  });
  return { text, blocks, locate: (block, position) => (starts.get(block) ?? 0) + position, unread: "" };
}

class Reader {
  private readonly done: Draft[] = [];
  private current: Draft = { role: "body", text: "", links: [] };

  read(nodes: readonly Node[], role: TextBlock["role"]): void {
    for (const node of nodes) {
      if (node.nodeName === "#text" && "value" in node) this.write(node.value);
      else if ("tagName" in node && !HIDDEN.has(node.tagName)) this.element(node, role);
    }
  }

  finish(): readonly Draft[] {
    this.close("body");
    return this.done;
  }

  private element(node: DefaultTreeAdapterTypes.Element, role: TextBlock["role"]): void {
    if (node.tagName === "title") return;
    if (node.tagName === "br") this.close(role);
    const inner = roleOf(node.tagName) ?? role;
    const isBlock = BLOCKS.has(node.tagName);
    if (isBlock) this.close(inner);
    const start = this.current.text.length;
    this.read(node.childNodes, inner);
    const href = node.tagName === "a" ? node.attrs.find((item) => item.name === "href")?.value : undefined;
    if (href !== undefined && leadsElsewhere(href) && this.current.text.length > start) {
      this.current.links.push({ start, end: this.current.text.length, href });
    }
    if (isBlock) this.close(role);
  }

  private write(value: string): void {
    const text = value.replace(/[ \t\r\n\f]+/g, " ");
    this.current.text += this.current.text === "" ? text.trimStart() : text;
  }

  private close(next: TextBlock["role"]): void {
    const text = this.current.text.trimEnd();
    if (text !== "") {
      const links = this.current.links.filter((link) => link.end <= text.length);
      this.done.push({ ...this.current, text, links });
    }
    this.current = { role: next, text: "", links: [] };
  }
}

function roleOf(tag: string): TextBlock["role"] | null {
  if (tag === "h1") return "title";
  if (/^h[2-6]$/.test(tag)) return "heading";
  if (tag === "li") return "list";
  if (tag === "td" || tag === "th") return "cell";
  return tag === "figcaption" || tag === "caption" ? "caption" : null;
}
