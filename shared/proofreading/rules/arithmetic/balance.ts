/** Three amounts of which one is the difference of the others: 送审820万元，审定779万元，核减41万元; and price times number in any order (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, shownAs, size } from "./amount";

const WHOLE =
  /送审|报审|合同|预算|概算|控制价|限价|应收|应发|应缴|收入|原价|原有|原计划|计划|总投资|总额|总数|总量|下达|到账|拨付|筹集|目标|任务|拟|共有|收到|收缴|募集/;
const REST = /审定|结算|决算|中标|成交|实收|实发|支出|现价|实际|使用|已用|支付|完成|发放|执行|兑现|已交|已缴/;
const BETWEEN =
  /(?:核减|审减|核增|节约|节省|结余|节余|剩余|余额|差额|尚缺|缺口|尚未[一-龥]{2,4}|未完成|少收|降低|压减|结转)(?:资金|金额|率?为|了|额|投资|成本|费用|造价)?(?:为|达|共)?$/;

export const wrongBalance: BlockRule = {
  id: "calc-balance",
  category: "arithmetic",
  title: "差额与前后两数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  words: ["减", "节", "余", "差", "缺", "未", "低"],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((first, index) => balanceOf(block, [first, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "工程送审金额⟦820万元，审定金额779万元，核减51万元⟧。" },
    { text: "送审金额⟦820万元，审减41万元，审定金额789万元⟧。" },
    { text: "预算金额⟦120万元，中标金额108万元，节约资金22万元⟧。" },
  ],
  right: [
    "工程送审金额820万元，审定金额779万元，核减41万元。",
    "预算120万元，中标金额108万元，节约资金12万元。",
    "收入1200万元，其中税收1150万元，结余80万元。",
    "计划投资5亿元，完成3亿元，节约用地20亩。",
  ],
};

type Three = readonly [Amount, Amount | undefined, Amount | undefined];

function balanceOf(block: TextBlock, [whole, second, third]: Three): Match[] {
  if (second === undefined || third === undefined || whole.unit !== second.unit || whole.unit !== third.unit) return [];
  const all = [whole, second, third];
  if (whole.unit === "%" || all.some(({ isRounded }) => isRounded)) return [];
  const between = block.text.slice(whole.end, third.start);
  if (
    /[。；！？]|其中|同比|上年|去年|累计|滚存|年末|年底/.test(between) ||
    between.length > 50 ||
    !WHOLE.test(whole.label)
  )
    return [];
  const isLast = BETWEEN.test(third.label) && REST.test(second.label);
  const isMiddle = BETWEEN.test(second.label) && REST.test(third.label);
  if (!isLast && !isMiddle) return [];
  const [part, difference] = isLast ? [second, third] : [third, second];
  const right = size(whole.value - part.value);
  const isExact = all.every(({ last }) => last === 0n || last >= 1000n * ONE);
  const slack = isExact ? 0n : all.reduce((sum, { last }) => sum + last, 0n) / 2n;
  if (size(right - difference.value) <= slack) return [];
  const message = `按另外两个数计算应为${shownAs(right, difference)}，与“${shownAs(difference.value, difference)}”不符，请核对。`;
  return [{ block: block.id, start: whole.start, end: third.end, message }];
}

const PRICE = /(?:每(?<each>[一-龥])[^，。；每]{0,8}|单价(?:为|是)?|均价)$/;
const NO_PRICE = /每[月年天日次季周期]|最[高低多]|上限|不[超低高少]|平均|约|起步|以[上下内]/;
const TOTAL =
  /(?:合计|总计|共计|总[额价]|总金额|总费用|共需|共发放|共补[贴助]|共兑现|共支付|金额为?|^共)(?:资金|金额|费用|补[贴助])*(?:为|达)?$/;

export const wrongUnitPrice: BlockRule = {
  id: "calc-unit-price",
  category: "arithmetic",
  title: "单价乘数量不等于总额",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  words: ["单价", "均价", "每"],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((first, index) => priceOf(block, [first, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "购置垃圾桶⟦500个，单价120元，共计5万元⟧。" },
    { text: "每户补助⟦2000元，共补助36户，合计7.6万元⟧。" },
    { text: "每亩补贴⟦150元，共补贴3.2万亩，合计4.8亿元⟧。" },
  ],
  right: [
    "购置垃圾桶500个，单价120元，共计6万元。",
    "每户补助2000元，共补助36户，合计7.2万元。",
    "每户最高补助2000元，共补助36户，合计6万元。",
    "每亩补贴150元，共补贴3.2万亩，合计480万元。",
  ],
};

function priceOf(block: TextBlock, [first, second, total]: Three): Match[] {
  if (second === undefined || total === undefined || total.unit !== "元") return [];
  const [price, count] = first.unit === "元" ? [first, second] : [second, first];
  if (price.unit !== "元" || /^(?:元|%|个百分点|倍|天|岁)$/.test(count.unit)) return [];
  if ([price, count, total].some(({ isRounded }) => isRounded)) return [];
  const each = PRICE.exec(price.label)?.groups;
  const between = block.text.slice(first.end, total.start);
  if (each === undefined && !/单价(?:为|是)?$/.test(price.label)) return [];
  if (
    each?.each !== undefined &&
    each.each !== count.unit &&
    !(/[人名位]/.test(each.each) && /[人名位]/.test(count.unit))
  )
    return [];
  if (/[。；！？]|其中/.test(between) || between.length > 40 || NO_PRICE.test(price.label + count.label)) return [];
  if (!TOTAL.test(total.label)) return [];
  const product = (price.value * count.value) / ONE;
  const slack = total.last / 2n + (count.last * price.value) / ONE / 2n;
  const isExact = count.last === 0n || count.last >= 1000n * ONE;
  if (size(product - total.value) <= (isExact ? total.last / 2n : slack)) return [];
  const message = `单价乘数量应为${shownAs(product, total)}，与“${shownAs(total.value, total)}”不符，请核对。`;
  return [{ block: block.id, start: first.start, end: total.end, message }];
}
