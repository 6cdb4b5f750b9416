/** Where a text counts something: 十六只应急救援队伍, 桂花树一千余颗. What is counted ends its clause, or stands before the number. */
import { unitTable } from "../../characters";

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
/** Both are asked at one place: behind the measure's number, and behind what stands before that. */
const AFTER = new RegExp(`${NOT_AFTER}${NUMBER}(?<mark>[${MEASURES}])(?<thing>(?:${NEAR}${THING}){2,8})${END}`, "y");
const BEFORE = new RegExp(
  `(?<=(?<thing>(?:${THING}){2,6})(?:共计?|约|近|达|各|合计)?${NUMBER})(?<mark>[${MEASURES}])${END}`,
  "y",
);
const MEASURE = unitTable(MEASURES);
const OF_NUMBER = unitTable("0123456789.,一二三四五六七八九十百千万两几数余多来");

export function countedHeads(text: string): CountedHead[] {
  const heads: CountedHead[] = [];
  for (let at = 1; at < text.length; at += 1) {
    if (MEASURE[text.charCodeAt(at)] !== 1 || OF_NUMBER[text.charCodeAt(at - 1)] !== 1) continue;
    let number = at - 1;
    while (number > 0 && OF_NUMBER[text.charCodeAt(number - 1)] === 1) number -= 1;
    for (const [pattern, place] of [[AFTER, number] as const, [BEFORE, at] as const]) {
      pattern.lastIndex = place;
      const { thing } = pattern.exec(text)?.groups ?? {};
      if (thing !== undefined) heads.push({ measure: text.charAt(at), at, thing });
    }
  }
  return heads;
}
