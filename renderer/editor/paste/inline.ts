/** Inline content of pasted html → runs. Fonts, sizes, colours and Word's own marks fall away; the six marks and links stay. */
import { type Mark, marks, type Run } from "../../../shared/model/manuscript";
import { cleanText, normalRuns } from "../runs";
import { type Drops, dropName } from "./drops";
import { attribute, childrenOf, type HtmlNode, isComment, isElement, isText, nameOf, styleOf } from "./html-node";

interface Look {
  readonly marks: ReadonlySet<Mark>;
  readonly link: string | null;
}

const tagMarks: Readonly<Record<string, Mark>> = {
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

const HAN_BREAK =
  /(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])[ \t]*[\r\n]+[ \t]*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])/gu;

/** Runs of a node and everything inline below it, with white space as a browser would show it. */
export function runsFrom(nodes: readonly HtmlNode[], drops: Drops): Run[] {
  const runs: Run[] = [];
  for (const node of nodes) collect(node, { look: { marks: new Set(), link: null }, runs, drops });
  return trimmed(normalRuns(runs));
}

function collect(node: HtmlNode, into: { look: Look; runs: Run[]; drops: Drops }): void {
  const { look, runs, drops } = into;
  if (isText(node)) {
    const text = collapsed(node.nodeValue ?? "");
    runs.push({ text, marks: marks.filter((mark) => look.marks.has(mark)), link: look.link });
    return;
  }
  if (isComment(node)) drops.addFromComment(node.nodeValue ?? "");
  if (!isElement(node)) return;
  const name = nameOf(node);
  if (name === "br") {
    runs.push({ text: "\n", marks: marks.filter((mark) => look.marks.has(mark)), link: look.link });
    return;
  }
  const dropped = dropName(node);
  if (dropped === "silent") return;
  if (dropped !== null) {
    drops.add(dropped, node);
    return;
  }
  const inner = lookOf(node, look, drops);
  for (const child of childrenOf(node)) collect(child, { look: inner, runs, drops });
}

/** Line ends between Chinese characters are the source's wrapping, not spaces. */
const collapsed = (text: string): string =>
  cleanText(text.replace(HAN_BREAK, ""))
    .replace(/[ \t\n\r\f]+/g, " ")
    .replace(/\u00a0/g, " ")
    .replace(/[\u200b\ufeff]/g, "");

function lookOf(node: HtmlNode, look: Look, drops: Drops): Look {
  const next = new Set(look.marks);
  const tag = tagMarks[nameOf(node)];
  if (tag !== undefined) next.add(tag);
  applyStyle(node, next);
  return { marks: next, link: nameOf(node) === "a" ? linkOf(node, look.link, drops) : look.link };
}

function applyStyle(node: HtmlNode, set: Set<Mark>): void {
  const weight = styleOf(node, "font-weight");
  if (weight === "bold" || Number(weight) >= 600) set.add("bold");
  if (weight === "normal" || weight === "400") set.delete("bold");
  const slope = styleOf(node, "font-style");
  if (slope === "italic") set.add("italic");
  if (slope === "normal") set.delete("italic");
  const line = `${styleOf(node, "text-decoration")} ${styleOf(node, "text-decoration-line")}`;
  if (line.includes("underline")) set.add("underline");
  if (line.includes("line-through")) set.add("strike");
  const rise = styleOf(node, "vertical-align");
  if (rise === "super") set.add("super");
  if (rise === "sub") set.add("sub");
}

function linkOf(node: HtmlNode, outer: string | null, drops: Drops): string | null {
  const href = attribute(node, "href").trim();
  if (href === "") return outer;
  if (/^(https?:\/\/|mailto:)/i.test(href) && href.length <= 2_000) return href;
  drops.add("link", node);
  return outer;
}

/** No space at the ends of a block and of its lines; leading full-width spaces are layout, which the page makes itself. */
function trimmed(runs: readonly Run[]): Run[] {
  const first = runs[0];
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return [];
  const cut = runs.map((run, index) => ({
    ...run,
    text: index === runs.length - 1 ? run.text.replace(/[\s\u3000]+$/u, "") : run.text,
  }));
  const started = cut.findIndex((run) => /[^\s\u3000]/u.test(run.text));
  if (started < 0) return [];
  const kept = cut.slice(started).map((run, index) => ({
    ...run,
    text: (index === 0 ? run.text.replace(/^[\s\u3000]+/u, "") : run.text).replace(/ *\n */g, "\n"),
  }));
  return normalRuns(kept);
}
