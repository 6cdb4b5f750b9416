/** 人民路88号 and 人民路86号, 三楼体检科 and 二楼体检科, 南门 and 北门: where to go, told twice and differently (MC-01). */
import { logic } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { sentenceAt } from "./sentences";

interface Place {
  /** What stands in front, the nearest eight characters. */
  readonly left: string;
  readonly number: string;
  readonly unit: string;
  /** The next two characters. */
  readonly after: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly isListed: boolean;
}

const PLACE =
  /(?<=[一-龥第]{2})(?<number>\d{1,4}|[一二三四五六七八九十]{1,3}|[东西南北正后侧])(?<unit>号楼|号窗口|号线|号|室|楼|层|栋|幢|单元|会议室|报告厅|教室|考场|路公交|门)/g;
/** Two characters that belong to no other place must stand before a number. */
const LEAST_BEFORE = 2;

function numbersIn(text: string): readonly RegExpExecArray[] {
  const hits: RegExpExecArray[] = [];
  PLACE.lastIndex = LEAST_BEFORE;
  for (let found = PLACE.exec(text); found !== null; found = PLACE.exec(text)) {
    hits.push(found);
    PLACE.lastIndex += LEAST_BEFORE;
  }
  return hits;
}

const ADDRESS = /(?:路|街|道|巷|村|里|弄|段|大道|胡同)$/;

function placesIn(text: string): readonly Place[] | null {
  const places = numbersIn(text).flatMap((found): Place[] => {
    const { number = "", unit = "" } = found.groups ?? {};
    const end = found.index + found[0].length;
    const start = end - number.length - unit.length;
    if (/^[东西南北正后侧]$/.test(number) !== (unit === "门")) return [];
    const left = /[一-龥]*$/.exec(text.slice(Math.max(0, start - 10), start))?.[0] ?? "";
    const sentence = sentenceAt(text, start);
    const isListed = /[、和与至—-]/.test(text.charAt(end)) || /[、和与至—-]/.test(text.charAt(start - left.length - 1));
    return [{ left, number, unit, after: text.slice(end, end + 2), start, end, sentence, isListed }];
  });
  return places.length === 0 ? null : places;
}

interface Placed extends Place {
  readonly block: string;
}

export const onePlaceApart: DocumentRule<readonly Place[]> = {
  id: "agree-place-number",
  category: "typo",
  title: "同一地址的门牌、楼层、房间前后不一",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.78,
  checks: ["MC-01"],
  roles: ["body", "list"],
  scope: "document",
  seeks: [PLACE],
  facts: ({ text }) => placesIn(text),
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }: BlockFact<readonly Place[]>) => fact.map((one) => ({ ...one, block })));
    return all.length < 2 || all.length > MOST ? [] : all.flatMap((one, at) => otherPlace(one, all.slice(0, at), all));
  },
  wrong: [
    { text: "地址：云溪县人民路88号；邮编：242300。\n书面材料请寄：云溪县人民路⟦86号⟧县人社局。" },
    { text: "筛查地点在县妇幼保健院三楼体检科。\n到县妇幼保健院⟦二楼⟧体检科登记。" },
    { text: "起点设在滨江公园南门。\n请到滨江公园⟦北门⟧集合。" },
    { text: "会议地点：县行政中心四楼第二会议室。\n请到县行政中心⟦三楼⟧第二会议室签到。" },
  ],
  right: [
    "地址：云溪县人民路88号。\n书面材料请寄：云溪县人民路88号县人社局。",
    "县政务服务中心二楼设社保窗口。\n县政务服务中心三楼设不动产窗口。",
    "公交改线：人民路12号、人民路18号停靠。",
    "访问定于本月16号开始。\n访问定于本月28号结束。",
    "滨江公园南门、滨江公园北门设急救点。",
  ],
};

const MOST = 200;

/** 28号下午: a day of the month. */
const isDay = ({ unit, number, after }: Place): boolean =>
  unit === "号" && Number(number) <= 31 && /^(?:[上下中]午|[早晚凌清]|[至到起前，])/.test(after);

function otherPlace(one: Placed, before: readonly Placed[], all: readonly Placed[]): Match[] {
  // 国务院令第106号 is no address, nor is 本月28号.
  if (one.isListed || /[令字文]第?$|第$|[月日年间]$/.test(one.left) || isDay(one)) return [];
  const same = before.filter((other) => other.unit === one.unit && isOne(other, one));
  const [first] = same;
  if (first === undefined || same.some(({ number, isListed }) => isListed || number !== first.number)) return [];
  if (first.number === one.number || all.filter((other) => other.unit === one.unit && isOne(other, one)).length > 4)
    return [];
  if (same.some(({ block, sentence }) => block === one.block && sentence === one.sentence)) return [];
  const { block, start, end, number, unit } = one;
  const message = `前面是“${first.number}${unit}”，此处是“${number}${unit}”，请核对是否同一地点。`;
  return [{ block, start, end, message }];
}

/** The same street, or the same house with the same room behind it. */
function isOne(one: Place, other: Place): boolean {
  const same = sameEnd(one.left, other.left);
  if (one.unit === "门") return same >= 3;
  if (one.unit === "号" && ADDRESS.test(one.left)) return same >= 3;
  if (same < 2 || (same < 4 && !/^[一-龥]{2}/.test(one.after))) return false;
  return one.after === other.after || !/^[一-龥]/.test(one.after) || !/^[一-龥]/.test(other.after);
}

function sameEnd(one: string, other: string): number {
  let same = 0;
  while (same < one.length && same < other.length && one.at(-1 - same) === other.at(-1 - same)) same += 1;
  return same;
}
