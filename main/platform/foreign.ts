/** Answers of another city or another platform, by what they say of themselves: refused by name, never kept. */
import { z } from "zod";
import { AppError } from "../../shared/failure";
import type { ReadableRoute, ReplyOf } from "../../shared/http/routes";
import { routes } from "../../shared/http/routes";
import type { Anchors } from "../../shared/trust/anchors";

/** @throws AppError E_FOREIGN */
export function refuseForeign(route: ReadableRoute, answer: unknown, { site, receiptKey }: Anchors): void {
  for (const said of sitesIn(route, answer)) {
    if (said !== site) throw new AppError("E_FOREIGN", `应答属于站点 ${said}，本机属于 ${site}`);
  }
  if (route !== "changes.list") return;
  const feed = routes["changes.list"].reply.parse(answer);
  if (feed.receiptKey !== receiptKey) throw new AppError("E_FOREIGN", "平台的回执密钥与本机固定的不是同一把");
}

function sitesIn(route: ReadableRoute, answer: unknown): readonly string[] {
  switch (route) {
    case "changes.list":
      return [parsed("changes.list", answer).site];
    case "items.list":
      return parsed("items.list", answer).items.map((item) => item.site);
    case "items.read":
      return [parsed("items.read", answer).summary.site];
    default:
      return [];
  }
}

const sited = z.object({ site: z.string() });
const loose = z.union([
  sited.transform(({ site }) => [site]),
  z.object({ summary: sited }).transform(({ summary }) => [summary.site]),
  z
    .object({ items: z.array(sited.nullable().catch(null)) })
    .transform(({ items }) => items.flatMap((item) => item?.site ?? [])),
]);

/** The same for what only a newer version can read, as far as it still says whose it is. @throws AppError E_FOREIGN */
export function refuseForeignForm(raw: unknown, { site }: Anchors): void {
  const said = loose.safeParse(raw).data ?? [];
  const other = said.find((one) => one !== site);
  if (other !== undefined) throw new AppError("E_FOREIGN", `应答属于站点 ${other}，本机属于 ${site}`);
}

/** The client has parsed it by the same schema. */
const parsed = <R extends "changes.list" | "items.list" | "items.read">(route: R, answer: unknown): ReplyOf<R> =>
  routes[route].reply.parse(answer) as ReplyOf<R>;
