/** Shares: their sum over 100%, and a share that does not fit its two numbers (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, shown, size, sumOf } from "./amount";

const HUNDRED = 100n * ONE;
/** 占, 占比为, 比重达: shares of a whole that is not named, or named as the total. */
const SHARE =
  /(?:^|[^一-龥]|[\u4e00-\u9fff])(?:占(?:比|总[数量额]?|全部|总体|总人数|总面积)?的?(?:比例|比重|份额)?|比重|比例|份额|占比)(?:分别|均|也|约|已|各)?(?:为|是|达到?)?(?:约)?$/;
/** 占全省的: shares of different wholes cannot be added. */
const OTHER_WHOLE = /占(?!比|总|全部|到|据|有|地|用)[^的]{1,12}的?(?:比例|比重)?(?:为|达)?$/;
const CHANGE = /增|减|降|升|提高|回落|涨|跌|同比|环比|率|幅|上年|去年|比上/;

export const shareSum: BlockRule = {
  id: "calc-percent-sum",
  category: "arithmetic",
  title: "分项百分比之和不是100%",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  scope: "block",
  needs: "占比",
  find: (block) =>
    /[%％]|百分之/.test(block.text) ? sentencesOf(block.text).flatMap((part) => overHundred(block, part)) : [],
  wrong: [
    { text: "其中一类占⟦45%、二类占40%、三类占20%⟧。" },
    { text: "一、二、三类网站分别占⟦45%、40%、20%⟧。" },
    { text: "第一产业占比为⟦8.5%，第二产业占比为41.2%，第三产业占比为52.3%⟧。" },
    { text: "按年龄分，青年占⟦百分之四十、中年占百分之四十五、老年占百分之二十⟧。" },
    { text: "其中咨询占⟦50.2%，求助占30.1%，其他占9.7%⟧。" },
  ],
  right: [
    "其中一类占45%、二类占40%、三类占15%。",
    "第一产业占比为8.5%，第二产业占比为41.2%，第三产业占比为50.4%。",
    "甲市占全省的45%，乙市占全国的70%。",
    "收入增长45%，占比提高40%，利润增长30%。",
    "党员占60%、女性占55%。",
    "排名前三的类别分别占45%、30%、10%。",
  ],
};

interface Stretch {
  readonly text: string;
  readonly at: number;
}

function sentencesOf(text: string): Stretch[] {
  return Array.from(text.matchAll(/[^。！？；]+/g), (found) => ({ text: found[0], at: found.index }));
}

function overHundred(block: TextBlock, { text, at }: Stretch): Match[] {
  const shares = sharesIn(text);
  const [first] = shares;
  const final = shares.at(-1);
  if (first === undefined || final === undefined || shares.length < 2) return [];
  const sum = sumOf(shares);
  const rounding = shares.reduce((total, { last }) => total + last, 0n) / 2n;
  const difference = sum - HUNDRED;
  if (size(difference) <= rounding) return [];
  const isClosed = /^(?:其他|其它|其余|剩余|余下)/.test(final.label);
  // Fewer than a hundred is only wrong where nothing is left out.
  if (difference < 0n && !(isClosed && sum * 10n >= HUNDRED * 7n)) return [];
  if (difference > 0n && (shares.length === 2 ? !isClosed && !/^分别|一类|二类/.test(text) && !isPair(shares) : false))
    return [];
  const message = `各项占比相加为${shown(sum)}%，不是100%，请核对。`;
  return [{ block: block.id, start: at + first.start, end: at + final.end, message }];
}

/** 党员占60%、女性占55%: two shares may be of one set; 男 and 女 may not. */
function isPair(shares: readonly Amount[]): boolean {
  const labels = shares.map(({ label }) => label.replace(/占.*$/, ""));
  return (
    (labels[0]?.startsWith("男") === true && labels[1]?.startsWith("女") === true) ||
    labels[1]?.replace(/^[不未非无]/, "") === labels[0]
  );
}

const OVERLAP = /党员|女性|少数民族|以上|以下|本科|超过|贫困|至少|前[三五十]/;

/** The shares of one sentence: each says 占, or follows one that does behind a 、. */
function sharesIn(text: string): readonly Amount[] {
  const shares: Amount[] = [];
  let before: Amount | null = null;
  for (const amount of amountsIn(text)) {
    if (amount.unit !== "%") continue;
    const follows: boolean =
      before !== null && shares.at(-1) === before && /^(?:[、和]|以及)$/.test(text.slice(before.end, amount.start));
    before = amount;
    if (CHANGE.test(amount.label) || amount.isRounded || OVERLAP.test(amount.label) || OTHER_WHOLE.test(amount.label))
      return [];
    if (SHARE.test(amount.label) || follows) shares.push(amount);
  }
  return /前[一二三四五六七八九十\d]/.test(text) ? [] : shares;
}

const OF_TOTAL =
  /^(?:约|大约|已|均|共)?占(?:比|总数|总量|总额|总人数|总面积|总户数|总件数|全部|总体|其中|[检抽]查总数|[^，的]{0,6}总[数量额])?的?(?:比例|比重)?(?:为|达到?|是|约)?$/;

export const wrongShare: BlockRule = {
  id: "calc-percent-of",
  category: "arithmetic",
  title: "占比与数值不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  scope: "block",
  needs: "占率",
  find: (block) => {
    if (!/[%％]|百分之/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    return amounts.flatMap((share, index) => {
      const part = amounts[index - 1];
      if (part === undefined || share.unit !== "%" || part.unit === "%" || !isShareOf(block.text, part, share))
        return [];
      const wholes = amounts
        .slice(Math.max(0, index - 40), index - 1)
        .filter((whole) => whole.unit === part.unit && whole.value >= part.value);
      return verdict(block, { part, share, wholes });
    });
  },
  wrong: [
    { text: "本次考试共有⟦1200人报名，实际参加考试1080人，到考率85%⟧。" },
    { text: "共抽查⟦200家，合格150家，占80%⟧。" },
    { text: "全市共有网站⟦62家，其中县级31家，占总数的45%⟧。" },
    { text: "受理⟦1.2万件，办结9000件，办结率为85%⟧。" },
    { text: "抽查⟦120个批次，合格114个批次，合格率为96%⟧。" },
    { text: "总投资⟦5亿元，已完成2.5亿元，占比60%⟧。" },
  ],
  right: [
    "检定485台，合格462台，不合格23台，合格率为95.3%。",
    "共抽查200家，合格150家，占75%。",
    "全市共有网站62家，其中县级20家，占32.3%。",
    "抽查200家，合格150家，占全省的12%。",
    "抽查200家，合格150家，同比增长20%。",
    "受理300件，办结200件，占66.6%。",
    "去年检查400家，今年抽查200家，合格100家，占50%。",
  ],
};

/** Rates that are not called by the word of their figure: 参加考试1080人，到考率90%. */
const SYNONYMS: Readonly<Record<string, RegExp>> = {
  到考: /(?:参加考试|参考|到考|实考)$/,
  参考: /(?:参加考试|到考|实考)$/,
  到会: /(?:实到|到会|出席)$/,
  出席: /(?:实到|到会|出席)$/,
  出勤: /(?:实到|到岗|出勤)$/,
  执行: /(?:支出|支付|执行|使用)$/,
  支付: /(?:支出|支付|拨付)$/,
  到位: /到位(?:资金)?$/,
};

function isShareOf(text: string, part: Amount, share: Amount): boolean {
  const gap = text.slice(part.end, share.start);
  if (!/^[^。；]{0,12}$/.test(gap) || /[)）].*占/.test(gap)) return false;
  if (OF_TOTAL.test(share.label)) return /^(?:[，,、（(]|[\u4e00-\u9fff]{0,4}[，,（(])/.test(gap);
  const rate = /^([\u4e00-\u9fff]{2})率(?:为|达到?|是)?$/.exec(share.label)?.[1];
  if (rate !== undefined && SYNONYMS[rate]?.test(part.label) === true) return true;
  return rate !== undefined && part.label.endsWith(rate) && !/[不未非无]$/.test(part.label.slice(0, -2));
}

function verdict(
  block: TextBlock,
  { part, share, wholes }: { part: Amount; share: Amount; wholes: readonly Amount[] },
): Match[] {
  const first = wholes[0];
  if (first === undefined || wholes.some((whole) => fits(part, whole, share))) return [];
  const nearest = wholes.at(-1) ?? first;
  const real = (part.value * HUNDRED) / nearest.value;
  const tenth = ONE / 10n;
  const message = `按前面的数计算约为${shown(((real + tenth / 2n) / tenth) * tenth)}%，与“${shown(share.value)}%”不符，请核对。`;
  return [{ block: block.id, start: nearest.start, end: share.end, message }];
}

/** Cut off or rounded, both are in use: less than one unit of the last figure is allowed, three where it says 约. */
function fits(part: Amount, whole: Amount, share: Amount): boolean {
  if (whole.value === 0n) return true;
  const figure = share.last === 0n ? ONE : share.last;
  const loose = part.isRounded || whole.isRounded || share.isRounded ? 3n : 1n;
  // 5亿元 is hardly rounded, 2.5亿元 may be.
  const slack = (figure * loose * whole.value) / HUNDRED + part.last / 2n + whole.last / 10n;
  return size(part.value - (share.value * whole.value) / HUNDRED) < slack;
}
