/** Canonical content, read-only: the same tree as the public page's article, as React elements. Links lead nowhere here. */
import { createElement, Fragment, memo, type ReactNode } from "react";
import type { Content } from "../../../shared/model/content";
import { articleTree } from "../../../shared/publication/article-tree";
import type { PageNode } from "../../../shared/publication/page-node";
import { articleCss } from "../../../shared/publication/stylesheet";
import { FilePicture } from "./file-picture";
import "./article-view.css";

/** Drawn once per content: ticking a box beside a long text must not lay the text out again. */
export const ArticleView = memo(function ArticleView({ content }: { readonly content: Content }) {
  return (
    <div className="canonical-view" data-testid="canonical-view">
      <ArticleStyle />
      {nodeView(articleTree(content, ""), "0")}
    </div>
  );
});

export function ArticleStyle() {
  return <style>{articleCss}</style>;
}

/** HTML attribute names that React spells in its own way. */
const spelled: Readonly<Record<string, string>> = { class: "className", colspan: "colSpan", rowspan: "rowSpan" };
/** Where a link or file would lead is told in its title; a click in a signing window must change nothing. */
const leading = new Set(["href", "download", "rel"]);

export function nodeView(node: PageNode, key: string): ReactNode {
  if (node.tag === "#text") return <Fragment key={key}>{node.text}</Fragment>;
  const { alt, src } = node.attributes;
  if (node.tag === "img") return <FilePicture key={key} hash={src ?? ""} alt={alt ?? ""} />;
  const attributes = Object.entries(node.attributes)
    .filter(([name]) => !leading.has(name))
    .map(([name, value]) => [spelled[name] ?? name, value]);
  const target = node.attributes.href ?? node.attributes["data-href"];
  const title = node.tag === "a" && !("data-mime" in node.attributes) ? { title: target } : {};
  const children = node.children.map((child, i) => nodeView(child, String(i)));
  return createElement(node.tag, { ...Object.fromEntries(attributes), ...title, key }, ...children);
}
