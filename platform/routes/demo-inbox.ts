/** 演示短信收件箱: the demo city's simulated phones. Registered only there, and answered only on this machine. */
import type { FastifyInstance } from "fastify";
import { AppError } from "../../shared/failure";
import { beijingTime } from "../../shared/publication/page";
import { escapeHtml } from "../../shared/publication/page-node";
import { styleSource } from "../../shared/publication/style-source";
import { isLoopback } from "../network-floor";
import type { Services } from "../services";
import { type DemoInbox, type InboxMessage, maskPhone } from "../sms/gateway";
import { html } from "./public";

export const demoInboxPath = "/demo/sms";

const style = `
*{box-sizing:border-box}
body{margin:0;background:#f3f5f8;color:#1f2329;font:16px/1.6 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
header{background:#1d4f91;color:#fff}
header h1{max-width:720px;margin:0 auto;padding:14px 24px;font-size:1.25rem}
main{max-width:720px;margin:0 auto;padding:8px 24px 24px}
ol{list-style:none;margin:0;padding:0}
li{display:grid;grid-template-columns:1fr auto;align-items:center;gap:0 16px;background:#fff;border:1px solid #dde2ea;border-radius:4px;padding:12px 16px;margin:0 0 8px}
li p{margin:0}
.to{color:#4a515c;font-size:.875rem;font-variant-numeric:tabular-nums}
.to b{color:#1f2329;font-size:1rem;margin-right:.5em}
.code{grid-area:1/2/3/3;color:#1d4f91;font:700 1.75rem/1.4 Consolas,"Noto Sans Mono",monospace;letter-spacing:.15em}
.text{font-size:.875rem}
@media (max-width:480px){li{grid-template-columns:1fr}.code{grid-area:auto}}
`.trim();

export function registerDemoInbox(app: FastifyInstance, services: Services, inbox: DemoInbox): void {
  app.get(demoInboxPath, async (request, reply) => {
    if (!services.demo || !isLoopback(request.ip)) throw new AppError("E_NOT_FOUND");
    return html(
      reply.header("refresh", "3").header("cache-control", "no-store"),
      page(inbox.messages()),
      `default-src 'none'; style-src ${styleSource(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });
}

function page(messages: readonly InboxMessage[]): string {
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>演示短信</title><style>${style}</style></head><body>`,
    "<header><h1>演示短信收件箱</h1></header><main>",
    "<p>这里代替演示人员的手机，每 3 秒自动刷新，最新的在最上面。正式环境没有此页面。</p>",
    messages.length === 0
      ? "<p>还没有短信。请先在工作站选择证书、输入口令，验证码随后出现在这里。</p>"
      : `<ol>${messages.map(line).join("")}</ol>`,
    "</main></body></html>",
  ].join("\n");
}

function line({ to, phone, text, at }: InboxMessage): string {
  const code = /\d{6}/.exec(text)?.[0] ?? "";
  return (
    `<li data-to="${escapeHtml(to)}"><p class="to"><b>${escapeHtml(to)}</b>${maskPhone(phone)} · ${beijingTime(at)}</p>` +
    `<p class="code">${code}</p><p class="text">${escapeHtml(text)}</p></li>`
  );
}
