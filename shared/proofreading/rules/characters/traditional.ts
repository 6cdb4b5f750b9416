/** Traditional characters and variant characters in running text (《通用规范汉字表》). Neighbours are one finding. */
import { cites, standardCharacters } from "../../authority";
import { SURNAME } from "../../packs/surnames";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { oldCharacters, oldWords } from "./old-words";
import { classAt, standardForm, TRADITIONAL, traditionalCharacters, VARIANT, variantCharacters } from "./table";

const language = cites("《中华人民共和国国家通用语言文字法》", "2001-01-01");

/** Longer than any word: a whole traditional text is told word by word. */
const LONGEST = 8;
/** Characters with a second standard form: a person chooses. */
const SECOND: Readonly<Record<string, string>> = {
  蘋: "𬞟",
  畫: "划",
  鍾: "锺",
  鉅: "钜",
  讎: "雠",
  颺: "飏",
  逕: "迳",
  椏: "桠",
  頫: "俯",
  麼: "麽",
};

function runs(block: TextBlock, kind: number, name: string): Match[] {
  const { text } = block;
  const matches: Match[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (classAt(text, at) !== kind || isSurname(text, at)) continue;
    let end = at + 1;
    while (end < text.length && end - at < LONGEST && classAt(text, end) === kind && !isSurname(text, end)) end += 1;
    // One character over and over is no word: it is told once.
    const char = text.charAt(at);
    if (text.startsWith(char.repeat(LONGEST), at)) while (text.charAt(end) === char) end += 1;
    const match = matchOf({ block: block.id, start: at, end }, text.slice(at, end), name);
    matches.push(end - at <= 2 && mayBeName(text, at) ? { ...match, fix: "suggest" } : match);
    at = end - 1;
  }
  return matches;
}

function matchOf(place: { block: string; start: number; end: number }, found: string, name: string): Match {
  let right = "";
  for (const char of found) right += standardForm(char) ?? char;
  const second = SECOND[found];
  return {
    ...place,
    message: `“${found}”是${name}，规范字为“${right}”；人名、书名和题词除外。`,
    suggestions: second === undefined ? [right] : [right, second],
    ...(second === undefined ? {} : { fix: "suggest" as const }),
  };
}

/** Each character of a surname of two may be one of its own: 欧, 官, 诸. */
const AFTER_SURNAME = new RegExp(`[${SURNAME.replace(/[^一-龥]/g, "")}][\\u4e00-\\u9fff]?$`);

/** One or two such characters behind a surname may be somebody's name, written as its bearer writes it (R5). */
const mayBeName = (text: string, at: number): boolean => AFTER_SURNAME.test(text.slice(Math.max(0, at - 3), at));

const NAME_END = /^(?:[\s，。、；：）)（(]|先生|女士|同志|同学|老师|教授|等|$)/;
const isHanAt = (text: string, at: number): boolean => /[\u3400-\u9fff]/.test(text.charAt(at));

/** 後 is a surname of its own: it begins a name of two or three characters that stands alone. */
function isSurname(text: string, at: number): boolean {
  if (text.charAt(at) !== "後" || isHanAt(text, at - 1) || !isHanAt(text, at + 1)) return false;
  return (
    NAME_END.test(text.slice(at + 2, at + 5)) || (isHanAt(text, at + 2) && NAME_END.test(text.slice(at + 3, at + 6)))
  );
}

export const traditionalCharacter: BlockRule = {
  id: "char-traditional",
  category: "character",
  title: "夹用繁体字",
  severity: "error",
  fix: "safe",
  authority: [language(), standardCharacters()],
  confidence: 0.95,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  // In names of compounds 噁 is no form of 恶.
  antipatterns: [/二噁英|噁[唑嗪烷]|噁二唑/],
  words: [...traditionalCharacters, ...oldCharacters],
  find: (block) => [...runs(block, TRADITIONAL, "繁体字"), ...oldWords(block)],
  wrong: [
    { text: "规⟦範⟧政⟦務⟧新媒⟦體⟧管理。", first: "范" },
    { text: "⟦門⟧户⟦網⟧站要及⟦時⟧更新。", first: "门" },
    { text: "这项工作已⟦經⟧⟦瞭⟧解清楚。", first: "经" },
    { text: "面向社会⟦徵⟧求意见，⟦徵⟧收补偿方案同步公布。", first: "征" },
    { text: "水位⟦於⟧凌晨上⟦昇⟧，⟦沈⟧船打捞⟦於⟧当日开始。", first: "于" },
    { text: "会⟦後⟧各单位抓好落实。", first: "后" },
    { text: "⟦門戶網⟧站已恢复访问。", first: "门户网" },
  ],
  right: [
    "规范政务新媒体管理。",
    "乾隆年间修建的瞭望台保存完好，乾县、乾安县均有记载。",
    "於崇文院士作报告，魏徵的故事流传至今。",
    "慰藉人心的著作，声名狼藉的商贩。",
    "获奖者有张三、後晓明、沈从文。",
    "宫商角徵羽是五声音阶。",
    "焚烧厂应当监测二噁英排放。",
  ],
};

export const variantCharacter: BlockRule = {
  id: "char-variant",
  category: "character",
  title: "夹用异体字",
  severity: "warning",
  fix: "safe",
  authority: [standardCharacters("附件1")],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  words: variantCharacters,
  find: (block) => runs(block, VARIANT, "异体字"),
  wrong: [
    { text: "高⟦峯⟧期实行交通管制。", first: "峰" },
    { text: "广大⟦羣⟧众积极参与。", first: "群" },
    { text: "经费筹⟦欵⟧渠道公开。", first: "款" },
    { text: "农田⟦佔⟧用须经批准。", first: "占" },
  ],
  right: [
    "高峰期实行交通管制。",
    "陈堃、李喆、王昇、赵甯出席活动。",
    "广大群众积极参与。",
    "农田占用须经批准，回避制度要落到实处。",
  ],
};
