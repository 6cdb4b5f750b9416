/** How a document ends: 特此通知, 妥否，请批示. */
import { documentsRegulation } from "../../authority";
import type { DocumentRule, Match } from "../../rule";
import { genreOf } from "./genre";

interface Phrase {
  readonly kind: "opening" | "closing";
  /** As written, without its mark. */
  readonly phrase: string;
  /** 通知, 公告 …; empty for endings that name no kind. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly hasStop: boolean;
}

const OPENING = /(?:现|兹)(?:将|就)[^。；]{0,60}?(通知|通告|公告|公示|报告|通报|函告|批复)如下/;
const CLOSING =
  /(?:^|[。！；])((?:特此|专此|谨此)(通知|通告|公告|公示|报告|通报|函告|函复|批复|函达|说明|证明|请示|决定|致函|函询|函商|函请|申请|答复|回复|复函|声明|布告|告知|奉告|奉复|周知|邀请|报请|转发|印发|公布|发布|批转|提醒|提示|启事|备案|汇报|商洽)|(此复|此令)|(?:以上(?:请示|报告|意见|方案|函)?[，,]?)?(?:妥否|当否|可否|是否妥当|是否可行)[，,]?(?:敬?请|恳请|望)(?:予以?)?(?:审?批示|批复|指示|审批|审示|批准|审定|审核|函复|复函|示复|回复)|现予(?:公告|公布|公示|通告|通报|发布)|(?:请|望)(?:予以?)?(?:函复|批复|批准|支持|协助|研究|审议|审定|审批|复函)(?:为盼|为荷|为谢)?|盼复|请(?:认真)?(?:遵照|贯彻|抓好)(?:落实|执行|办理)|请认真(?:贯彻|组织)?(?:落实|执行|实施))([。！.；;，,、：:]?)$/;

/** No ending of a document is longer. */
const LONGEST_CLOSING = 40;

export const closingPhrase: DocumentRule<Phrase> = {
  id: "doc-zhengwen-end",
  category: "document-form",
  title: "“特此通知”类结语",
  severity: "hint",
  fix: "suggest",
  authority: [documentsRegulation()],
  confidence: 0.8,
  checks: ["MC-32"],
  roles: ["body", "list", "heading"],
  scope: "document",
  facts: ({ text }) => {
    const end = text.trimEnd().length;
    const closing = CLOSING.exec(text.slice(Math.max(0, end - LONGEST_CLOSING), end));
    if (closing !== null) {
      const [phrase = "", tail = ""] = [closing[1], closing[4]];
      const start = end - phrase.length - tail.length;
      return { kind: "closing", phrase, word: closing[2] ?? "", start, end, hasStop: /[。！]/.test(tail) };
    }
    const opening = text.includes("如下") ? OPENING.exec(text) : null;
    return opening === null
      ? null
      : { kind: "opening", phrase: "", word: opening[1] ?? "", start: 0, end: 0, hasStop: true };
  },
  judge: (facts) => {
    const opened = new Set<string>();
    return facts.flatMap(({ block, fact }): Match[] => {
      const { kind, phrase, word, start, end, hasStop } = fact;
      if (kind === "opening") {
        opened.add(word);
        return [];
      }
      // A report ends so by custom: 现将情况报告如下 …… 特此报告。
      if (word !== "" && word !== "报告" && opened.has(word)) {
        return [{ block, start, end, message: `前文已有“${word}如下”，结尾不必再写“特此${word}”。` }];
      }
      if (hasStop) return [];
      return [{ block, start, end, message: `“${phrase}”之后应为句号。`, suggestions: [`${phrase}。`] }];
    });
  },
  wrong: [
    { text: "现将有关事项通告如下：\n一、停水区域。\n⟦特此通告⟧" },
    { text: "请遵照执行。\n⟦特此通知⟧" },
    { text: "现就放假安排通知如下：\n略。\n⟦特此通知。⟧" },
    { text: "经研究，同意你局意见。⟦特此批复⟧" },
    { text: "现将整改情况报告如下：\n略。\n⟦特此报告；⟧" },
    { text: "需经费二十万元。\n⟦妥否，请批示⟧", first: "妥否，请批示。" },
    { text: "同意你局意见。\n⟦此复，⟧", first: "此复。" },
    { text: "请按时报送。\n⟦特此函告：⟧", first: "特此函告。" },
  ],
  right: [
    "请遵照执行。\n特此通知。",
    "现将情况报告如下：\n略。\n特此函复。",
    "现将有关事项通知如下：\n一、停水区域。",
    "特此通知的写法见示例。",
    "现将整改情况报告如下：\n略。\n特此报告。",
  ],
};

interface Ending {
  readonly genre: string;
  /** What the ending speaks of: "request" of 请批示, 报告 of 特此报告. */
  readonly asks: string | null;
  readonly start: number;
  readonly end: number;
}

const REQUEST =
  /(?:(?:以上|上述)?(?:请示|意见|报告|方案|事项)?[，,]?(?:妥否|当否|是否妥当|可否)[，,]?\s?(?:请|敬请|恳请|望)(?:批示|批复|指示|审批|审示|批准|予批准|领导批示)|(?:请|恳请|敬请|望)(?:予)?(?:批准|批复)(?:为盼|为荷))(?=[。！]?$)/;
const TOLD =
  /(?:^|[。；！])(?<mark>(?:特此|专此|谨此)(?<word>通知|通告|公告|公示|报告|通报|批复|请示|决定|函告|函复|函达|函询|函商|函请|致函|复函)|(?<answer>此复)|(?<over>以上报告)(?:[，,]请审阅)?)(?=[。！；;，,：:.]?$)/;

/** The kinds of document an ending goes with. Endings that are not here go with any. */
const SUITS: Readonly<Record<string, readonly string[]>> = {
  通知: ["通知"],
  通告: ["通告"],
  公告: ["公告", "公示", "公报"],
  公示: ["公示", "公告", "通知", "通告"],
  报告: ["报告"],
  通报: ["通报"],
  批复: ["批复"],
  请示: ["请示"],
  决定: ["决定", "决议"],
  ...Object.fromEntries("函告 函复 函达 函询 函商 函请 致函 复函".split(" ").map((word) => [word, ["函"]])),
  此复: ["函", "批复"],
};
/** How a document of the kind ends, where there is one way. */
const ENDINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries("通知 通告 公告 公示 报告 通报 批复".split(" ").map((genre) => [genre, `特此${genre}`])),
  请示: "妥否，请批示",
};
const TITLE = /(?:通知|公告|通告|通报|报告|请示|批复|函|公示|决定|决议|意见|公报|纪要)(?:[（(][^（）()]{1,20}[)）])?$/;

/** 请示 asks and 报告 tells: the ending must suit the title (第八条、第十五条). */
export const endingSuits: DocumentRule<Ending> = {
  id: "doc-qingshi-multi",
  category: "document-form",
  title: "结语与文种不符",
  severity: "warning",
  fix: "suggest",
  authority: [documentsRegulation("第十五条")],
  confidence: 0.88,
  checks: ["MC-32"],
  roles: ["title", "heading", "body"],
  scope: "document",
  seeks: [TITLE, REQUEST, TOLD],
  facts: ({ text }) => {
    const line = text.trimEnd();
    const none = { start: 0, end: 0 };
    if (line.length <= 80 && TITLE.test(line) && !TOLD.test(line)) return { genre: kindOf(line), asks: null, ...none };
    const request = REQUEST.exec(line);
    if (request !== null) {
      return { genre: "", asks: "request", start: request.index, end: request.index + request[0].length };
    }
    const told = TOLD.exec(line);
    const mark = told?.groups?.mark;
    if (told === null || mark === undefined) return null;
    const { word, answer } = told.groups ?? {};
    const start = line.lastIndexOf(mark);
    return { genre: "", asks: word ?? answer ?? "报告", start, end: start + mark.length };
  },
  judge: (facts) => {
    const head = facts[0];
    if (head === undefined || head.index > 2 || head.fact.asks !== null) return [];
    const { genre } = head.fact;
    return genre === "" ? [] : facts.flatMap(({ block, fact }) => unsuited(block, fact, genre));
  },
  wrong: [
    { text: "关于汛期检查情况的报告\n⟦妥否，请批示⟧。" },
    { text: "关于修缮办公楼的请示\n需经费二十万元。\n⟦特此报告⟧。" },
    { text: "某局关于信访工作的报告\n略。⟦以上意见当否，请指示⟧。" },
    { text: "关于召开座谈会的通知\n略。\n⟦可否，请批复⟧。" },
    { text: "关于道路封闭施工的通告\n略。\n⟦特此通知⟧。", first: "特此通告" },
    { text: "某局关于表彰先进的通报\n略。\n⟦特此函复⟧。", first: "特此通报" },
    { text: "公告\n略。\n⟦特此批复⟧。", first: "特此公告" },
  ],
  right: [
    "关于汛期检查情况的报告\n特此报告。",
    "关于修缮办公楼的请示\n妥否，请批示。",
    "妥否，请批示。",
    "关于商请提供数据的函\n特此函达，请予支持。\n特此函告。",
    "关于同意设立站点的复函\n此复。",
    "某县关于拟录用人员的公示\n特此公告。",
    "关于请示写法的通知\n结尾写“妥否，请批示”的，应为请示。",
  ],
};

/** 公示 is no kind of the regulation but every site has it. */
const kindOf = (title: string): string => (/公示(?:[（(][^（）()]{1,20}[)）])?$/.test(title) ? "公示" : genreOf(title));

function unsuited(block: string, { asks, start, end }: Ending, genre: string): Match[] {
  if (asks === null) return [];
  const proper = ENDINGS[genre];
  const suggestions = proper === undefined ? [] : [proper];
  if (asks === "request") {
    if (genre === "请示") return [];
    const message = `标题的文种是“${genre}”，不能夹带请示事项；需要批示的应另行写成“请示”。`;
    return [{ block, start, end, message }];
  }
  if ((SUITS[asks] ?? [genre]).includes(genre)) return [];
  const message = `标题的文种是“${genre}”，结束语却是“${asks}”一类，两者应一致${proper === undefined ? "" : `，写作“${proper}”`}。`;
  return [{ block, start, end, message, suggestions }];
}
