/**
 * A parked item as a file that a person can read in any browser and that carries the frozen requests besides: so that a
 * text which the platform refuses can be carried elsewhere, or shown to whoever has to help.
 */
import { utf8 } from "../../../shared/bytes";
import { AppError, explain } from "../../../shared/failure";
import { type Content, contentHash, contentOf } from "../../../shared/model/content";
import { renderArticle } from "../../../shared/publication/page";
import { escapeHtml } from "../../../shared/publication/page-node";
import { operationStates } from "../../../shared/sync/operation";
import type { Drafts } from "../../services";
import { type CentreItem, stepNames } from "../../sync/centre";
import type { OutboxView } from "../../sync/outbox";
import { fullTime } from "../../ui/time";

interface ExportParts {
  readonly queue: OutboxView;
  readonly drafts: Pick<Drafts, "open">;
}

/** @throws AppError E_NOT_FOUND when neither request nor draft of the item has a text */
export async function exportedItem(item: CentreItem, { queue, drafts }: ExportParts) {
  const ids = new Set(item.steps.map(({ operationId }) => operationId));
  const operations = queue.entries.map(({ operation }) => operation).filter(({ operationId }) => ids.has(operationId));
  const frozen = operations.flatMap(({ body }) => (body.kind === "revision" ? [body.content] : [])).at(-1);
  const content = frozen ?? (await draftContent(item.itemId, drafts));
  const html = page(item, content, JSON.stringify({ format: "caibian-parked/1", operations }));
  return { name: `${fileName(item.title)}-待处理.html`, bytes: utf8(html) };
}

async function draftContent(itemId: string, drafts: ExportParts["drafts"]): Promise<Content> {
  const draft = await drafts.open(itemId).catch((cause: unknown) => {
    throw new AppError("E_NOT_FOUND", "这一项只有签名，没有正文可导出", { cause });
  });
  return contentOf(draft.document, draft.metadata);
}

const fileName = (title: string): string =>
  title
    .replace(/[\\/:*?"<>|\s]+/gu, " ")
    .trim()
    .slice(0, 60) || "稿件";

function page(item: CentreItem, content: Content, data: string): string {
  const rows = item.steps.map(({ kind, state, queuedAt, attempts, failure }) =>
    [
      stepNames[kind],
      operationStates[state],
      fullTime(queuedAt),
      `${attempts} 次`,
      failure === null ? "" : `${explain(failure).text}${explain(failure).next} ${failure.code}`,
    ]
      .map((text) => `<td>${escapeHtml(text)}</td>`)
      .join(""),
  );
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    `<title>${escapeHtml(content.document.title)}</title></head><body>`,
    `<p>待处理稿件，由采编工作站导出。内容哈希 <code>${contentHash(content)}</code></p>`,
    `<table border="1"><tr><th>步骤</th><th>状态</th><th>排队</th><th>已试</th><th>说明</th></tr>`,
    `${rows.map((row) => `<tr>${row}</tr>`).join("")}</table>`,
    renderArticle(content, {}),
    // A closing tag inside the data must not end the element.
    `<script type="application/json" id="caibian-parked">${data.replaceAll("<", "\\u003c")}</script></body></html>`,
  ].join("\n");
}
