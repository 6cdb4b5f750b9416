/** Where a text counts something: 十六只应急救援队伍, 桂花树一千余颗. What is counted ends its clause, or stands before the number. */
import { hitsOf } from "../../hits";

export interface CountedHead {
  readonly measure: string;
  /** Where the measure stands. */
  readonly at: number;
  /** What is counted, with what describes it: it ends with the head. */
  readonly thing: string;
}

/** Measures that are told apart; 个 and those of time, place and amount go with nearly everything. */
export const MEASURES = "只头匹棵颗株支枝幅副架辆艘座家所栋间盏口眼顶枚张套台部册本条根份篇名位起把双封尊扇";
const NUMBER = "(?:\\d[\\d.,]{0,9}[万千百]?|[一二三四五六七八九十百千万两几数]{1,6})(?:余|多|来)?";
const NOT_AFTER = "(?<![第\\d.,〔号年月日一二三四五六七八九十百千万两几数每])";
/** No second number. */
const THING = "(?![一二三四五六七八九十百千万两几每各][\\d一二三四五六七八九十百千万两几个名家项只条座辆台])[一-龥“”]";
const END = "(?=[，。；、！）]|$)";
/** 2200张床位的医院: what stands right behind the measure is counted. */
const NEAR = "(?![的”在])";
const AFTER = new RegExp(`${NOT_AFTER}${NUMBER}(?<mark>[${MEASURES}])(?<thing>(?:${NEAR}${THING}){2,8})${END}`, "g");
const BEFORE = new RegExp(
  `(?<thing>(?:${THING}){2,6})(?:共计?|约|近|达|各|合计)?${NUMBER}(?<mark>[${MEASURES}])${END}`,
  "g",
);

export function countedHeads(text: string): CountedHead[] {
  const heads: CountedHead[] = [];
  for (const pattern of [AFTER, BEFORE])
    for (const { index, 0: whole, groups } of hitsOf(text, pattern)) {
      const { mark = "", thing = "" } = groups ?? {};
      const at = pattern === AFTER ? index + whole.length - thing.length - 1 : index + whole.length - 1;
      heads.push({ measure: mark, at, thing });
    }
  return heads;
}
