/** Pages of canonical content: the article alone, the sample page that proofs sign, the page the public reads. */

import { utf8 } from "../bytes";
import { canonicalJson } from "../canonical";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { type Content, contentHash, contentOf } from "../model/content";
import type { Digest } from "../schema";
import type { Profile } from "../workflow/profile";
import { articleTree } from "./article-tree";
import { element, escapeHtml, type PageNode, serialise, textNodes } from "./page-node";
import { pageCss, proofCss, proofTemplate } from "./stylesheet";

export interface ArticleContext {
  /** Stands before each file's hash in addresses; `files/` unless the site keeps its files elsewhere. */
  readonly fileBase?: string;
}

export interface PublicContext extends ArticleContext {
  readonly siteName: string;
  readonly columnName: string;
  /** Platform time of publication. */
  readonly publishedAt: string;
  /** 责任信息 (RP-5, XY-7): 单位, 采编人, 录入人, 审核人, 签发人, 发布人. Shown below the article, outside what is signed. */
  readonly stamp: readonly { readonly label: string; readonly value: string }[];
  /** Address of the stylesheet; without it the style stands in the page. */
  readonly styleHref?: string;
  /** Address of the evidence pack, where the site offers it. */
  readonly evidenceHref?: string;
}

/**
 * The article as deterministic HTML, from which readArticle recovers the content exactly.
 * @throws AppError E_INPUT when files or links are not the document's own, or a text cannot be shown.
 */
export function renderArticle(content: Content, context: ArticleContext): string {
  if (canonicalJson(contentOf(content.document, content.metadata)) !== canonicalJson(content))
    throw new AppError("E_INPUT", "附件或链接清单与正文不一致");
  return serialise(articleTree(content, context.fileBase ?? "files/"));
}

/** 样版: the page as it will stand, in one file. `layoutHash` is the SHA-256 of exactly the bytes of `html` in UTF-8. */
export function proofSheet(content: Content, profile: Pick<Profile, "siteName">): { html: string; layoutHash: Digest } {
  const header = element("header", {}, [
    element("span", {}, textNodes(profile.siteName)),
    element("span", { class: "mark" }, textNodes("排版样张 · 仅供校对")),
  ]);
  const html = page(
    [`<meta name="generator" content="${proofTemplate}">`, `<style>${proofCss}</style>`],
    content.document.title,
    `<div class="sheet">${serialise(header)}<main>${renderArticle(content, {})}</main></div>`,
  );
  return { html, layoutHash: digestOf(utf8(html)) };
}

/** The complete public page. Deterministic: the same content and context give the same bytes. */
export function publicPage(content: Content, context: PublicContext): string {
  const style =
    context.styleHref === undefined
      ? `<style>${pageCss}</style>`
      : `<link rel="stylesheet" href="${escapeHtml(context.styleHref)}">`;
  const trail = ["首页", context.columnName, "正文"].filter((name) => name !== "");
  return page(
    [style],
    `${content.document.title} - ${context.siteName}`,
    [
      '<a class="skip" href="#main">跳到正文</a>',
      serialise(element("header", { class: "site" }, [element("p", {}, textNodes(context.siteName))])),
      serialise(trailTree(trail)),
      `<main id="main">${publishedLine(context)}${renderArticle(content, context)}${serialise(dutyTree(content, context))}</main>`,
      serialise(element("footer", {}, textNodes(`${context.siteName} 发布`))),
    ].join(""),
  );
}

function page(head: readonly string[], title: string, body: string): string {
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    ...head,
    `</head><body>${body}</body></html>`,
  ].join("\n");
}

function trailTree(names: readonly string[]): PageNode {
  const items = names.map((name, i) =>
    element("li", i === names.length - 1 ? { "aria-current": "page" } : {}, textNodes(name)),
  );
  return element("nav", { class: "trail", "aria-label": "当前位置" }, [element("ol", {}, items)]);
}

function publishedLine(context: PublicContext): string {
  const time = element("time", { datetime: context.publishedAt }, textNodes(beijingTime(context.publishedAt)));
  return serialise(element("p", { class: "published" }, [...textNodes("发布时间："), time]));
}

function dutyTree(content: Content, context: PublicContext): PageNode {
  const pair = (label: string, value: PageNode) =>
    element("div", {}, [element("dt", {}, textNodes(label)), element("dd", {}, [value])]);
  const stamp = context.stamp.map((row) => pair(row.label, element("span", {}, textNodes(row.value))));
  const hash = element("p", {}, [
    ...textNodes("内容摘要："),
    element("span", { class: "hash" }, textNodes(contentHash(content))),
  ]);
  const evidence =
    context.evidenceHref === undefined
      ? []
      : [element("p", {}, [element("a", { href: context.evidenceHref }, textNodes("下载审签证据包"))])];
  return element("section", { class: "duty", "aria-labelledby": "duty" }, [
    element("h2", { id: "duty" }, textNodes("责任信息")),
    element("dl", {}, stamp),
    hash,
    ...evidence,
  ]);
}

const EIGHT_HOURS = 8 * 60 * 60 * 1_000;

/** A time as people in China read it, wherever the program runs. */
export function beijingTime(instant: string): string {
  const [date = "", clock = ""] = new Date(Date.parse(instant) + EIGHT_HOURS).toISOString().split("T");
  return `${date} ${clock.slice(0, 5)}`;
}
