/** How a document ends: 特此通知, 妥否，请批示. */
import { documentsRegulation } from "../../authority";
import type { DocumentRule, Match } from "../../rule";
import { genreOf } from "./genre";

interface Phrase {
  readonly kind: "opening" | "closing";
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly hasStop: boolean;
}

const OPENING = /(?:现|兹)(?:将|就)[^。；]{0,60}?(通知|通告|公告|公示|报告|通报|函告|批复)如下/;
const CLOSING = /(?:^|[。！；])(特此(通知|通告|公告|公示|报告|通报|函告|函复|批复|函达|说明|证明))([。！.]?)$/;

export const closingPhrase: DocumentRule<Phrase> = {
  id: "doc-zhengwen-end",
  category: "document-form",
  title: "“特此通知”类结语",
  severity: "hint",
  fix: "none",
  authority: [documentsRegulation()],
  confidence: 0.8,
  checks: ["MC-32"],
  roles: ["body", "list", "heading"],
  scope: "document",
  seeks: [OPENING, CLOSING],
  facts: ({ text }) => {
    const closing = CLOSING.exec(text.trimEnd());
    if (closing !== null) {
      const end = text.trimEnd().length;
      const start = end - (closing[1]?.length ?? 0) - (closing[3]?.length ?? 0);
      return { kind: "closing", word: closing[2] ?? "", start, end, hasStop: closing[3] !== "" };
    }
    const opening = OPENING.exec(text);
    return opening === null ? null : { kind: "opening", word: opening[1] ?? "", start: 0, end: 0, hasStop: true };
  },
  judge: (facts) => {
    const opened = new Set<string>();
    return facts.flatMap(({ block, fact }): Match[] => {
      const { kind, word, start, end, hasStop } = fact;
      if (kind === "opening") {
        opened.add(word);
        return [];
      }
      if (opened.has(word)) {
        return [{ block, start, end, message: `前文已有“${word}如下”，结尾不必再写“特此${word}”。` }];
      }
      return hasStop ? [] : [{ block, start, end, message: `“特此${word}”之后应加句号。` }];
    });
  },
  wrong: [
    { text: "现将有关事项通告如下：\n一、停水区域。\n⟦特此通告⟧" },
    { text: "请遵照执行。\n⟦特此通知⟧" },
    { text: "现就放假安排通知如下：\n略。\n⟦特此通知。⟧" },
    { text: "经研究，同意你局意见。⟦特此批复⟧" },
  ],
  right: [
    "请遵照执行。\n特此通知。",
    "现将情况报告如下：\n略。\n特此函复。",
    "现将有关事项通知如下：\n一、停水区域。",
    "特此通知的写法见示例。",
  ],
};

interface Ending {
  readonly genre: string;
  /** What the ending asks for: 请批示 belongs to 请示, 特此报告 to 报告. */
  readonly asks: "request" | "report" | null;
  readonly start: number;
  readonly end: number;
}

const REQUEST =
  /(?:(?:以上|上述)?(?:请示|意见|报告|方案|事项)?[，,]?(?:妥否|当否|是否妥当|可否)[，,]?\s?(?:请|敬请|恳请|望)(?:批示|批复|指示|审批|审示|批准|予批准|领导批示)|(?:请|恳请|敬请|望)(?:予)?(?:批准|批复)(?:为盼|为荷))(?=[。！]?$)/;
const REPORT = /(?:^|[。；！])(?<mark>特此报告|专此报告|以上报告(?:[，,]请审阅)?)(?=[。！]?$)/;

/** 请示 asks and 报告 tells: the ending must suit the title (第八条、第十五条). */
export const endingSuits: DocumentRule<Ending> = {
  id: "doc-qingshi-multi",
  category: "document-form",
  title: "结语与文种不符",
  severity: "warning",
  fix: "none",
  authority: [documentsRegulation("第十五条")],
  confidence: 0.88,
  checks: ["MC-32"],
  roles: ["title", "heading", "body"],
  scope: "document",
  seeks: [/关于/, REQUEST, REPORT],
  facts: ({ text }) => {
    const line = text.trimEnd();
    const none = { start: 0, end: 0 };
    if (line.length <= 80 && /关于/.test(line) && !/[。；：，]$/.test(line))
      return { genre: genreOf(line), asks: null, ...none };
    const request = REQUEST.exec(line);
    if (request !== null) {
      return { genre: "", asks: "request", start: request.index, end: request.index + request[0].length };
    }
    const report = REPORT.exec(line)?.groups?.mark;
    if (report === undefined) return null;
    const start = line.lastIndexOf(report);
    return { genre: "", asks: "report", start, end: start + report.length };
  },
  judge: (facts) => {
    const head = facts[0];
    if (head === undefined || head.index > 2 || head.fact.asks !== null) return [];
    const { genre } = head.fact;
    return facts.flatMap(({ block, fact }): Match[] => {
      const { asks, start, end } = fact;
      const isWrong = asks === "request" ? genre !== "" && genre !== "请示" : asks === "report" && genre === "请示";
      if (!isWrong) return [];
      const message =
        asks === "request"
          ? `标题的文种是“${genre}”，不能夹带请示事项；需要批示的应另行写成“请示”。`
          : "标题的文种是“请示”，结尾应写“妥否，请批示”，不写“特此报告”。";
      return [{ block, start, end, message }];
    });
  },
  wrong: [
    { text: "关于汛期检查情况的报告\n⟦妥否，请批示⟧。" },
    { text: "关于修缮办公楼的请示\n需经费二十万元。\n⟦特此报告⟧。" },
    { text: "某局关于信访工作的报告\n略。⟦以上意见当否，请指示⟧。" },
    { text: "关于召开座谈会的通知\n略。\n⟦可否，请批复⟧。" },
  ],
  right: [
    "关于汛期检查情况的报告\n特此报告。",
    "关于修缮办公楼的请示\n妥否，请批示。",
    "妥否，请批示。",
    "关于请示写法的通知\n结尾写“妥否，请批示”的，应为请示。",
  ],
};
