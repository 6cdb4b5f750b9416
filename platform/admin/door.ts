/**
 * The administrators' pages as routes: plain HTML, no script. Every page asks who it is anew; every form carries a token of
 * its session; what is refused leaves a row in the audit. Acts call the functions that the API's routes call.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError, explain, type FailureCode } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { adminEntryPath } from "../../shared/http/admin";
import { isSystem } from "../../shared/workflow/duty";
import { auditAlone } from "../audit";
import { Brake } from "../http/brake";
import { failureOf, tellBug } from "../http/failure-reply";
import { requireCity } from "../identity/administration";
import { sameText } from "../identity/secret";
import type { Connection } from "../network-floor";
import type { Services } from "../services";
import { confirm, sendConfirmation } from "./confirmation";
import { clearedCookie, newCookie, tokenIn } from "./cookie";
import { entryPage } from "./entry-page";
import { type Form, formOf, readForms, required } from "./form";
import { barePage, confirmPage, framed, secured, sendPage } from "./layout";
import { html } from "./markup";
import { formToken, type ReleaseFeed, type Section, type Visit } from "./section";
import { sections } from "./sections";
import { adminSessionOf, enterAdmin, leaveAdmin } from "./session";
import { adminCss, adminStylePath } from "./style";

const FORM_LIMIT = 524_288;
/** A lexicon pack of 64 MB. */
const PACK_LIMIT = 68 * 1_048_576;

export interface AdminDoor {
  readonly services: Services;
  readonly feed: ReleaseFeed | null;
  /** Counts what is refused. */
  readonly failed: (code: FailureCode) => void;
}

export function registerAdmin(app: FastifyInstance, { services, feed, failed }: AdminDoor): void {
  app.register(async (scope) => {
    const visits = new WeakMap<FastifyRequest, Visit>();
    const knock = async (request: FastifyRequest): Promise<void> => {
      visits.set(request, await visitOf({ services, feed }, request));
    };
    const guarded = (request: FastifyRequest): Visit => {
      const visit = visits.get(request);
      if (visit === undefined) throw new AppError("E_ADMIN_SESSION");
      return visit;
    };
    readForms(scope);
    scope.setErrorHandler((error, request, reply) => {
      const visit = visits.get(request) ?? null;
      return answerFailure({ services, error, reply, visit, failed });
    });
    scope.get(adminStylePath, (_request, reply) =>
      reply.header("x-content-type-options", "nosniff").type("text/css; charset=utf-8").send(adminCss),
    );
    registerEntry(scope, services);
    const show = async (request: FastifyRequest, reply: FastifyReply) => showPage(guarded(request), request, reply);
    const act = async (request: FastifyRequest, reply: FastifyReply) => runAct(guarded(request), request, reply);
    scope.get("/admin", { onRequest: knock }, show);
    scope.get("/admin/*", { onRequest: knock }, show);
    // Who sends is asked before a byte of the body is read.
    scope.post("/admin/packs/upload", { bodyLimit: PACK_LIMIT, onRequest: knock }, act);
    scope.post("/admin/*", { bodyLimit: FORM_LIMIT, onRequest: knock }, act);
  });
}

const connectionOf = (request: FastifyRequest): Connection => ({
  address: request.ip,
  encrypted: request.protocol === "https",
});

/** @throws AppError E_ADMIN_SESSION, E_PERM, E_NET, E_LIMIT … */
async function visitOf({ services, feed }: Omit<AdminDoor, "failed">, request: FastifyRequest): Promise<Visit> {
  const token = tokenIn(request.headers.cookie);
  if (token === null) throw new AppError("E_ADMIN_SESSION");
  const connection = connectionOf(request);
  const session = await adminSessionOf(services, token, connection);
  services.throttle.account(session.caller.account.accountId);
  const [path = "", query = ""] = request.url.split("?");
  const rest = path.split("/").slice(3).map(decoded);
  return { services, feed, session, caller: session.caller, connection, query: new URLSearchParams(query), rest };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new AppError("E_NOT_FOUND", "没有这一页", { cause });
  }
}

function registerEntry(scope: FastifyInstance, services: Services): void {
  const brake = new Brake(services);
  scope.get<{ Querystring: { ticket?: string } }>(adminEntryPath, async (request, reply) =>
    sendPage(reply, barePage("进入系统管理", entryPage(String(request.query.ticket ?? "")))),
  );
  scope.post(adminEntryPath, { bodyLimit: 4_096 }, async (request, reply) => {
    refuseForeignOrigin(services, request);
    const form = await formOf(request.body, request.headers["content-type"]);
    const given = { ticket: form.text("ticket"), code: form.text("code"), address: request.ip };
    const token = await brake.run(request.ip, () => enterAdmin(services, given));
    return secured(reply)
      .header("set-cookie", newCookie(token, connectionOf(request)))
      .redirect("/admin", 303);
  });
}

/** @throws AppError E_NOT_FOUND, E_PERM */
function sectionOf(visit: Visit, name: string): Section {
  const section = sections.find((each) => each.name === name);
  if (section === undefined) throw new AppError("E_NOT_FOUND", "没有这一页");
  if (section.who === "system" && !isSystem(visit.caller.account))
    throw new AppError("E_PERM", "审计人员只查看，不办理");
  if (section.scoped !== true) requireCity(visit.caller);
  return section;
}

const openTo = ({ caller }: Visit): readonly Section[] =>
  sections.filter(
    ({ who, scoped }) => (who === "all" || isSystem(caller.account)) && (caller.scope.city || scoped === true),
  );

const nameIn = (request: FastifyRequest): string => request.url.split("?")[0]?.split("/")[2] ?? "";

async function showPage(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const current = nameIn(request);
  const shown = await sectionOf(visit, current).show(visit);
  if (shown.kind === "download")
    return secured(reply)
      .header("content-disposition", `attachment; filename="${shown.fileName}"`)
      .type(shown.type)
      .send(shown.text);
  return sendPage(reply, framed({ visit, sections: openTo(visit), page: shown, current, path: request.url }));
}

async function runAct(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = await formOf(request.body, request.headers["content-type"]);
  refuseForeign(visit, request, form);
  const [name, act = ""] = [nameIn(request), visit.rest[0] ?? ""];
  try {
    if (name === "leave") return await leave(visit, request, reply);
    if (name === "confirm") return await confirming(visit, { act, form, reply });
    const found = sectionOf(visit, name).acts[act];
    if (found === undefined) throw new AppError("E_NOT_FOUND", "没有这项操作");
    if (found.weighty && visit.session.confirmedUntil === null) throw new AppError("E_CONFIRM");
    const { to, done } = await found.run(visit, form);
    return secured(reply).redirect(`/admin/${to}${to.includes("?") ? "&" : "?"}done=${done}`, 303);
  } catch (error) {
    if (error instanceof AppError) await noteRefusal(visit, `${name}/${act}`, error.code);
    throw error;
  }
}

/** The event is kept, not what was typed. */
function noteRefusal({ services, caller }: Visit, act: string, code: FailureCode): Promise<void> {
  return auditAlone(services.store.db, services.clock().toISOString(), {
    event: "admin-refused",
    accountId: caller.account.accountId,
    detail: `${act.slice(0, 60)} ${code}`,
  });
}

/** @throws AppError E_ADMIN_FORM */
function refuseForeign(visit: Visit, request: FastifyRequest, form: Form): void {
  refuseForeignOrigin(visit.services, request);
  if (!sameText(form.text("form"), formToken(visit.services, visit.session))) throw new AppError("E_ADMIN_FORM");
}

/** Browsers name where a form came from; ours come from here (Fetch Metadata, RFC 6454). */
function refuseForeignOrigin({ audience }: Services, request: FastifyRequest): void {
  const { origin, "sec-fetch-site": site } = request.headers;
  // A gateway may hand the request on under another name than people know.
  const own = [request.host, URL.parse(audience)?.host];
  const foreign = origin !== undefined && !own.includes(URL.parse(origin)?.host ?? "");
  if (foreign || (site !== undefined && site !== "same-origin")) throw new AppError("E_ADMIN_FORM");
}

async function leave(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await leaveAdmin(visit.services, visit.session);
  reply.header("set-cookie", clearedCookie(connectionOf(request)));
  return sendPage(
    reply,
    barePage("已退出", html`<p>可以关闭这个窗口。需要时请在工作站的“设置”里重新打开系统管理。</p>`),
  );
}

interface Confirming {
  readonly act: string;
  readonly form: Form;
  readonly reply: FastifyReply;
}

async function confirming(visit: Visit, { act, form, reply }: Confirming): Promise<FastifyReply> {
  if (!isSystem(visit.caller.account)) throw new AppError("E_PERM", "审计人员只查看，不办理");
  const back = ownPath(form.text("back"));
  if (act === "send") {
    const { ticket, maskedPhone } = await sendConfirmation(visit.services, visit.session);
    const page = confirmPage(visit, { ticket, maskedPhone, back });
    return sendPage(reply, framed({ visit, sections: openTo(visit), page, current: "confirm", path: back }));
  }
  await confirm(visit.services, visit.session, { ticket: form.text("ticket"), code: required(form, "code", "验证码") });
  const url = new URL(back, "http://here.invalid");
  url.searchParams.set("done", "confirmed");
  return secured(reply).redirect(`${url.pathname}${url.search}`, 303);
}

/** A page of ours, whatever was sent; the first one where it is none. */
const ownPath = (text: string): string => (/^\/admin(?:[/?][\w\-./?=&%+~]*)?$/.test(text) ? text : "/admin");

interface Failed {
  readonly services: Services;
  readonly error: unknown;
  readonly reply: FastifyReply;
  readonly visit: Visit | null;
  readonly failed: (code: FailureCode) => void;
}

function answerFailure({ error, reply, visit, failed }: Failed): FastifyReply {
  const value = failureOf(error);
  failed(value.code);
  if (value.code === "E_INTERNAL") tellBug(reply.log, error);
  const { text, next } = explain({ code: value.code, detail: "" });
  const said = html`<div class="note bad" role="alert"><p>${text}</p>${
    value.detail === "" ? null : html`<p>${value.detail}</p>`
  }<p>${next}</p><p class="sub">${value.code}</p></div>`;
  reply.code(failures[value.code].status);
  if (visit === null) return sendPage(reply, barePage("没有完成", said));
  const body = html`${said}<p><a href="/admin">回到总览</a></p>`;
  const page = { kind: "page", title: "没有完成", body } as const;
  return sendPage(reply, framed({ visit, sections: openTo(visit), page, current: "none", path: "/admin" }));
}
