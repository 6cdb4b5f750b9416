/** The frame around every administrators' page, and the headers it goes out with. */
import type { FastifyReply } from "fastify";
import { beijingTime } from "../../shared/publication/page";
import { isSystem } from "../../shared/workflow/duty";
import { actForm, field, hidden } from "./form-markup";
import { html, type Markup } from "./markup";
import { type DoneWord, doneWords, type Page, type Section, type Visit } from "./section";
import { adminStylePath } from "./style";

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** `same-origin`: with no referrer at all a browser would send `Origin: null` with our own forms. */
export function secured(reply: FastifyReply): FastifyReply {
  return reply
    .header("content-security-policy", policy)
    .header("x-content-type-options", "nosniff")
    .header("x-frame-options", "DENY")
    .header("referrer-policy", "same-origin")
    .header("cross-origin-opener-policy", "same-origin")
    .header("cache-control", "no-store");
}

export const sendPage = (reply: FastifyReply, page: Markup): FastifyReply =>
  secured(reply)
    .type("text/html; charset=utf-8")
    .send(`<!doctype html>${String(page)}`);

function whole(title: string, body: Markup): Markup {
  return html`<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · 系统管理</title><link rel="stylesheet" href="${adminStylePath}"></head><body>${body}</body></html>`;
}

/** For whoever is not in yet, and for what went wrong. */
export function barePage(title: string, body: Markup): Markup {
  return whole(
    title,
    html`<a class="skip" href="#main">跳到正文</a><header class="top"><strong>采编平台 · 系统管理</strong></header><main id="main"><h1>${title}</h1>${body}</main>`,
  );
}

export interface Framed {
  readonly visit: Visit;
  readonly sections: readonly Section[];
  readonly page: Page;
  /** Of the section that is open. */
  readonly current: string;
  /** Where the person comes back to after confirming. */
  readonly path: string;
}

export function framed({ visit, sections, page, current, path }: Framed): Markup {
  const { account, site, scope } = visit.caller;
  const links = sections.map(
    ({ name, title }) =>
      html`<li><a href="/admin${name === "" ? "" : `/${name}`}"${
        name === current ? html` aria-current="page"` : null
      }>${title}</a></li>`,
  );
  const leave = actForm(visit, { act: "leave", button: "退出管理页面", fields: null, inline: true });
  return whole(
    page.title,
    html`<a class="skip" href="#main">跳到正文</a><header class="top"><strong>${site.name} · 系统管理</strong><span>${account.name}（${account.roles.join("、")}）</span><span>${
      scope.city ? "管辖全市" : `管辖${account.unitName}及下级`
    }</span><span>至 ${beijingTime(visit.session.endsAt)} 有效</span>${leave}</header><div class="frame"><nav aria-label="栏目"><ul>${links}</ul></nav><main id="main"><h1>${page.title}</h1>${doneNote(
      visit.query,
    )}${current === "confirm" ? null : confirmBar(visit, path)}${page.body}</main></div>`,
  );
}

function doneNote(query: URLSearchParams): Markup | null {
  const word = (Object.keys(doneWords) as DoneWord[]).find((each) => each === query.get("done"));
  return word === undefined ? null : html`<p class="note good" role="status">${doneWords[word]}</p>`;
}

function confirmBar(visit: Visit, path: string): Markup | null {
  if (!isSystem(visit.caller.account)) return null;
  const { confirmedUntil } = visit.session;
  if (confirmedUntil !== null)
    return html`<div class="note good confirm" id="confirm"><p>已用短信确认身份，${beijingTime(confirmedUntil)} 前可以办理重要操作。</p></div>`;
  const form = actForm(visit, {
    act: "confirm/send",
    button: "获取验证码",
    fields: hidden("back", path),
    inline: true,
  });
  return html`<div class="note confirm" id="confirm"><p>批准、办理、离岗、停用和装入须先用短信确认身份。</p>${form}</div>`;
}

/** After the code was sent. */
export function confirmPage(visit: Visit, sent: { ticket: string; maskedPhone: string; back: string }): Page {
  const fields = [
    hidden("ticket", sent.ticket),
    hidden("back", sent.back),
    field({ name: "code", label: "验证码", hint: `已发送到 ${sent.maskedPhone}，五分钟内有效。`, max: 6 }),
  ];
  return {
    kind: "page",
    title: "确认身份",
    body: html`<p>确认后十分钟内可以办理重要操作；填到一半的表单请在确认后重新填写。</p>${actForm(visit, {
      act: "confirm/code",
      button: "确认",
      fields,
    })}`,
  };
}
