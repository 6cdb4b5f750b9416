/**
 * Reads canonical content back from a page, the inverse of renderArticle.
 * What was read is laid out again and must give the very tree it was read from: an added word, attribute or element
 * that the content does not account for is refused, so nothing visible can differ under an equal hash.
 */
import { AppError, check } from "../failure";
import { type Content, content, contentHash, contentOf } from "../model/content";
import { type Mark, manuscriptDocument, marks } from "../model/manuscript";
import type { Digest } from "../schema";
import { articleTree, headingTags, markTags } from "./article-tree";
import { metadataFrom } from "./metadata-rows";
import { elementsOf, type PageNode, sameTree, textOf } from "./page-node";

/**
 * The content that a page shows. `root` is the page or any part of it that holds the one article.
 * @throws AppError E_HASH when the page shows anything that the content does not account for.
 */
export function readArticle(root: PageNode): Content {
  const [article, ...others] = elementsOf(root, "article").filter((node) => "data-format" in node.attributes);
  if (article === undefined || others.length > 0) throw new AppError("E_HASH", "页面没有唯一的正文");
  const read = contentIn(article);
  if (!sameTree(article, articleTree(read, fileBaseOf(article))))
    throw new AppError("E_HASH", "页面上有规范内容以外的文字或标记");
  return read;
}

/** The content hash recomputed from what a page shows. @throws AppError E_HASH */
export function pageHash(root: PageNode): Digest {
  return contentHash(readArticle(root));
}

/**
 * What an article says, without the comparison: for one that was laid out here a moment ago, and whose content is compared.
 * @throws AppError E_HASH for what is no content
 */
export function contentIn(article: PageNode): Content {
  try {
    const [heading, header, body] = article.children;
    const rows = (header === undefined ? [] : elementsOf(header, "tr")).map((row) => ({
      label: row.children[0] === undefined ? "" : textOf(row.children[0]),
      value: row.children[1] === undefined ? "" : textOf(row.children[1]),
    }));
    const document = check(manuscriptDocument, {
      title: heading === undefined ? "" : textOf(heading),
      blocks: (body?.children ?? []).map(readBlock),
    });
    // The document was judged; what follows from it has limits of its own.
    const { document: _, ...others } = contentOf(document, metadataFrom(rows));
    return { document, ...check(besideDocument, others) };
  } catch (error) {
    if (error instanceof AppError && error.code === "E_INPUT")
      throw new AppError("E_HASH", "页面上的内容不是规范内容", { cause: error });
    throw error;
  }
}

const besideDocument = content.omit({ document: true });

/** A block as its markup says; the schema judges it afterwards. */
function readBlock(node: PageNode): unknown {
  const id = node.attributes["data-id"];
  const level = headingTags.indexOf(node.tag);
  if (level >= 0) return { kind: "heading", id, level: level + 1, runs: readRuns(node) };
  switch (node.tag) {
    case "p":
      return node.attributes.class === "attachment"
        ? { kind: "attachment", id, file: readAttachment(node) }
        : { kind: "paragraph", id, align: node.attributes["data-align"], runs: readRuns(node) };
    case "ol":
    case "ul":
      return { kind: "list", id, ordered: node.tag === "ol", items: node.children.map(readItem) };
    case "table":
      return { kind: "table", id, rows: elementsOf(node, "tr").map((row) => ({ cells: row.children.map(readCell) })) };
    case "figure":
      return { kind: "image", id, ...readImage(node) };
    default:
      throw new AppError("E_HASH", "页面上有规范内容以外的文字或标记");
  }
}

function readRuns(node: PageNode): unknown[] {
  return node.children.map((span) => {
    const [anchor] = elementsOf(span, "a");
    return {
      text: textOf(span),
      marks: readMarks(span),
      link: anchor === undefined ? null : (anchor.attributes.href ?? anchor.attributes["data-href"]),
    };
  });
}

/** The marks from the outside in, which is their order in the run. */
function readMarks(node: PageNode): Mark[] {
  const [only] = node.children;
  if (only === undefined) return [];
  const own = marks.filter((mark) => markTags[mark] === only.tag);
  return own.length > 0 || only.tag === "a" ? [...own, ...readMarks(only)] : [];
}

function readItem(node: PageNode): unknown {
  return { id: node.attributes["data-id"], depth: Number(node.attributes["data-depth"]), runs: readRuns(node) };
}

function readCell(node: PageNode): unknown {
  return {
    id: node.attributes["data-id"],
    header: node.tag === "th",
    colSpan: Number(node.attributes.colspan),
    rowSpan: Number(node.attributes.rowspan),
    runs: readRuns(node),
  };
}

function readImage(figure: PageNode): object {
  const [picture, caption] = figure.children;
  const found = picture?.attributes ?? {};
  return {
    file: {
      hash: hashIn(found.src),
      name: found["data-name"],
      mime: found["data-mime"],
      size: Number(found["data-size"]),
    },
    alt: found.alt,
    decorative: found.role === "presentation",
    caption: caption === undefined ? "" : textOf(caption),
  };
}

function readAttachment(node: PageNode): object {
  const [anchor] = elementsOf(node, "a");
  const found = anchor?.attributes ?? {};
  return {
    hash: hashIn(found.href),
    name: anchor === undefined ? "" : textOf(anchor),
    mime: found["data-mime"],
    size: Number(found["data-size"]),
  };
}

/** Every file address ends with the hash of the file's bytes. */
const ADDRESS = /^(.*)((?:sha-256|sm3):[0-9a-f]{64})$/s;

function hashIn(address: string | undefined): string {
  return ADDRESS.exec(address ?? "")?.[2] ?? "";
}

/** What stands before the hash in the page's file addresses: the site's choice, not content. */
function fileBaseOf(article: PageNode): string {
  const files = [...elementsOf(article, "img"), ...elementsOf(article, "a")].flatMap((node) =>
    "data-mime" in node.attributes ? [node.attributes.src ?? node.attributes.href ?? ""] : [],
  );
  return ADDRESS.exec(files[0] ?? "")?.[1] ?? "";
}
