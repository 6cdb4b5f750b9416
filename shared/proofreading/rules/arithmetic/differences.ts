/** Now, by how much it changed, and what it was: 42.5万吨，比上年增加0.5万吨，上年为42万吨; sectors and their ratio (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, PatternRule, TextBlock } from "../../rule";
import { type Amount, amountsIn, shownAs, size } from "./amount";

const DELTA = /^(?:[一-龥]{0,6})(?:比|较)[^，。；]{0,8}?(?<way>增加|增长|增产|增收|多|净增|减少|下降|减产|少)了?$/;
const BEFORE = /^(?:而|其中)?(?:上年度?|去年|前年|上月|上季度|同期|上年同期|去年同期)[^，。；比较增减]{0,8}$/;
const DOWN = /减|降|少/;

export const wrongDifference: BlockRule = {
  id: "calc-difference",
  category: "arithmetic",
  title: "增减数与前后两期数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [
    /[增多减降少产收]了?[\d一二三四五六七八九十.]+[^，。；]{1,4}[，,（(](?:而|其中)?(?:上年|去年|前年|上月|上季|同期)/,
  ],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((now, index) => differenceOf(block, [now, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "受理申请⟦860件，比上年增加60件，上年为780件⟧。" },
    { text: "全镇产茶⟦36吨，较去年减少4吨，去年产茶42吨⟧。" },
    { text: "在校学生⟦1.25万人，比去年增加0.15万人，去年同期为1.2万人⟧。" },
  ],
  right: [
    "受理申请860件，比上年增加60件，上年为800件。",
    "全镇产茶36吨，较去年减少4吨，去年产茶40吨。",
    "受理申请860件，比上年增加60件，办结率100%。",
    "受理申请860件，比上年增加60件，上年办结780件中有20件退回。",
  ],
};

type Three = readonly [Amount, Amount | undefined, Amount | undefined];

function differenceOf(block: TextBlock, [now, delta, before]: Three): Match[] {
  if (delta === undefined || before === undefined || now.unit !== delta.unit || now.unit !== before.unit) return [];
  if ([now, delta, before].some(({ isRounded }) => isRounded) || now.unit === "%") return [];
  const way = DELTA.exec(delta.label)?.groups?.way;
  if (way === undefined || !BEFORE.test(before.label) || /[。；！？]/.test(block.text.slice(now.end, before.start)))
    return [];
  if (!/^(?:[，。；！？）)]|$)/.test(block.text.slice(before.end))) return [];
  const real = DOWN.test(way) ? now.value + delta.value : now.value - delta.value;
  if (size(real - before.value) <= (now.last + delta.last + before.last) / 2n) return [];
  const message = `按前面的数计算，原数应为${shownAs(real, before)}，与“${shownAs(before.value, before)}”不符，请核对。`;
  return [{ block: block.id, start: now.start, end: before.end, message }];
}

const SECTOR = (name: string) => `第${name}产业[^，。；\\d]{0,8}?(\\d{1,9}(?:\\.\\d{1,4})?)(万亿|亿|万)元[^第]{0,40}?`;
const RATIO = "(\\d{1,2}(?:\\.\\d{1,2})?)";

export const wrongSectors: PatternRule = {
  id: "calc-sector-ratio",
  category: "arithmetic",
  title: "三次产业结构与增加值不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `${SECTOR("一")}${SECTOR("二")}${SECTOR("三")}(?<=.)[^\\d]{0,24}?(?:结构|比例|比)[^\\d，。；]{0,12}?(?<mark>${RATIO}[∶:：比]${RATIO}[∶:：比]${RATIO})(?![\\d.∶:：])`,
        "g",
      ),
      message: "结构比与前面三个产业的增加值不符，请核对。",
      accept: (found) => {
        const units = [found[2], found[4], found[6]];
        const values = [found[1], found[3], found[5]].map(Number);
        const shares = [found[8], found[9], found[10]].map(Number);
        const total = values.reduce((sum, value) => sum + value, 0);
        if (total === 0 || new Set(units).size !== 1) return false;
        const slack = shares.every((share) => Number.isInteger(share)) ? 1 : 0.15;
        return values.some((value, at) => Math.abs((value * 100) / total - (shares[at] ?? 0)) > slack + 0.001);
      },
    },
  ],
  wrong: [
    { text: "第一产业增加值20亿元，第二产业增加值45亿元，第三产业增加值35亿元，三次产业结构为⟦20∶35∶45⟧。" },
    {
      text: "第一产业增加值8.2亿元，增长4%；第二产业增加值30.5亿元，增长6%；第三产业增加值41.3亿元，增长7%。三次产业结构比为⟦12.3∶38.1∶49.6⟧。",
    },
    { text: "第一产业10亿元、第二产业50亿元、第三产业40亿元，产业结构比例为⟦15:45:40⟧。" },
  ],
  right: [
    "第一产业增加值20亿元，第二产业增加值45亿元，第三产业增加值35亿元，三次产业结构为20∶45∶35。",
    "第一产业增加值8.2亿元，增长4%；第二产业增加值30.5亿元，增长6%；第三产业增加值41.3亿元，增长7%。三次产业结构比为10.3∶38.1∶51.6。",
    "三次产业结构由12∶40∶48调整为10∶41∶49。",
  ],
};
