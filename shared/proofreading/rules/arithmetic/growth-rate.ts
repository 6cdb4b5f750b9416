/** A number, by how much it grew and at what rate: 722条，比上年增加162条，增长26.1% (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, shown, size } from "./amount";

const HUNDRED = 100n * ONE;
const DELTA =
  /^(?:比|较|同比|与)[^，。；]{0,10}?(?<way>增加|增长|多|净增|减少|下降|少)了?$|^(?:同比|环比)?(?<only>增加|净增|减少)了?$/;
const RATE = /^(?:同比|环比)?(?<way>增长|增幅|增加|上升|提高|下降|减少|降幅|降低)(?:了|为|达到?)?$/;
const DOWN = /减|降|少/;

export const wrongGrowthRate: BlockRule = {
  id: "calc-growth-rate",
  category: "arithmetic",
  title: "增减数与增减幅度不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [/[增多减降少]了?[^，。；]{0,12}[，,、（(][^，。；]{0,6}[增上提减降]/],
  find: (block) => {
    if (!/[%％]|百分之/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    return amounts.flatMap((now, index) => rateOf(block, [now, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "全年发布信息⟦722条，比上年增加162条，增长26.1%⟧。" },
    { text: "受理投诉⟦300件，同比减少100件，下降33.3%⟧。" },
    { text: "收入⟦150万元，较上年增加50万元，增长45%⟧。" },
  ],
  right: [
    "全年发布信息722条，比上年增加162条，增长28.9%。",
    "受理投诉300件，同比减少100件，下降25%。",
    "收入1.5亿元，较上年增加0.5亿元，增长50%。",
    "发布信息722条，其中图片162条，增长26.1%。",
  ],
};

type Three = readonly [Amount, Amount | undefined, Amount | undefined];

function rateOf(block: TextBlock, [now, delta, rate]: Three): Match[] {
  if (delta === undefined || rate === undefined || rate.unit !== "%" || now.unit !== delta.unit) return [];
  if (now.unit === "%" || now.isRounded || delta.isRounded || rate.isRounded) return [];
  if (/[。；！？]/.test(block.text.slice(now.end, rate.start)) || rate.start - now.end > 40) return [];
  const groups = DELTA.exec(delta.label)?.groups;
  const way = RATE.exec(rate.label)?.groups?.way;
  const change = groups?.way ?? groups?.only;
  if (change === undefined || way === undefined || DOWN.test(change) !== DOWN.test(way)) return [];
  const base = DOWN.test(change) ? now.value + delta.value : now.value - delta.value;
  if (base <= 0n) return [];
  const real = (delta.value * HUNDRED) / base;
  const figure = rate.last === 0n ? ONE : rate.last;
  // What has been rounded shifts the result.
  const rounded = [now, delta].filter(({ start, end }) => block.text.slice(start, end).includes("."));
  const drift = rounded.reduce((sum, { last }) => sum + (last * HUNDRED * 2n) / base, 0n);
  if (size(real - rate.value) < figure + drift) return [];
  const tenth = ONE / 10n;
  const message = `按前面的数计算约为${shown(((real + tenth / 2n) / tenth) * tenth)}%，与“${shown(rate.value)}%”不符，请核对。`;
  return [{ block: block.id, start: now.start, end: rate.end, message }];
}
