/** MC-01: one character written twice: 的的, 网网站. Chinese doubles characters lawfully in three ways, all told apart here. */

import { editing, inspection2019 } from "../../authority";
import { HAN } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import type { Speller } from "../../spelling/speller";
import { doublable, doubledPhrases } from "./doubled-characters";
import { isJoined, jointsOf } from "./joints";

/** Function words: doubled they are an error unless each half belongs to a word of its own (目的的). */
const functionWords: Readonly<Record<string, string>> = {
  的: "目有标似众的",
  了: "为除末终知罢不",
  和: "温平总缓调饱柔谐",
  在: "存现正实潜内外自旨",
  是: "还就但只都总凡于若求",
  及: "",
  与: "参给赋授",
  为: "作成行认因称较分视转定改",
  对: "面绝反核校",
  以: "可所加足难",
  到: "达得遇感报",
  由: "理自缘事",
  于: "",
  向: "方面导意定倾",
  其: "尤与极",
  并: "合归",
  将: "即必",
  把: "",
  被: "",
  从: "服遵听",
  或: "",
  而: "从然反因",
  之: "总加",
  该: "应",
  已: "而",
  应: "反供适对响",
  要: "主重需只必摘纪",
  不: "",
  也: "",
  都: "首成",
  各: "",
};

/** Words of two characters that begin with a function word and may follow it: 对|对方, 和|和平, 对|其他. */
const functionTails: Readonly<Record<string, string>> = {
  对: "方口外象",
  和: "平谐睦解",
  与: "会",
  在: "建校职岗",
  其: "他它余",
};

/** Words of one character that follow a name and meet a word that begins alike: 某某局|局长, 渤海|海域, 两国|国歌. */
const tails = new Set(
  "州局院处部团县市省区镇乡村海河江湖车国年月校厂站馆所队班组室科会社党府道路街桥山岛港湾城园店行司厅委办庭案证号型上下中内外前后时间地水人",
);

/** Log-odds from which the model is believed: one false alarm in 50,000 characters of official text; certain, in 150,000. */
const PROBABLE = 3.3;
/** Function words are doubled by slip far more often than other words are by right. */
const PROBABLE_FUNCTION = 3;
const CERTAIN = 5.5;
/** What the odds lose where the character is one that doubles: 年年, 层层. */
const DOUBLES_OFTEN = 0.67;
/** And where two words meet. */
const AT_SEAM = 1.2;

const pattern = new RegExp(`([${HAN}])\\1(?!\\1)`, "g");

/** What one block brings: the doubled characters that look odd, and all that it writes twice, odd or not. */
interface DoubledFact {
  readonly odd: readonly Match[];
  readonly pairs: readonly string[];
}

/** So many in one block are no slips of a hand; what comes after them says nothing new. */
const MOST = 500;

/** A name has its character doubled each time it comes, a slip once: 豆豆. */
const OFTEN = 2;

export const typoExtraChar: DocumentRule<DoubledFact> = {
  id: "typo-extra-char",
  category: "extra-character",
  title: "多字",
  severity: "error",
  fix: "suggest",
  authority: [editing(), inspection2019()],
  confidence: 0.85,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "document",
  facts: (block, { spelling }) => {
    if (!hasDouble(block.text)) return null;
    const pairs = pairsIn(block.text);
    const odd = spelling === null ? unlisted(block, pairs) : unlikely(block, spelling);
    return { odd, pairs: pairs.map(([pair]) => pair) };
  },
  judge: (facts) => (facts.some(({ fact }) => fact.odd.length > 0) ? facts.flatMap(slipsAmong(facts)) : []),
  wrong: [
    { text: "要加强对网站⟦的的⟧管理。", first: "的" },
    { text: "排序第一⟦的的⟧投标人中标。", first: "的" },
    { text: "做好政务⟦媒媒⟧体管理工作。", first: "媒" },
    { text: "请各单位⟦于于⟧月底前报送。", first: "于" },
    { text: "推进信⟦息息⟧公开。", first: "息" },
    { text: "会议由市长主持⟦并并⟧作总结讲话。", first: "并" },
    { text: "按照有关规定⟦予予⟧以处理。", first: "予" },
    { text: "材料⟦应应⟧于会前送达。", first: "应" },
    { text: "工作落实不到位⟦和和⟧整改不及时", first: "和" },
    { text: "报⟦送送⟧相关材料", first: "送" },
    { text: "有序推⟦进进⟧各项工作", first: "进" },
  ],
  right: [
    "常常、刚刚、妈妈都来了，人人有责。",
    "改进工作作风，部门门户网站更新时间间隔不超过一周。",
    "山里的孩子望着他，他走不了了。",
    "目的的达成靠落实，除了了解情况，还要为了了结此事。",
    "干干净净、清清楚楚、一批批、一一落实。",
    "当地地方标准，城市市场监管，主要要求如下。",
    "应当配合对对方的调查，推动和和平力量合作，实事求是是工作方法，以钉钉子精神抓落实。",
    "绿油油的田野，沉甸甸的收获，看看再说。",
    "外国国家元首、会同同级财政部门、扩大大型活动规模。",
    "控制制度、展示示范项目、持有有效证件、通知知悉人员。",
    "某某州州长、省气象局局长、两国国歌、渤海海域。",
    "大阪市市长、该局局长说，这支支援队先期抵达，希望专家组在8月底前前往。",
    "三胞胎名叫萌萌、帅帅、酷酷，机器人助手“奂奂”陪着老人。",
    "农闲时打打零工，打开抽屉翻翻箱底。",
    "处处留心，事事坚持，牢牢把握，紧紧围绕，短短数月。",
    "村民罗朋朋种了三亩果园。\n罗朋朋说，今年收成好。",
  ],
};

function slipsAmong(facts: readonly BlockFact<DoubledFact>[]): (fact: BlockFact<DoubledFact>) => readonly Match[] {
  const counts = new Map<string, number>();
  for (const { fact } of facts) for (const pair of fact.pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return ({ fact }) =>
    fact.odd.filter(
      ({ suggestions: [char = ""] = [] }) => char in functionWords || (counts.get(char + char) ?? 0) < OFTEN,
    );
}

function pairsIn(text: string): RegExpExecArray[] {
  const pairs: RegExpExecArray[] = [];
  for (const pair of hitsOf(text, pattern)) {
    if (pairs.length === MOST) break;
    pairs.push(pair);
  }
  return pairs;
}

const unlisted = ({ id, text }: TextBlock, pairs: readonly RegExpExecArray[]): Match[] =>
  pairs.flatMap(({ index, 1: char = "" }) =>
    isLawful(text, index, char)
      ? []
      : [{ block: id, start: index, end: index + 2, ...verdict(char, char in functionWords) }],
  );

/** What the spelling model says outdoes every list; the lists still excuse what is doubled by a rule of the language. */
function unlikely({ id, text }: TextBlock, spelling: Speller): Match[] {
  return spelling
    .doubledIn(text)
    .slice(0, MOST)
    .flatMap(({ start, odds }) => {
      const char = text.charAt(start);
      const doubles = doublable.has(char) ? DOUBLES_OFTEN : 0;
      const weighed = odds - doubles - (isSeam(text, start) ? AT_SEAM : 0);
      const least = leastOf(text, start);
      if (weighed < least || isPaired(text, start) || isInPhrase(text, start) || standsTwice(text, start)) return [];
      // 一步步, but not 统一思思想.
      if (text.charAt(start - 1) === "一" && char !== "的" && weighed < CERTAIN) return [];
      return [{ block: id, start, end: start + 2, ...verdict(char, weighed >= CERTAIN) }];
    });
}

/** 的 ends few words, so that 的的 behind none of them is a slip unless the model is sure of the contrary. */
const PROBABLE_DE = 1.5;

function leastOf(text: string, start: number): number {
  const char = text.charAt(start);
  if (char === "的" && functionWords.的?.includes(text.charAt(start - 1)) === false) return PROBABLE_DE;
  return char in functionWords ? PROBABLE_FUNCTION : PROBABLE;
}

function verdict(char: string, isCertain: boolean): Omit<Match, "block" | "start" | "end"> {
  return {
    message: `“${char}”字重复，应删去一个。`,
    suggestions: [char],
    ...(isCertain ? {} : { severity: "warning" as const }),
  };
}

/** The first Chinese unit is 〇, U+3007. */
function hasDouble(text: string): boolean {
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === last && unit >= 0x3007) return true;
    last = unit;
  }
  return false;
}

function isLawful(text: string, at: number, char: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 2);
  if ((before === "一" && char !== "的") || isPaired(text, at) || standsTwice(text, at)) return true;
  if (before !== "" && functionWords[char]?.includes(before) === true) return true;
  if (after !== "" && functionTails[char]?.includes(after) === true) return true;
  return isInPhrase(text, at) || meets(char, before, after);
}

/** Classes of organ and place behind which one of their parts or people is named: 大阪市|市长, 该局|局长. */
const PLACED = new Set("省州市县区乡镇村局院厅处部队校所站馆团会");
const PARTS = "长政内区委级直";
/** What counts or points before a classifier: 这支|支援队, 49支|支援, 该船|船长. */
const COUNTED = /[\d一二两三四五六七八九十百千几多各每首这那该此本]$/;
/** 月底前|前往, 河道上|上演: a noun, what it is behind, and a word that begins alike. */
const BEHIND = new Set("前上中下内外后里");
const NO_NOUN = "在于将已正要不的了和与及并可能会请再又就从向往由被把应须未曾没，。、；：“”《》（）";
/** Done a little, to what is no word with it: 打打|零工, 翻翻|箱底. */
const ACTS = new Set("打翻扫散动晒吹踢逛遛钓喝吃捡收理帮劝揉捏捶敲掸拨修补搬搭站躺议评比考摆晾");

/** Two words meet, or the character is doubled on purpose, whatever the model thinks of it. */
function standsTwice(text: string, at: number): boolean {
  const [char, before, after] = [text.charAt(at), text.charAt(at - 1), text.charAt(at + 2)];
  if (PLACED.has(char) && PARTS.includes(after) && after !== "" && /[\u4e00-\u9fff]/.test(before)) return true;
  if (char in functionWords) return false;
  // 萌萌、帅帅、酷酷; 机器人“奂奂”; 弗雷迪·玛玛尼: a name.
  if (before === "·" || (/[、“]/.test(before) && /[、”，]/.test(after))) return true;
  const leads = isJoined(char, after);
  if (leads && COUNTED.test(text.slice(0, at))) return true;
  if (leads && BEHIND.has(char)) return before !== "" && !NO_NOUN.includes(before) && !isJoined(before, char);
  return ACTS.has(char) && !leads && !isJoined(before, char);
}

/** A word ends with the first of the two and another begins with the second: 对接|接口. */
function isSeam(text: string, at: number): boolean {
  const words = jointsOf(text.charAt(at));
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 2)];
  return before !== "" && after !== "" && words?.before.includes(before) === true && words.after.includes(after);
}

function isInPhrase(text: string, at: number): boolean {
  const phrases = phrasesWith.get(text.charAt(at));
  if (phrases === undefined) return false;
  const near = text.slice(Math.max(0, at - 3), at + 5);
  return phrases.some((phrase) => near.includes(phrase));
}

/** By character that doubles in them: of some hundred phrases few can stand at one place. */
const phrasesWith: ReadonlyMap<string, readonly string[]> = byDoubled(doubledPhrases);

function byDoubled(phrases: readonly string[]): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const phrase of phrases)
    for (const [pair] of hitsOf(phrase, pattern)) {
      const char = pair.charAt(0);
      lists.set(char, [...(lists.get(char) ?? []), phrase]);
    }
  return lists;
}

/** AABB: 干干净净, from either half. */
function isPaired(text: string, at: number): boolean {
  const after = text.charAt(at + 2);
  const before = text.charAt(at - 1);
  return (after !== "" && after === text.charAt(at + 3)) || (before !== "" && before === text.charAt(at - 2));
}

/** Both halves belong to words of their own, or the character is one that doubles: 部门|门户, 人人有责. */
function meets(char: string, before: string, after: string): boolean {
  const words = jointsOf(char);
  const hasLead = before !== "" && words?.before.includes(before) === true;
  const hasTail = after !== "" && words?.after.includes(after) === true;
  if (hasLead && hasTail) return true;
  if (hasTail && tails.has(char)) return true;
  if (char in functionWords) return false;
  return doublable.has(char) || (!hasLead && !hasTail);
}
