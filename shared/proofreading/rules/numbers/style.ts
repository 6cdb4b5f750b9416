/** Counts of one sentence in one style: 入驻企业二十三家，其中规上企业5家 (GB/T 15835-2011 4.1, 4.3). */
import { gb15835 } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";

/** Exact numbers only: round ones may be approximate or part of a name, 十项行动. */
const WRITTEN =
  /(?=[二三四五六七八九]?十)(?<![第初零〇一二三四五六七八九十百千万亿分之点几数])(?<number>[二三四五六七八九]?十[一二三四五六七八九])(?<measure>家|名|户|所|座|件|起|辆|台|套|处|人|亩|吨|公里|万元|亿元|人次)/g;
const SENTENCE = /[^。！？\n]+/g;

const COUNTED = /\d[万亿]?[余多]?(?<measure>家|名|户|所|座|件|起|辆|台|套|处|人次|人|亩|吨|公里|[万亿]元)/g;

/** Measures that stand behind figures. */
const measuresIn = (sentence: string): ReadonlySet<string> =>
  new Set(hitsOf(sentence, COUNTED).map(({ groups }) => groups?.measure ?? ""));

function mixedIn({ id, text }: TextBlock): Match[] {
  if (hitsOf(text, WRITTEN).length === 0) return [];
  return hitsOf(text, SENTENCE).flatMap((sentence) => {
    const written = hitsOf(sentence[0], WRITTEN);
    const measures = written.length === 0 ? null : measuresIn(sentence[0]);
    return written.flatMap(({ index, groups }): Match[] => {
      const measure = groups?.measure ?? "";
      if (measures?.has(measure) !== true) return [];
      const number = groups?.number ?? "";
      const figure = chineseNumber(number);
      const start = sentence.index + index;
      const end = start + number.length;
      const message = "同一句里同类的数，有的用汉字，有的用阿拉伯数字，请统一。";
      return [{ block: id, start, end, message, suggestions: figure === null ? [] : [`${figure}`] }];
    });
  });
}

export const mixedStyle: BlockRule = {
  id: "num-style-mixed",
  category: "number",
  title: "同一句中计数的写法不一致",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("4.1、4.3")],
  confidence: 0.8,
  checks: ["MC-32"],
  scope: "block",
  seeks: [/十[一二三四五六七八九][家名户所座件起辆台套处人亩吨公万亿]/],
  find: mixedIn,
  wrong: [
    { text: "培育合作社⟦三十六⟧家，其中省级示范社4家。", first: "36" },
    { text: "共有教师⟦十五⟧名，其中高级教师3名。", first: "15" },
    { text: "查处案件8起，较去年同期减少⟦二十一⟧起。", first: "21" },
  ],
  right: [
    "培育合作社36家，其中省级示范社4家。",
    "第十五名运动员冲过终点，共有30名选手完赛。",
    "全村三十六户人家，种植果树200亩。",
    "推进十二项行动，完成30项任务。",
  ],
};
