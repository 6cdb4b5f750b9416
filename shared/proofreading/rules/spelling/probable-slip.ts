/** MC-01: slips of the keyboard that no word list knows, found by the spelling model and weighed by the document. */
import { dictionary, standardCharacters } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import type { Slip, Speller } from "../../spelling/speller";
import { PROBABLE, severityOf, tierOf } from "../../spelling/tiers";
import { exampleSpeller } from "./example-speller";
import { isOwnWord, wordingOf } from "./occurrences";
import {
  inCongress,
  inDocumentNumber,
  inForeignName,
  inKnownPlace,
  inMoneyWords,
  inOwnOrgan,
  inParallelList,
  inPersonName,
  inPlaceName,
  inTitle,
  isConjunction,
  isEcho,
  isNumeral,
  isState,
  placeNamesIn,
} from "./vetoes";

/** What one block brings: its text, to count words in, and the slips nothing in the block itself excuses. */
export interface SlipFact {
  readonly text: string;
  readonly slips: readonly Slip[];
}

/** What a character of no known kind must have more than one that sounds or looks alike. */
const ANY_CHARACTER = 2.3;
/** What the odds lose inside a title. */
const IN_TITLE = 1;
/** And what they lose where the sentence says the same again. */
const ECHOED = 2;
/** So sure that even a place where names stand excuses nothing: 柴政部 in a list of ministries. */
const BEYOND_NAMES = 4;

export const probableSlip: DocumentRule<SlipFact> = {
  id: "probable-slip",
  category: "spelling",
  title: "疑似别字（语言模型）",
  severity: "error",
  fix: "suggest",
  authority: [standardCharacters(), dictionary()],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  when: ({ spelling }) => spelling !== null,
  scope: "document",
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment"],
  facts: ({ text }, { spelling }) => {
    if (spelling === null || text === "") return null;
    return { text, slips: slipsIn(text, spelling).flatMap((slip) => weighed(text, slip)) };
  },
  judge: (facts) => {
    if (facts.every(({ fact }) => fact.slips.length === 0)) return [];
    const texts = facts.map(({ fact }) => fact.text);
    const places = placeNamesIn(texts);
    return facts.flatMap((fact) => matchesIn(fact, { texts, places }));
  },
  setting: {
    spelling: exampleSpeller([
      { wrong: "大数局", right: "大数据", odds: 8 },
      { wrong: "帮夫", right: "帮扶", odds: 6 },
      { wrong: "统畴", right: "统筹", odds: 0.5 },
      { wrong: "浇灌渠", right: "浇灌区", odds: 2.5 },
      { wrong: "政法办", right: "政法班", odds: 5 },
      { wrong: "张晓华", right: "张晓化", odds: 3 },
      { wrong: "法律观", right: "法律馆", odds: 3 },
      { wrong: "柴政部", right: "财政部", odds: 6 },
      { wrong: "营业直照", right: "营业执照", odds: -0.25 },
      { wrong: "提供但网站", right: "提供的网站", odds: 3 },
      { wrong: "青禾", right: "青河", odds: 3 },
      { wrong: "市八届", right: "十八届", odds: 3 },
      { wrong: "中冰合作", right: "中法合作", odds: 3 },
      { wrong: "县农机局购置", right: "县农机具购置", odds: 3 },
    ]),
  },
  wrong: [
    { text: "加快建设全市大数⟦局⟧平台，服务基层。", first: "据" },
    { text: "驻村帮⟦夫⟧工作队逐户走访。", first: "扶" },
    { text: "改革委、⟦柴⟧政部、教育部按职责分工负责。", first: "财" },
    { text: "坚持统⟦畴⟧推进，不留死角。", first: "筹" },
    { text: "浇灌⟦渠⟧面积逐年扩大。\n浇灌区通水。\n浇灌⟦渠⟧已验收，浇灌⟦渠⟧交付使用。", first: "区" },
  ],
  right: [
    "财政部、教育部牵头。",
    "加快建设全市大数据平台，服务基层。",
    "现将皖政法办〔2024〕8号文件转发给你们。",
    "市委书记张晓华主持会议。",
    "树立政治观、法律观、大局观。",
    "浇灌渠东段已通水。\n浇灌渠西段下月动工。\n浇灌渠全长八公里。",
    "请到窗扣取号。",
    "县农机局购置联合收割机八台。",
    "青禾县图书馆开放。\n“书香青禾”全民阅读活动启动。",
    "市八届人大代表来县视察。",
    "双方发表深化中冰合作的联合声明。",
    "平台无法提供但网站确有必要的功能。",
  ],
};

/** Characters of no known kind that stand for another count by their own judge, where the first one says nothing. */
function slipsIn(text: string, spelling: Speller): readonly Slip[] {
  const slips = spelling.slipsIn(text);
  const others = spelling
    .repairsIn(text)
    .filter(
      ({ kind, start, odds }) =>
        kind === "changed" &&
        odds >= ANY_CHARACTER &&
        slips.every((slip) => slip.odds < PROBABLE || !isNear(slip, start)),
    );
  if (others.length === 0) return slips;
  const plain = others.map(({ start, end, right, odds }) => ({ start, end, right, odds: odds - ANY_CHARACTER }));
  return [...slips.filter(({ start }) => plain.every((other) => !isNear(other, start))), ...plain];
}

const isNear = ({ start, end }: Slip, at: number): boolean => at >= start - 2 && at < end + 2;

/** A slip with its odds corrected by what stands around it; none when that excuses it. */
function weighed(text: string, slip: Slip): Slip[] {
  const place = { text, slip };
  const odds = slip.odds - (inTitle(place) ? IN_TITLE : 0) - (isEcho(place) ? ECHOED : 0);
  if (odds < PROBABLE || inDocumentNumber(place) || inMoneyWords(place) || isConjunction(place)) return [];
  const isName =
    inParallelList(place) ||
    inPersonName(place) ||
    inOwnOrgan(place) ||
    inPlaceName(place) ||
    inCongress(place) ||
    inForeignName(place) ||
    isState(place) ||
    isNumeral(text.slice(slip.start, slip.end), slip.right);
  if (odds < BEYOND_NAMES && isName) return [];
  return [{ ...slip, odds }];
}

interface Known {
  readonly texts: readonly string[];
  /** Names of places that the document has. */
  readonly places: ReadonlySet<string>;
}

function matchesIn({ block, fact }: BlockFact<SlipFact>, { texts, places }: Known): Match[] {
  return fact.slips.flatMap((slip) => {
    if (slip.odds < BEYOND_NAMES && inKnownPlace({ text: fact.text, slip }, places)) return [];
    const wording = wordingOf(fact.text, slip);
    const tier = tierOf(slip.odds);
    if (tier === "hidden" || (wording !== null && isOwnWord(texts, wording)) || isOwnName(texts, fact.text, slip))
      return [];
    return [
      {
        block,
        start: slip.start,
        end: slip.end,
        severity: severityOf(tier),
        suggestions: [slip.right],
        message: messageOf(fact.text, slip, tier === "certain"),
      },
    ];
  });
}

/** What the document writes again and again is a name: 云岭, 过去五年是云岭发展史上不平凡的五年. */
function isOwnName(texts: readonly string[], text: string, { start, end, right }: Slip): boolean {
  return end - start > 1 && isOwnWord(texts, { wrong: text.slice(start, end), right });
}

function messageOf(text: string, slip: Slip, isCertain: boolean): string {
  const wording = wordingOf(text, slip) ?? { wrong: text.slice(slip.start, slip.end), right: slip.right };
  return isCertain
    ? `“${wording.wrong}”应为“${wording.right}”：按上下文判断是音近或形近的别字，请核对。`
    : `“${wording.wrong}”疑为“${wording.right}”之误：这样写在公文中少见，请核对原意。`;
}
