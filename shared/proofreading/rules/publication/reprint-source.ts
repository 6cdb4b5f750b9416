/** MC-16: a reprint names its source, with address and date (NC-22, TN-22). */

import { emptyMetadata, type Metadata } from "../../../model/metadata";
import { cites, siteGuide2017 } from "../../authority";
import { hostClass } from "../../hosts";
import type { DocumentRule, Match, ProofContext } from "../../rule";

const reprint: Metadata = { ...emptyMetadata, itemType: "reprint" };

export const reprintSource: DocumentRule = {
  id: "reprint-source",
  category: "source",
  title: "转载来源",
  severity: "block",
  fix: "none",
  authority: [siteGuide2017(), cites("《互联网新闻信息服务管理规定》", "2017-06-01")()],
  confidence: 0.98,
  needsToday: true,
  scope: "document",
  facts: () => null,
  judge: (_, context) => problems(context),
  setting: { role: "meta", id: "meta.source", metadata: reprint },
  wrong: [{ text: "⟦⟧" }],
  right: [],
};

function problems(context: ProofContext): Match[] {
  const { metadata, lexicon, today } = context;
  if (metadata === null || metadata.itemType !== "reprint") return [];
  const source = metadata.source;
  const at = (length: number) => ({ block: "meta.source", start: 0, end: length });
  if (source === null || source.name.trim() === "") {
    const severity = lexicon.sourceRequired === false ? ("warning" as const) : ("block" as const);
    return [
      { ...at(source?.name.length ?? 0), severity, message: "转载稿件没有注明来源，请填写来源名称、网址和日期。" },
    ];
  }
  const lacking = [source.url === "" ? "网址" : "", source.publishedOn === "" ? "日期" : ""].filter(
    (name) => name !== "",
  );
  const whole = at(source.name.length);
  const matches: Match[] = [];
  if (lacking.length > 0)
    matches.push({ ...whole, severity: "error", message: `转载来源缺少${lacking.join("和")}，请补齐。` });
  if (source.publishedOn > today)
    matches.push({ ...whole, severity: "error", message: "转载来源的发布日期晚于今天，请核对。" });
  if (source.url !== "" && hostClass(source.url, lexicon) === "other") {
    matches.push({
      ...whole,
      severity: "warning",
      message: "来源网站不在政府网站和官方权威媒体之列，请核实是否为规定稿源。",
    });
  }
  return matches.slice(0, 1);
}
