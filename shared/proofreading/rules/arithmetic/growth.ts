/** A growth that does not fit the two numbers it is said of: 由100万元增至150万元，增长60% (MC-06). */
import { logic } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, shown, size } from "./amount";

const UP = /增|升|提高|上涨|涨|扩大|提升|多/;
const DOWN = /减|降|跌|回落|缩小|压缩|少|下滑/;
const CHANGE =
  /(?:增长|增加|增幅|提高|提升|上升|上涨|扩大|减少|下降|降低|回落|降幅|缩减|压缩|净增|增速|下滑|压减|多|少)(?:了|为|达到?)?$/;
const BASE = /由|从|上年|去年|同期|上月|上季|前年|(?:19|20)\d{2}年|比|较/;
/** 由100万元增至150万元 */
const TO = /^[^。；，]{0,12}(?:至|到|为)了?(?:(?:19|20)\d{2}年(?:末|底)?的?|今年的?|去年的?|目前的?)?$/;

export const wrongGrowth: BlockRule = {
  id: "calc-growth",
  category: "arithmetic",
  title: "增减幅度与两期数值不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  scope: "block",
  needs: "增减升降提涨跌回多少扩缩压",
  find: (block) => {
    const { text } = block;
    if (!/由|从|上年|去年|同期|上月|上季|前年|比|较|年/.test(text)) return [];
    const amounts = amountsIn(text);
    return amounts.flatMap((change, index) => {
      if (
        !CHANGE.test(change.label) ||
        /年均|平均|月均|可比|扣除|剔除|不变价|环比/.test(change.label) ||
        change.isRounded ||
        index < 2
      )
        return [];
      const periods = periodsBefore(text, amounts.slice(index - 2, index), change);
      return periods === null ? [] : verdict(block, { ...periods, change });
    });
  },
  wrong: [
    { text: "收入由⟦100万元增至150万元，增长60%⟧。" },
    { text: "网站数量从⟦80家减少到62家，减少20家⟧。" },
    { text: "合格率从⟦92.5%提高到95.8%，提高2.3个百分点⟧。" },
    { text: "去年受理⟦2000件，今年受理2500件，同比增长20%⟧。" },
    { text: "今年办结⟦1200件，比去年的1000件增长30%⟧。" },
    { text: "2022年检查⟦40次，2023年检查50次，增加12次⟧。" },
    { text: "产值由⟦1.2亿元下降到0.9亿元，下降20%⟧。" },
    { text: "办件量由⟦200件增加到600件，增长3倍⟧。" },
  ],
  right: [
    "收入由100万元增至150万元，增长50%。",
    "网站数量从80家减少到62家，减少18家。",
    "合格率从92.5%提高到95.8%，提高3.3个百分点。",
    "去年受理2000件，今年受理2500件，同比增长25%。",
    "发送货物9.2亿吨，同比增加9880万吨、增长12%。",
    "余额从8万亿元增加到24万亿元、年均增长24%，消费贡献率由54.9%提高到58.8%，服务业比重从45.3%上升到51.6%。",
    "收入150万元，同比增长60%，支出100万元，同比增长20%。",
    "产值由1.2亿元增加到1.3亿元，增长8.3%。",
    "去年受理2000件，今年上半年受理2500件，其中投诉500件，同比增长20%。",
  ],
};

interface Periods {
  readonly base: Amount;
  readonly now: Amount;
}

/** The two amounts of one measure right before the change, when the words say that they are two periods of one thing. */
function periodsBefore(text: string, amounts: readonly Amount[], change: Amount): Periods | null {
  const [first, second] = amounts.slice(-2);
  if (first === undefined || second === undefined || first.unit !== second.unit) return null;
  if (/[。；！？]/.test(text.slice(first.end, change.start)) || first.isRounded || second.isRounded) return null;
  if (/[。；，！？]/.test(change.label) || text.slice(second.end, change.start).length > 16) return null;
  const before =
    text
      .slice(Math.max(0, first.start - 24), first.start)
      .split(/[。；！？，]/)
      .at(-1) ?? "";
  const between = text.slice(first.end, second.start);
  if (/由|从/.test(before) && TO.test(between)) return { base: first, now: second };
  // 今年办结1200件，比去年的1000件增长30%
  if (
    /^[，]?[^，。；]{0,6}(?:(?<![同环])比(?![重例率值])|较)[^，。；]{0,10}$/.test(between) &&
    /^[^，。；]{0,6}$/.test(text.slice(second.end, change.start))
  )
    return { base: second, now: first };
  return sameThing(before, between) ? { base: first, now: second } : null;
}

const PERIOD = /(?:上年|去年|前年|上月|上季度?|(?:19|20)\d{2}年|今年|本年|本月|本季度?)(?:同期|度)?/g;

/** 去年受理…，今年受理…: a year each and otherwise the same words. */
function sameThing(before: string, between: string): boolean {
  if (!BASE.test(before) || !/^，?/.test(between)) return false;
  const rest = (words: string) => words.replace(PERIOD, "").replace(/[，、\s]|全[年市]|共|为|则|是|的/g, "");
  const periods = [before.match(PERIOD)?.length ?? 0, between.match(PERIOD)?.length ?? 0];
  return periods[0] === 1 && periods[1] === 1 && rest(before) === rest(between) && !/今年|本/.test(before);
}

function verdict(block: TextBlock, { base, now, change }: Periods & { change: Amount }): Match[] {
  const difference = now.value - base.value;
  const isUp = UP.test(change.label) && !/减少|降|少$/.test(change.label);
  const isDown = DOWN.test(change.label) && !isUp;
  const isContrary = (difference > 0n && isDown) || (difference < 0n && isUp);
  const right = expected(base, now, change);
  if (right === null || (!isContrary && isWithin(right, change))) return [];
  const start = Math.min(base.start, now.start);
  const tenth = ONE / 10n;
  const rounded = ((right.value + tenth / 2n) / tenth) * tenth;
  const message = `按前面两个数计算，变化约为${shown(rounded)}${change.unit}，与“${shown(change.value)}${change.unit}”不符，请核对。`;
  return [{ block: block.id, start, end: change.end, message }];
}

/** Cut off or rounded: less than one unit of the last figure, or as much as rounding of the two numbers allows. */
function isWithin({ value, slack, isFigure }: Expected, { value: written }: Amount): boolean {
  const distance = size(value - written);
  return isFigure ? distance < slack : distance <= slack;
}

interface Expected {
  readonly value: bigint;
  readonly slack: bigint;
  /** Whether the slack is that of a figure that was cut off. */
  readonly isFigure: boolean;
}

/** What the change should be, and how much rounding excuses; `null` when its unit says something else. */
function expected(base: Amount, now: Amount, change: Amount): Expected | null {
  const difference = size(now.value - base.value);
  const written = base.last === 0n && now.last === 0n ? 0n : base.last + now.last;
  if (change.unit === base.unit || (change.unit === "个百分点" && base.unit === "%")) {
    const slack = written === 0n ? 0n : written / 2n + change.last / 2n;
    return { value: difference, slack, isFigure: false };
  }
  if (base.unit === "%" || base.value === 0n || (change.unit !== "%" && change.unit !== "倍")) return null;
  const scale = change.unit === "%" ? 100n : 1n;
  const value = (difference * scale * ONE) / base.value;
  const figure = change.last !== 0n ? change.last : change.unit === "%" ? ONE : ONE / 2n;
  // A rounded base shifts the result: relative error times (1 + growth).
  const drift = isRoundFigure(base) && isRoundFigure(now) ? 0n : (written * (scale * ONE + value)) / base.value / 2n;
  return { value, slack: figure + drift, isFigure: true };
}

/** 100万 is meant as it stands, 1.2亿 has been rounded. */
const isRoundFigure = ({ last }: Amount): boolean => last === 0n || last >= 1000n * ONE;
