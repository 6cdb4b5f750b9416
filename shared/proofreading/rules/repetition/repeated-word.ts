/** MC-01: a word or phrase of two to twenty characters written twice, but not 研究研究 or 规定规定的. */
import { editing, inspection2019 } from "../../authority";
import { isHan } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { isJoined, jointsOf } from "../typos/joints";
import { returnsIn } from "./returns";

const LONGEST = 20;

/** Verbs that are doubled to soften them: 大家研究研究, but not 加强研究研究工作. */
const softened = new Set(
  (
    "研究 讨论 商量 考虑 学习 了解 休息 锻炼 打扫 检查 介绍 认识 交流 调查 琢磨 体会 参谋 打听 掂量 宣传 收拾 整理 合计 核对 " +
    "活动 轻松 高兴 热闹 放松 反省 反思 总结 感受 体验 比较 分析 沟通 关心 帮助 支持 照顾 准备 打量 思考 回忆 评论 评价 反映 旅游 运动 呼吁"
  ).split(" "),
);
/** Who softens says so before, 再、好好、大家, or begins a clause with it. */
const SOFT_BEFORE =
  /(?:再|来|去|好好|多|先|一起|一块儿?|大家|想|要|能|可以|得|给|[我你他她它]们?|咱们?|都|也|就|让|自己|到处|帮|互相|相互|经常|[，。；：、！？“]|^)$/;
/** Words that exist doubled. */
const doubled = new Set(
  "彼此 哈哈 嘻嘻 呵呵 叮当 哗啦 轰隆 许多 很多 非常 永远 千万 一个 一步 一点 一天 一年 一次 一件 一层 一项 一村 一户 大把 大片 大块 大步 成片 成批 忽闪 掂量 不行 哪里".split(
    " ",
  ),
);

/** Two words that meet and only look like one word twice. */
const meetings = [
  "互联网联网",
  "委员会委员会议",
  "会委员会委员",
  "南苏丹苏丹",
  "联合会合会",
  "大会会议",
  "发展发展中国家",
  "服务服务器",
  "管理管理人员",
];

export const repeatedWord: BlockRule = {
  id: "rep-word",
  category: "repetition",
  title: "词语重复",
  severity: "error",
  fix: "suggest",
  authority: [editing(), inspection2019()],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  antipatterns: [
    /规定规定(?=的|了|，|应|须|可|外)/,
    /(?:要求|决定|约定|通知|报告|计划|组织|设计){2}(?=的)/,
    /[一几半][\u4e00-\u9fff][一几半][\u4e00-\u9fff]/,
    /“([\u4e00-\u9fff]{2,4})\1”/,
    /越[\u4e00-\u9fff]越[\u4e00-\u9fff]/,
    /建共建共[治享管用]/,
    // 大队|大队长, 黑龙江|龙江县, 五十九号|六十号|六十一号, 能种什么种什么.
    /([大中支总小]队|班组|小组|车间)\1(?=长|主任)/,
    /黑龙江龙江/,
    /(?:[〇零一二三四五六七八九十百]{1,6}号){3,}/,
    /([\u4e00-\u9fff])什么\1什么/,
    // 带|来|越来越, 上来|的水|的|水温.
    /来越来越/,
    /[大中小]学[大中小]学(?=生)/,
    /(?:的[一-龥]){2}(?=[一-龥])/,
  ],
  scope: "block",
  find: repeats,
  wrong: [
    { text: "由属地⟦政府政府⟧门户网站域名持有者单位评估支撑", first: "政府" },
    { text: "认真⟦贯彻贯彻⟧落实会议精神。", first: "贯彻" },
    { text: "加强⟦网站建设网站建设⟧和管理。", first: "网站建设" },
    { text: "报⟦市政府办公室市政府办公室⟧备案。" },
    { text: "政务新媒体⟦管理管理⟧办法", first: "管理" },
    { text: "开展专项⟦检查检查⟧行动。", first: "检查" },
    { text: "落实⟦网站安全管理主体责任网站安全管理主体责任⟧。", first: "网站安全管理主体责任" },
  ],
  right: [
    "法律、法规和国家有关规定规定的应当主动公开的其他政府信息。",
    "大家再研究研究，讨论讨论。",
    "一步一步推进，一件一件落实。",
    "推进互联网联网管理。",
    "召开委员会委员会议。",
    "干干净净迎接检查。",
    "确保到二〇二〇年建成，支持中小企业创业创新。",
    "污水安全、合理处理处置，一件事一件事地抓。",
    "按博士生每生每年一万元的标准发放。",
    "台风“胡德胡德”登陆。",
    "着力构建共建共治共享的格局。",
    "消防救援大队大队长介绍，五十九号六十号六十一号主席令已公布，能种什么种什么。",
    "希望他代表大家反映反映收入偏低的问题。",
    "给群众带来越来越多的实惠，抽上来的水的水温较低，江苏大学大学生志愿者到场。",
  ],
};

function repeats(block: TextBlock): Match[] {
  const { text } = block;
  const matches: Match[] = [];
  let end = 0;
  /** Where the Han that begin here or before end: no word goes further. */
  let stop = 0;
  for (const at of returnsIn(text, LONGEST)) {
    if (at < end) continue;
    if (stop <= at) stop = endOfHan(text, at);
    const length = repeatedLength(text, at, stop);
    if (length === 0) continue;
    const word = text.slice(at, at + length);
    end = at + length * 2;
    if (!isInnocent(text, at, word)) {
      const message = `“${word}”重复，应删去一个。`;
      matches.push({ block: block.id, start: at, end, message, suggestions: [word] });
    }
  }
  return matches;
}

function endOfHan(text: string, from: number): number {
  let end = from;
  while (end < text.length && isHan(text[end])) end += 1;
  return end;
}

/** The length of the longest word at `at` that is followed by itself before `stop`, 0 for none. */
function repeatedLength(text: string, at: number, stop: number): number {
  const longest = Math.min(LONGEST, (stop - at) >> 1);
  if (longest < 2 || startsThrice(text, at)) return 0;
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  for (let length = longest; length >= 2; length -= 1) {
    if (text.charCodeAt(at + length) !== first || text.charCodeAt(at + length + 1) !== second) continue;
    if (text.charCodeAt(at + length - 1) !== text.charCodeAt(at + length * 2 - 1)) continue;
    const word = text.slice(at, at + length);
    if (text.startsWith(word, at + length) && isWord(word)) return length;
  }
  return 0;
}

/** One character over and over is another rule's, and there is no word to look for. */
const startsThrice = (text: string, at: number): boolean => text[at] === text[at + 1] && text[at] === text[at + 2];

/** Not one character over and over: that is the other rule's. */
const isWord = (word: string): boolean => word !== word.charAt(0).repeat(word.length);

/** 二〇二〇年. */
const NUMBER = /^[〇○零一二三四五六七八九十百千万]+$/;
/** 一件事一件事地抓, 博士生每生每年. */
const ONE_BY_ONE = /^一[一-鿿]{2,3}$|^[一-鿿]每$/;

/** 企业|创业|创新 and 会不会|不好: the halves belong to different words. */
function isMeeting(text: string, at: number, word: string): boolean {
  const [first = "", second = "", third] = word;
  if (third !== undefined) return false;
  if (second === "不") return true;
  const before = text.charAt(at - 1);
  return (
    isJoined(second, first) && isJoined(before, first) && jointsOf(second)?.after.includes(text.charAt(at + 4)) === true
  );
}

function isInnocent(text: string, at: number, word: string): boolean {
  if (doubled.has(word)) return true;
  if (softened.has(word) && SOFT_BEFORE.test(text.slice(Math.max(0, at - 2), at))) return true;
  if (NUMBER.test(word) || ONE_BY_ONE.test(word) || isMeeting(text, at, word)) return true;
  const near = text.slice(Math.max(0, at - 3), at + word.length * 2 + 3);
  return meetings.some((meeting) => near.includes(meeting));
}
