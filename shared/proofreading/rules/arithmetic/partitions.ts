/** Parts that say of themselves that they are all, means per head, ballots handed out and taken back (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, openOf, shown, shownAs, size } from "./amount";

const HUNDRED = 100n * ONE;
/** What is wholly shared out: 征求意见36条，采纳28条，未采纳8条. */
const WHOLE =
  /(?:共|总计|累计|发现|查出|梳理|移交|转办|申报|核查|征求|收到|受理|收集|接到|摸排|排查|抽检|抽查|检查|检定|应到|报名|登记|新收|派发|交办|承办|评查|检出|清理)/;
const NEGATED = /^(?:尚?未|不予?|没有?|无|非|正在|正|待|其余|剩余|还?有?)/;

type Row = readonly [Amount, Amount | undefined, Amount | undefined];

export const wrongPartition: BlockRule = {
  id: "calc-partition",
  category: "arithmetic",
  title: "两部分之和不等于总数",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  scope: "block",
  seeks: [/[，,、](?:尚?未|不予?|没有?|正在?|待)[一-龥]{1,4}\d/],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((whole, index) => partitionOf(block, [whole, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "共征求意见建议⟦36条，采纳28条，未采纳6条⟧。" },
    { text: "受理投诉举报⟦45件，已办结40件，正在办理3件⟧。" },
    { text: "评查案卷⟦200份，合格195份，不合格6份⟧。" },
  ],
  right: [
    "共征求意见建议36条，采纳28条，未采纳8条。",
    "受理投诉举报45件，已办结40件，正在办理5件。",
    "受理投诉举报45件，办结40件，未发现重复投诉3件。",
    "抽检食品200批次，合格194批次，不合格6批次，处置率100%。",
    "受理申请45件，办结40件，正在办理3件，撤回2件。",
  ],
};

/** The verb of the second part, with or without 不, 未 or 正在, is the verb of the first: 采纳, 未采纳; 办结, 正在办理. */
function isContrary(part: string, rest: string): boolean {
  const verb = part.replace(/^(?:其中|已经?|均|全部|予以)+/, "");
  const other = rest.replace(/^(?:其中|而|并)+/, "");
  const bare = other.replace(NEGATED, "");
  if (bare === other || verb.length < 1 || verb.length > 4) return false;
  return bare === verb || (bare.length === 2 && verb.length === 2 && bare.charAt(0) === verb.charAt(0));
}

function partitionOf({ id, text }: TextBlock, [whole, part, rest]: Row): Match[] {
  if (part === undefined || rest === undefined || part.unit !== whole.unit || rest.unit !== whole.unit) return [];
  if (whole.unit === "%" || [whole, part, rest].some(({ isRounded }) => isRounded)) return [];
  const gaps = [text.slice(whole.end, part.start), text.slice(part.end, rest.start)];
  if (gaps.some((gap) => gap.length > 10 || /[。；！？]/.test(gap)) || !WHOLE.test(whole.label)) return [];
  if (
    !isContrary(part.label, rest.label) ||
    /^[，、,][^。；]{1,8}?\d[\d.]*[万亿]?(?!\d|[%％])/.test(endsWithUnit(text, rest))
  )
    return [];
  const sum = part.value + rest.value;
  if (sum === whole.value) return [];
  const message = `两部分相加为${shownAs(sum, whole)}，与总数${shownAs(whole.value, whole)}不符，请核对。`;
  return [{ block: id, start: whole.start, end: rest.end, message }];
}

/** What follows, if it goes on with an amount of the same unit: a third part. */
function endsWithUnit(text: string, { end, unit }: Amount): string {
  const rest = text.slice(end, end + 24);
  const more = new RegExp(`^[，、,][^。；，]{1,8}\\d[\\d.]*[万亿]?${unit}`).exec(rest);
  return more === null ? "" : rest;
}

const CHANGE = /(?<way>增长|上升|增加|提高|下降|减少)(?:了)?$/;
const BEFORE = /^(?:而|其中)?(?:上年|去年|上年同期|去年同期|上月|上季度)(?:度)?(?:同期)?(?:为|是|仅为|达)?$/;

export const wrongBefore: BlockRule = {
  id: "calc-growth-before",
  category: "arithmetic",
  title: "增幅与前后两期数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [
    /[%％][，,（(](?:而|其中)?(?:上年|去年|上月|上季)|[，,](?:上年|去年|上月|上季度)[^，。；]{0,14}[，,]同?比?(?:增|上|下|减|提)/,
  ],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((now, index) => {
      const [second, third] = [amounts[index + 1], amounts[index + 2]];
      return [...growthOf(block, [now, second, third]), ...growthOf(block, [now, third, second])];
    });
  },
  wrong: [
    { text: "接待游客⟦150万人次，同比增长50%，上年为120万人次⟧。" },
    { text: "收入⟦8.0亿元，同比下降20%，去年同期为9.0亿元⟧。" },
    { text: "完成税收⟦6.6亿元，去年同期为6亿元，同比增长15%⟧。" },
    { text: "用电量⟦2.4亿千瓦时，比上年增长20%，上年为1.8亿千瓦时⟧。" },
  ],
  right: [
    "接待游客150万人次，同比增长50%，上年为100万人次。",
    "收入8亿元，同比下降20%，去年同期为10亿元。",
    "完成税收6.6亿元，去年同期为6亿元，同比增长10%；用电1.9亿千瓦时，上年为2亿千瓦时，同比下降5%。",
    "收入8.1亿元，同比增长12.5%，去年同期为7.2亿元。",
    "接待游客150万人次，同比增长50%，去年增长20%。",
  ],
};

function growthOf({ id, text }: TextBlock, [now, change, before]: Row): Match[] {
  if (change === undefined || before === undefined || change.unit !== "%" || before.unit !== now.unit) return [];
  if (now.unit === "%" || before.value === 0n || [now, change, before].some(({ isRounded }) => isRounded)) return [];
  const way = CHANGE.exec(change.label)?.groups?.way;
  if (way === undefined || !/同比|上年|去年|上月|上季/.test(change.label) || !BEFORE.test(before.label)) return [];
  const last = Math.max(before.end, change.end);
  if (/[。；！？]/.test(text.slice(now.end, last)) || last - now.end > LONGEST_GROWTH) return [];
  if (before.start > change.start && text.slice(now.end, change.start).length > 14) return [];
  if (before.start < change.start && text.slice(now.end, before.start).length > 14) return [];
  const isDown = /下降|减少/.test(way);
  const real = ((isDown ? before.value - now.value : now.value - before.value) * HUNDRED) / before.value;
  // What the last figures leave open, and a tenth of a point.
  const open = (openOf(now, before) * HUNDRED) / (before.value * 2n) + change.last + ONE / 2n;
  if (size(real - change.value) <= open) return [];
  const message = `按前后两期的数计算${isDown ? "下降" : "增长"}约${shown((real / (ONE / 10n)) * (ONE / 10n))}%，与“${shown(change.value)}%”不符，请核对。`;
  return [{ block: id, start: now.start, end: last, message }];
}

const LONGEST_GROWTH = 50;

const MEAN = /(?:户均|人均|平均每[户人]|每[户人]平均)[^，。；\d]{0,6}$/;
const HEADS = new Set(["户", "人", "名", "位"]);

export const wrongMean: BlockRule = {
  id: "calc-mean",
  category: "arithmetic",
  title: "户均、人均数与总数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [/[户人名位](?:次)?[，,](?:户均|人均|平均每[户人])/],
  find: (block) => {
    const amounts = amountsIn(block.text);
    return amounts.flatMap((total, index) => meanOf(block, [total, amounts[index + 1], amounts[index + 2]]));
  },
  wrong: [
    { text: "发放惠民补贴⟦1.2亿元，惠及群众3万户，户均400元⟧。" },
    { text: "投入资金⟦40万元，安置80名，人均50000元⟧。" },
    { text: "慰问金⟦6.4万元，共慰问32户，户均200元⟧。" },
  ],
  right: [
    "发放惠民补贴1.2亿元，惠及群众3万户，户均4000元。",
    "投入资金40万元，安置80名，人均5000元。",
    "发放补贴100万元，惠及群众300户，户均3333元。",
    "产值1.2亿元，带动3万户，户均增收400元。",
  ],
};

function meanOf({ id, text }: TextBlock, [total, heads, mean]: Row): Match[] {
  if (heads === undefined || mean === undefined || total.unit !== "元" || mean.unit !== "元") return [];
  if (!HEADS.has(heads.unit) || heads.value === 0n || [total, heads, mean].some(({ isRounded }) => isRounded))
    return [];
  if (!MEAN.test(mean.label) || /增|收入|余|多|贷|以上/.test(mean.label) || /产值|收入/.test(total.label)) return [];
  if (/[。；！？]/.test(text.slice(total.end, mean.start)) || text.slice(total.end, heads.start).length > 12) return [];
  const real = (total.value * ONE) / heads.value;
  if (size(real - mean.value) * 20n <= real) return [];
  const message = `按总数计算约为${shown((real / ONE) * ONE)}元，与“${shownAs(mean.value, mean)}”不符，请核对。`;
  return [{ block: id, start: total.start, end: mean.end, message }];
}
