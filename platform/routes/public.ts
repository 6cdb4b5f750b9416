/** The public site: pages rendered from canonical content, no script, nothing that is not published. */
import type { FastifyInstance, FastifyReply } from "fastify";
import { AppError, check } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import { shownImages } from "../../shared/publication/content-form";
import { beijingTime, publicPage } from "../../shared/publication/page";
import { escapeHtml } from "../../shared/publication/page-node";
import { pageCss } from "../../shared/publication/stylesheet";
import { digest, id } from "../../shared/schema";
import { contentOfItem } from "../items/record";
import { removalOf, shown } from "../items/removal";
import { publicFiles, publicPath, publicStyle } from "../public-path";
import type { Services, Site } from "../services";
import type { Tables } from "../store/tables";
import { sendFile } from "./downloads";

const policy = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function html(reply: FastifyReply, page: string, contentPolicy = policy): FastifyReply {
  return reply
    .header("content-security-policy", contentPolicy)
    .header("x-content-type-options", "nosniff")
    .header("referrer-policy", "no-referrer")
    .type("text/html; charset=utf-8")
    .send(page);
}

export function registerPublic(app: FastifyInstance, services: Services): void {
  app.get(publicStyle, (_request, reply) =>
    reply.header("x-content-type-options", "nosniff").type("text/css; charset=utf-8").send(pageCss),
  );
  app.get<{ Params: { site: string } }>("/public/site/:site", async (request, reply) =>
    html(reply, await listPage(services, siteOf(services, request.params.site))),
  );
  app.get<{ Params: { site: string; repoId: string } }>("/public/site/:site/items/:repoId", async (request, reply) => {
    const site = siteOf(services, request.params.site);
    const repoId = check(id, request.params.repoId);
    const gone = await removalOf(services.store.db, site.site, repoId);
    if (gone !== null) return html(reply.code(410).header("cache-control", "no-store"), removedPage(site, gone));
    return html(reply, await itemPage(services, site, repoId));
  });
  app.get<{ Params: { site: string; hash: string } }>("/public/site/:site/files/:hash", async (request, reply) => {
    const site = siteOf(services, request.params.site);
    const file = await publicFile(services, site, check(digest, request.params.hash));
    return sendFile(services, { request, reply: withHeaders(reply, file) }, file);
  });
}

/** @throws AppError E_NOT_FOUND */
function siteOf(services: Services, name: string): Site {
  const site = services.sites.get(name);
  if (site === undefined) throw new AppError("E_NOT_FOUND", "没有这个站点");
  return site;
}

async function listPage(services: Services, { site, profile }: Site): Promise<string> {
  const rows = await shown(services.store.db)
    .selectAll("publications")
    .where("site", "=", site)
    .orderBy("at", "desc")
    .limit(200)
    .execute();
  const items = rows.map(
    (row) =>
      `<li><a href="${escapeHtml(publicPath(site, row.repo_id))}">${escapeHtml(row.title)}</a> ` +
      `<time datetime="${row.at}">${beijingTime(row.at)}</time></li>`,
  );
  const name = escapeHtml(profile.siteName);
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${name}</title><link rel="stylesheet" href="${publicStyle}"></head>`,
    `<body><a class="skip" href="#main">跳到列表</a><header class="site"><p>${name}</p></header><main id="main" class="list"><h1>最新发布</h1>`,
    items.length === 0 ? "<p>还没有发布的信息。</p>" : `<ul>${items.join("")}</ul>`,
    `</main><footer>${name}</footer></body></html>`,
  ].join("\n");
}

async function itemPage(services: Services, { site, profile }: Site, repoId: string): Promise<string> {
  const row = await shown(services.store.db)
    .selectAll("publications")
    .where("site", "=", site)
    .where("repo_id", "=", repoId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这条已发布的信息");
  const content = await contentOfItem(services.store.db, row.item_id, row.content_hash);
  return publicPage(content, {
    siteName: profile.siteName,
    columnName: await columnName(services, site, row.column_id),
    publishedAt: row.at,
    stamp: stampOf(row),
    styleHref: publicStyle,
    fileBase: publicFiles(site),
  });
}

/** What stands where a page was: nothing of its content, and the way to the corrected version where there is one. */
function removedPage({ site, profile }: Site, { replaced_by: newer }: Tables["removals"]): string {
  const name = escapeHtml(profile.siteName);
  const sentence =
    newer === null
      ? "<p>该信息已由发布单位撤下。</p>"
      : `<p>该信息已更正，请看<a href="${escapeHtml(publicPath(site, newer))}">更正后的信息</a>。</p>`;
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="robots" content="noindex">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${name}</title><link rel="stylesheet" href="${publicStyle}"></head>`,
    `<body><header class="site"><p>${name}</p></header><main id="main"><h1>信息已撤下</h1>${sentence}`,
    `<p><a href="/public/site/${escapeHtml(site)}">回到最新发布</a></p></main><footer>${name}</footer></body></html>`,
  ].join("\n");
}

function stampOf(row: Tables["publications"]): { label: string; value: string }[] {
  return [
    { label: "单位", value: row.unit_name },
    { label: "采编人", value: row.writer },
    { label: "录入人", value: row.entered_by },
    { label: "审核人", value: row.reviewers },
    { label: "签发人", value: row.signed_off_by },
    { label: "发布人", value: row.published_by },
  ];
}

async function columnName(services: Services, site: string, columnId: string): Promise<string> {
  const row = await services.store.db
    .selectFrom("columns")
    .select("name")
    .where("site", "=", site)
    .where("column_id", "=", columnId)
    .executeTakeFirst();
  return row?.name ?? "";
}

type PublicFile = Content["files"][number];

/** Only files that a published item of the site names. */
async function publicFile(services: Services, { site }: Site, hash: string): Promise<PublicFile> {
  const { db } = services.store;
  const rows = await shown(db)
    .innerJoin("file_uses", "file_uses.item_id", "publications.item_id")
    .select(["publications.item_id", "publications.content_hash"])
    .where("publications.site", "=", site)
    .where("file_uses.hash", "=", hash)
    .execute();
  for (const row of rows) {
    const named = fileNamed(await contentOfItem(db, row.item_id, row.content_hash), hash);
    if (named !== undefined) return named;
  }
  throw new AppError("E_NOT_FOUND", "没有这个附件");
}

const fileNamed = (content: Content, hash: string): PublicFile | undefined =>
  content.files.find((file) => file.hash === hash);

function withHeaders(reply: FastifyReply, file: PublicFile): FastifyReply {
  // Shown in place only when it can do nothing but be seen; anything else is a download.
  const shown = shownImages.includes(file.mime);
  const name = encodeURIComponent(file.name).replaceAll("'", "%27");
  return reply
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", `${shown ? "inline" : "attachment"}; filename*=UTF-8''${name}`)
    .type(shown ? file.mime : "application/octet-stream");
}
