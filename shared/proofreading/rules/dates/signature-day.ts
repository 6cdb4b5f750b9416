/** R13: the day under the text against the day in the panel: one of the two is wrong. */
import { emptyMetadata } from "../../../model/metadata";
import { gb9704 } from "../../authority";
import { isDay } from "../../calendar";
import type { DocumentRule } from "../../rule";

interface Signature {
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

const ALONE = /^[\s\u3000]{0,40}((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[\s\u3000]{0,40}$/;

/** A line that is a day and nothing else. */
function signatureIn(text: string): Signature | null {
  const found = text.length > 100 ? null : ALONE.exec(text);
  if (found === null) return null;
  const [whole, year = "", month = "", date = ""] = found;
  if (!isDay(Number(year), Number(month), Number(date))) return null;
  const start = whole.length - whole.trimStart().length;
  return { start, end: whole.trimEnd().length, day: `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}` };
}

export const otherSignatureDay: DocumentRule<Signature> = {
  id: "date-signature-differs",
  category: "date",
  title: "落款日期与生成日期不一致",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.5.4", "verified")],
  confidence: 0.8,
  checks: ["MC-06", "MC-30"],
  roles: ["body", "list"],
  scope: "document",
  needs: "年",
  facts: ({ text }) => signatureIn(text),
  judge: (facts, { metadata }) => {
    const own = metadata?.generatedOn ?? "";
    const last = facts.at(-1);
    if (own === "" || last === undefined || last.fact.day === own) return [];
    const [year = "", month = "", date = ""] = own.split("-");
    const expected = `${year}年${Number(month)}月${Number(date)}日`;
    const { start, end } = last.fact;
    const message = `落款日期与元数据的生成日期${expected}不一致，请核对哪一个正确。`;
    return [{ block: last.block, start, end, message, suggestions: [expected] }];
  },
  setting: { metadata: { ...emptyMetadata, generatedOn: "2026-06-18" } },
  wrong: [
    { text: "请遵照执行。\n某市人民政府办公室\n⟦2026年6月8日⟧", first: "2026年6月18日" },
    { text: "特此通知。\n　　⟦2025年6月18日⟧　", first: "2026年6月18日" },
    { text: "2026年6月18日\n会议要求抓好落实。\n⟦2026年7月18日⟧", first: "2026年6月18日" },
  ],
  right: [
    "请遵照执行。\n某市人民政府办公室\n2026年6月18日",
    "会议定于2026年6月8日召开。",
    "2026年6月8日\n会议要求抓好落实。\n2026年6月18日",
    { text: "请遵照执行。\n2026年6月8日", metadata: { generatedOn: "" } },
  ],
};
