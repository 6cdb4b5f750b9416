/** What follows from two numbers that stand beside it: 156户，每户2000元，共计31.2万元; 完成年度计划150公里的80% (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, openOf, shown, shownAs, size } from "./amount";

const HUNDRED = 100n * ONE;
/** 名 counted as 人, 位 as 人: people are called by any of them. */
const PEOPLE = new Set(["人", "名", "位", "个"]);
const EACH = /(?:每|按每|按照每|各)(?<what>[\u4e00-\u9fff])[^，。；每]{0,10}$/;
/** A price of a time, 每人每月, an upper bound: nothing to multiply by. */
const OTHER_PRICE = /每[月年天日次季周期]|最[高低多]|上限|不[超低高少]|平均|人均|左右|约|起步|以[上下内]/;
const TOTAL =
  /(?:共计?|合计|总计|累计|总共|一共|总[额价]|总金额|共需|资金|金额|共发放|共补[贴助]|共奖励)[^，。；]{0,8}$/;
const BETWEEN = /^[^。；！？其另]{0,24}$/;

export const wrongProduct: BlockRule = {
  id: "calc-product",
  category: "arithmetic",
  title: "数量乘单价不等于总数",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  needs: "每各",
  find: (block) => {
    if (!/每[^月年天日次季周]|各/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    return amounts.flatMap((count, index) => productOf(block, [count, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "救助⟦120户，每户1500元，共计20万元⟧。" },
    { text: "表彰先进个人⟦30名，每名奖励800元，合计2.6万元⟧。" },
    { text: "采购设备⟦15台，每台4.2万元，总金额65万元⟧。" },
  ],
  right: [
    "救助120户，每户1500元，共计18万元。",
    "采购设备15台，每台4.2万元，总金额63万元。",
    "救助120户，每户每月1500元，共计216万元。",
    "补贴120户，每户最高1500元，共计16.2万元。",
    "培训3期，每期50人，投入资金20万元。",
  ],
};

type Three = readonly [Amount, Amount | undefined, Amount | undefined];

function productOf(block: TextBlock, [count, price, total]: Three): Match[] {
  if (price === undefined || total === undefined || price.unit !== total.unit || price.unit === "%") return [];
  if ([count, price, total].some(({ isRounded }) => isRounded)) return [];
  const gap = block.text.slice(count.end, price.start);
  const what = EACH.exec(gap)?.groups?.what ?? "";
  if (!isSameCount(count.unit, what) || OTHER_PRICE.test(gap) || !BETWEEN.test(gap)) return [];
  const rest = block.text.slice(price.end, total.start);
  if (!BETWEEN.test(rest) || !TOTAL.test(total.label) || OTHER_PRICE.test(rest)) return [];
  const product = (count.value * price.value) / ONE;
  const slack = total.last / 2n + (count.value * price.last) / ONE / 2n;
  const isExact = price.last === 0n || price.last >= 1000n * ONE;
  if (size(product - total.value) <= (isExact ? total.last / 2n : slack)) return [];
  const message = `按前面两个数相乘应为${shownAs(product, total)}，与“${shownAs(total.value, total)}”不符，请核对。`;
  return [{ block: block.id, start: count.start, end: total.end, message }];
}

function isSameCount(unit: string, what: string): boolean {
  return what !== "" && (unit === what || (PEOPLE.has(unit) && PEOPLE.has(what)));
}

/** 完成年度计划150公里的, 占抽检总数120批次的 */
const OF_WHOLE =
  /^[一-龥]{0,4}[，、]?(?:已|均|仅|只|约)?(?:占|完成了?|达到?|为|相当于)(?!比)[^，。；：、\d比增减]{0,14}$/;

export const wrongShareOfWhole: BlockRule = {
  id: "calc-share-of-whole",
  category: "arithmetic",
  title: "比例与前后两数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [/(?:完成|占|达)[^，。；]{1,20}\d[^，。；]{0,8}的(?:百分之)?[\d.]/],
  find: (block) => {
    if (!/[%％]|百分之/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    return amounts.flatMap((part, index) => shareOfWhole(block, [part, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "改造管网⟦60公里，完成年度目标80公里的70%⟧。" },
    { text: "已发放⟦450万元，占预算总额600万元的80%⟧。" },
    { text: "完成植树⟦2.4万株，占年度任务3万株的90%⟧。" },
    { text: "收入完成⟦15.6亿元，占年初预算15亿元的140%⟧。" },
    { text: "不合格⟦6件，占抽检总数120件的6%⟧。" },
  ],
  right: [
    "改造管网60公里，完成年度目标80公里的75%。",
    "已发放450万元，占预算总额600万元的75%。",
    "完成植树2.4万株，占年度任务3万株的80%；完成投资2.6亿元，占年度计划3亿元的86.7%。",
    "新建公路33公里，完成计划90公里的36.7%。",
    "改造管网60公里，完成年度目标的70%。",
  ],
};

function shareOfWhole(block: TextBlock, [part, whole, rate]: Three): Match[] {
  if (whole === undefined || rate === undefined || rate.unit !== "%" || part.unit !== whole.unit) return [];
  if ([part, whole, rate].some(({ isRounded }) => isRounded) || whole.value === 0n) return [];
  const { text } = block;
  if (!OF_WHOLE.test(text.slice(part.end, whole.start)) || text.slice(whole.end, rate.start) !== "的") return [];
  const real = (part.value * HUNDRED) / whole.value;
  const figure = rate.last === 0n ? ONE : rate.last;
  const drift = (openOf(part, whole) * HUNDRED) / whole.value / 2n;
  if (size(real - rate.value) < figure + drift) return [];
  const tenth = ONE / 10n;
  const message = `按前面的数计算约为${shown(((real + tenth / 2n) / tenth) * tenth)}%，与“${shown(rate.value)}%”不符，请核对。`;
  return [{ block: block.id, start: part.start, end: rate.end, message }];
}
