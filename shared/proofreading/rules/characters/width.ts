/** Full-width letters and digits, and spaces between Chinese characters. */

import { cites, gb15835 } from "../../authority";
import { unitTable } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, PatternRule, TextBlock } from "../../rule";
import { isInKnownPhrase } from "../../slips/known-phrases";
import { isJoined } from "../typos/joints";

export const fullWidthAlphanumeric: PatternRule = {
  id: "char-fullwidth-alnum",
  category: "character",
  title: "全角字母数字",
  severity: "warning",
  fix: "safe",
  authority: [gb15835("5.1")],
  confidence: 0.97,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: /[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ．％＠＿]{0,60}[０-９Ａ-Ｚａ-ｚ％])?/g,
      message: "数字和字母应使用半角。",
      suggest: ({ 0: text }) => [text.normalize("NFKC")],
    },
  ],
  wrong: [
    { text: "⟦２０２４⟧年完成验收。", first: "2024" },
    { text: "同比增长⟦３．５％⟧。", first: "3.5%" },
    { text: "下载⟦ＡＰＰ⟧后登录。", first: "APP" },
    { text: "第⟦１⟧批项目开工。", first: "1" },
  ],
  right: ["2024年完成验收。", "同比增长3.5%。", "下载APP后登录。", "甲：乙＝一：二，Ⅳ类水质。"],
};

/** A space in the middle of a sentence. Headings, datelines, names set with spaces and slogans have theirs on purpose. */
const SPACE =
  /(?=[ \u00a0\u3000])(?:(?<=[\u4e00-\u9fff])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff，。；、）》”])|(?<=[，、；。][”’）》]?)[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff“《（\d])|(?<=[“《（])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff]))/g;
/** 第十一条, （三）, 2.: the space behind it is its own. */
const NUMBER =
  /^\s{0,4}(?:第[一二三四五六七八九十百零〇\d]{1,6}[编章节条款项]|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])[ \u00a0\u3000]{1,3}/;
const LEAD = /^\s{0,4}(?:附\s?件\d{0,2}|[图表]\s?\d{1,3}|摘\s?要|关键词|编者按|来源|作者|记者|本报|新华社)/;
/** Words that never stand at the end or at the beginning of a part set off by a space. */
const JOINED_BEFORE =
  /[的在和与对为把被将及从向以不也都就要由无未使让给跟因但且或并而每该其所据经按较更最很至个件项次这那此]$/;
const JOINED_AFTER = /^[的了和与在是对为把被将等及中上下]/;
const SURNAME = /[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕]$/;
/** Slogans and verses are set in parts of so many characters. */
const SET_PIECES: readonly number[] = [2, 3, 4, 5, 7];
const FIRST_WORDS = 12;
const MOST = 3;
const SHORTEST = 15;

const MARK = unitTable("，。；：！？、“”（）《》\n");

/** The characters before a place that are all of one kind, so many at most. */
function tailOf(
  text: string,
  at: number,
  { most, isIn }: { readonly most: number; readonly isIn: (unit: number) => boolean },
): string {
  const first = Math.max(0, at - most);
  let start = at;
  while (start > first && isIn(text.charCodeAt(start - 1))) start -= 1;
  return text.slice(start, at);
}

function isLayout(whole: string, place: number, isOnly: boolean): boolean {
  const number = NUMBER.exec(whole)?.[0].length ?? 0;
  if (place < number) return true;
  const [text, at] = [whole.slice(number), place - number];
  if (at <= FIRST_WORDS && LEAD.test(text)) return true;
  const before = tailOf(text, at, { most: 30, isIn: (unit) => MARK[unit] === 0 });
  const after = /^[^，。；：！？、“”（）《》\n]{0,30}/.exec(text.slice(at, at + 30))?.[0] ?? "";
  const parts = (before + after).split(/[ \u00a0\u3000]{1,3}/).filter((part) => part !== "");
  if (parts.length <= 2 && breaksPhrase(before, after.trimStart())) return false;
  if (/(?:电|讯|通讯员|记者|文|图|摄|编辑|责编|审核|主任|局长|书记)$/.test(before)) return true;
  if (SURNAME.test(before) && (after.length <= 2 || before.length === 1)) return true;
  if (parts.length > 2) return true;
  if (JOINED_BEFORE.test(before) || JOINED_AFTER.test(after.trimStart()) || isSplit(before, after.trimStart()))
    return false;
  const [first = "", second = ""] = parts;
  if (first.length === 1 || second.length === 1) return false;
  // A lone space in a sentence is a slip, unless it sets the two equal parts of a slogan side by side, which stands in marks.
  if (isOnly && at > before.length)
    return first.length === second.length && SET_PIECES.includes(first.length) && IN_MARKS.test(text.slice(0, at));
  if (isOnly && (number > 0 || RUNNING.test(before))) return false;
  return Math.max(first.length, second.length) < 6 || first.length === second.length;
}

/** What stands before the place is open: a quotation or the title of a work. */
const IN_MARKS = /[“《][^“”《》，。；：]{0,20}$/;
/** No label and no name begins so: 在城东 农贸市场，…… */
const RUNNING = /^[在从对为经由按将因自就把](?!民)/;

/** Left and right of a space at a mark: never right, wherever it stands. */
const AT_MARK =
  /(?=[ \u00a0\u3000])(?:(?<=[\u4e00-\u9fff）》”%％\d])[ \u00a0\u3000]{1,3}(?=[，。；、：！？）》”])|(?<=[《“（])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff\d])|(?<=[一二三四五六七八九十])[ \u00a0\u3000]{1,3}(?=、)|(?<=[\u4e00-\u9fff][，；、])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff“《]))/g;
const BETWEEN = /(?=[ \u00a0\u3000])(?:(?<=[\u4e00-\u9fff])[ \u00a0\u3000]{1,3}(?=[\u4e00-\u9fff]))/g;
const MARKS_NEARBY = /[\u4e00-\u9fff]{2}/;

/** 提升行 动方案: the space stands inside a word, or behind or before one that joins its neighbours. */
function splitsWord(text: string, at: number, length: number): boolean {
  const before = tailOf(text, at, { most: 20, isIn: (unit) => unit >= 0x4e00 && unit <= 0x9fff });
  const after = /^[\u4e00-\u9fff]{0,20}/.exec(text.slice(at + length, at + length + 20))?.[0] ?? "";
  if (before.length < 2 || after.length < 2) return false;
  if (NUMBER_PART.test(text.slice(at + length)) && before.length === at && at < 4 && !TITLE_END.test(before))
    return true;
  if (before.length + after.length < (HEADING.test(text) ? 4 : 5)) return false;
  if (SURNAME.test(before) && before.length < 4) return false;
  if (JOINED_BEFORE.test(before) || JOINED_AFTER.test(after) || PLACE.test(after) || isSplit(before, after))
    return true;
  if (before.endsWith("人民") && PEOPLES.test(after)) return true;
  if (breaksPhrase(before, after) && !TITLE_WORD.test(after)) return true;
  const head = text.slice(0, at);
  // A title is broken before 关于, never after it; the words of a numbered heading are one phrase.
  if (head.includes("关于")) return !TITLE_END.test(head);
  if (HEADING.test(head)) return before.length !== after.length || before.length < 4;
  return before.length >= 6 && after.length <= 3 && !ORGAN_END.test(before) && !TITLE_WORD.test(after);
}

const HEADING = /^\s{0,4}(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[^\s]{1,5}条)/;
/** 云人 社发〔2026〕52号, alone in its line: the rest of a document number. */
const NUMBER_PART = /^[\u4e00-\u9fff]{2,6}〔\d{4}〕\d{1,4}号$/;

/** Names of organs and kinds of documents stand apart in titles: 清河县人民政府 公告. */
const ORGAN_END = /[府局委办院会厅部室心司队站所校社网团处科馆省市县区镇乡村]$/;
const TITLE_END = /(?:公告|通告|通知|公示|令|决定|命令|函|批复|意见|议案|报告|请示|通报|办法|方案)$/;
const TITLE_WORD =
  /^(?:公告|通告|通知|公示|令|决定|命令|简介|目录|附件|函|批复|意见|议案|报告|名单|说明|摘要|全文|图解|解读)/;

/** 云溪市人民 医院. */
const PEOPLES = /^(?:政府|医院|法院|检察院|代表大会|武装部)/;
/** 云溪 市公安局: the name of the place goes on. */
const PLACE = /^[省市县区镇乡](?:人民|委|政协|人大|[\u4e00-\u9fff]{2,10}(?:局|办|厅|院|中心|队|委员会)$)/;

const JOINS_BEFORE = /[的在和与对为把将及并][\u4e00-\u9fff]?$/;

/** As far as a set phrase can go on to one side. */
const REACH = 8;

/** 人力资源和社会 保障局: a set phrase goes on behind the space. Two halves of one length are set apart on purpose. */
function breaksPhrase(before: string, after: string): boolean {
  if (before === "" || after === "" || before.length === after.length) return false;
  const lead = before.slice(-REACH);
  return isInKnownPhrase(lead + after.slice(0, REACH), { start: lead.length - 1, end: lead.length + 1 });
}

/** The halves make a word together and none of their own. */
function isSplit(before: string, after: string): boolean {
  const [last, first] = [before.slice(-1), after.charAt(0)];
  if (!isJoined(last, first)) return false;
  return !isJoined(before.slice(-2, -1), last) || !isJoined(first, after.charAt(1)) || JOINS_BEFORE.test(before);
}

/** In titles, cells and headings a lone space is a slip only where it breaks a word. */
function inShortText({ id, text }: TextBlock): Match[] {
  const number = NUMBER.exec(text)?.[0].length ?? 0;
  const spaces = text.slice(number).match(/[ \u00a0\u3000]{1,3}/g) ?? [];
  if (spaces.length > MOST || !MARKS_NEARBY.test(text)) return [];
  const atMarks = hitsOf(text, AT_MARK);
  const inWords =
    spaces.length === 1
      ? hitsOf(text, BETWEEN).filter(
          ({ 0: space, index }) =>
            index >= number &&
            !LEAD.test(text) &&
            splitsWord(text, index, space.length) &&
            !isSlogan(text, index, space.length),
        )
      : [];
  return [...atMarks, ...inWords].map(({ 0: space, index }) => matchOf(id, index, space.length));
}

const matchOf = (block: string, start: number, length: number): Match => ({
  block,
  start,
  end: start + length,
  message: "汉字之间有多余的空格，应删去。",
  suggestions: [""],
});

function inSentences({ id, text }: TextBlock): Match[] {
  const number = NUMBER.exec(text)?.[0].length ?? 0;
  const found = hitsOf(text, SPACE).filter(({ index }) => index >= number);
  if (found.length > MOST) return [];
  return found.flatMap(({ 0: space, index }): Match[] => {
    const touches =
      /[，。；、）》”]/.test(text.charAt(index + space.length)) || /[，、；。”’）》“《（]/.test(text.charAt(index - 1));
    if (BETWEEN_ISSUERS.test(text.slice(0, index)) && ISSUER.test(text.slice(index + space.length))) return [];
    if (isSlogan(text, index, space.length)) return [];
    if (!touches && isLayout(text, index, found.length === 1)) return [];
    return [matchOf(id, index, space.length)];
  });
}

/** “加强质量支撑　共建质量强国”: the halves of a slogan. */
const isSlogan = (text: string, at: number, length: number): boolean =>
  SLOGAN_BEFORE.test(text.slice(Math.max(0, at - 24), at)) && SLOGAN_AFTER.test(text.slice(at + length));

const SLOGAN_BEFORE = /“(?:[一-龥·]{3,12}[ \u3000]{1,2}){0,2}[一-龥·]{4,12}$/;
const SLOGAN_AFTER = /^[一-龥·]{4,12}(?:[ \u3000]{1,2}[一-龥·]{3,12}){0,2}”/;

/** 《财政部 税务总局关于……》: the issuers of one title stand apart by a space. */
const BETWEEN_ISSUERS = /《[^《》]{0,60}(?:[部委局会署院厅办室]|银行)$/;
const ISSUER = /^[^《》，。；]{2,40}关于/;

const isSentence = ({ role, text }: TextBlock): boolean =>
  (role === "body" || role === "list") &&
  text.length >= SHORTEST &&
  /[，。；]/.test(text) &&
  /[。；：！？”）]\s{0,4}$/.test(text.slice(-8));

export const spaceInChinese: BlockRule = {
  id: "char-space-in-chinese",
  category: "character",
  title: "汉字间多余空格",
  severity: "warning",
  fix: "safe",
  authority: [cites("《出版物排版通行规范》")()],
  confidence: 0.8,
  checks: ["MC-01"],
  scope: "block",
  needs: " \u00a0\u3000",
  find: (block) => (isSentence(block) ? inSentences(block) : inShortText(block)),
  wrong: [
    { text: "各县区要⟦ ⟧进一步压实网站内容审核责任，按时完成整改任务并报送情况。", first: "" },
    { text: "市政务服务中心自下月起延长服务⟦　⟧时间，方便群众办理各类事项，请互相转告。", first: "" },
    { text: "项目建成后可新增停车泊位三百余个⟦ ⟧，有效缓解老城区停车难的问题。", first: "" },
    { text: "项目建成后可新增泊位三百余个，⟦ ⟧有效缓解老城区停车难的问题。", first: "" },
    { text: "（六）完成市委、市政府交办⟦  ⟧的其他任务，负责机关后勤保障。", first: "" },
    { text: "第十条　本办法由⟦ ⟧市住房城乡建设局负责解释，自发布之日起施行。", first: "" },
    { text: "《城区养老服务提升行⟦　⟧动实施方案》政策解读", first: "" },
    { text: "一⟦ ⟧、总体情况", first: "" },
    { text: "关于表彰劳动模范和⟦　⟧先进工作者的决定", first: "" },
    { text: "清河县人力资源和社会⟦ ⟧保障局", first: "" },
    { text: "第十条　违反⟦ ⟧本细则规定，造成档案损毁的，依法给予处分。", first: "" },
    { text: "征求意见结束后，市公安局将认真⟦ ⟧研究各方面意见，对草案作进一步修改。", first: "" },
    { text: "在城东⟦ ⟧农贸市场，执法人员重点查看了进货台账和检验记录。", first: "" },
    { text: "三、审计⟦ ⟧建议", first: "" },
    { text: "清河县人民⟦ ⟧医院2026年公开招聘公告", first: "" },
    { text: "云人⟦ ⟧社发〔2026〕52号", first: "" },
    { text: "要坚持问题导向，逐项梳理存在的短⟦ ⟧板和不足，明确整改时限和责任人。", first: "" },
  ],
  right: [
    "关于开展“拒绝高价彩礼 倡导文明婚俗”活动的倡议书",
    "第一条 为规范网站内容管理，根据有关规定，结合本市实际，制定本办法。",
    "全体干部要牢记“不忘初心 牢记使命 勇担重任”的要求，扎实做好各项工作。",
    "参加会议的有张 三、李 四等同志，会议由办公室主持，研究了三项议题。",
    "各县区要进一步压实网站内容审核责任，按时完成整改任务并报送情况。",
    "关于开展专项检查的通知 各单位",
    "清河县人民政府办公室 关于印发实施方案的通知",
    "弘扬劳模精神 凝聚奋进力量",
    "根据《财政部 税务总局关于有关税收政策的公告》的规定，现就申报办理事项公告如下，请遵照执行。",
    "局　长　王　某",
    "第三章　总 则",
    "公告 云政发〔2026〕52号",
    "要围绕“服务发展大局 共建美好家园”这一主题，组织开展志愿服务活动。",
    "第十二条　使用财政资金的单位，应当接受审计监督。",
    "县市场监督管理局以“加强质量支撑　共建质量强国”为主题，组织开展了系列宣传活动。",
  ],
};
