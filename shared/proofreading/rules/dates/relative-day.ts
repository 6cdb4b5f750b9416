/** 昨日, 近日 without any day in the text: a reader next year cannot tell when. */
import { inspection2019 } from "../../authority";
import type { DocumentRule, TextBlock } from "../../rule";
import { writtenDates } from "./written-date";

interface RelativeFact {
  readonly hasDay: boolean;
  readonly word: { readonly start: number; readonly end: number } | null;
}

/** At the head of a sentence or clause, where news says when. */
const WORD =
  /(?:^|[。！？；，：\s\u3000”）])(?<mark>昨日|昨天|前日|前天|近日|日前|今日|今晨|昨晚|本周[一二三四五六日])(?=[，,我本全市省县区由在从记国各召]|上午|下午)/;

/** Cheap to look for in blocks that hold none of the words. */
const SIGN = /昨[日天晚]|前[日天]|近日|日前|今[日晨]|本周/;

export const relativeDay: DocumentRule<RelativeFact> = {
  id: "date-relative",
  category: "date",
  title: "只有相对日期",
  severity: "hint",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.6,
  roles: ["title", "heading", "body", "list", "caption"],
  scope: "document",
  seeks: [SIGN, /月|[\d０-９][-/.－／．][\d０-９]/],
  facts,
  judge: (facts, { metadata }) => {
    if ((metadata?.generatedOn ?? "") !== "" || facts.some(({ fact }) => fact.hasDay)) return [];
    const first = facts.find(({ fact }) => fact.word !== null);
    if (first === undefined || first.fact.word === null) return [];
    const message = "全文只有相对日期，日后无法判断是哪一天，请写明年、月、日。";
    return [{ block: first.block, ...first.fact.word, message }];
  },
  wrong: [
    { text: "⟦昨日⟧，我市召开网站工作会议。" },
    { text: "⟦近日⟧，市政府办公室印发通知。" },
    { text: "会议强调落实责任。\n⟦日前⟧，全市开展检查。" },
  ],
  right: [
    "2024年5月1日，我市召开网站工作会议。",
    "昨日，我市召开网站工作会议。\n2024年5月2日",
    { text: "昨日，我市召开网站工作会议。", metadata: { generatedOn: "2024-05-02" } },
    "今日之中国，网站建设日新月异。",
    "近期，一些不法分子打着养老服务的旗号非法集资。",
  ],
};

function facts(block: TextBlock): RelativeFact | null {
  const found = SIGN.test(block.text) ? WORD.exec(block.text) : null;
  const mark = found?.groups?.mark;
  const end = found === null ? 0 : found.index + found[0].length;
  const hasDay = writtenDates(block.text).some(({ day }) => day !== null);
  if (mark === undefined) return hasDay ? { hasDay, word: null } : null;
  return { hasDay, word: { start: end - mark.length, end } };
}
