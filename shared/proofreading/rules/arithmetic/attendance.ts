/** Should and did: 应到890人，实到409人，到会率42%; and ratios of three industries that do not make 100. */
import { logic } from "../../authority";
import type { BlockRule, Match, PatternRule, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE, shown, size } from "./amount";

const HUNDRED = 100n * ONE;
/** 应到, 应参加, 应参保: the whole of which 实到, 已参保 are the part. */
const SHOULD =
  /(?:应[该当]?|共需|需要?|计划|拟|总)(?<what>[\u4e00-\u9fff]{1,4}?)(?:代表|委员|人数?|人员|党员|职工|学生|企业|项目|资金|总数|户|数)?(?:为|共|有|是)?$/;
const DID =
  /(?:实际?|已经?|其中|现已|累计)(?<what>[\u4e00-\u9fff]{1,4}?)(?:代表|委员|人数?|人员|党员|职工|学生|企业|项目|资金|户|数)?(?:为|共|有|是)?$/;
const RATE = /^(?:[\u4e00-\u9fff]{0,4})率(?:约?为|达到?|是|约)?$/;

export const wrongAttendance: BlockRule = {
  id: "calc-should-rate",
  category: "arithmetic",
  title: "比率与应有数、实有数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  needs: "率",
  find: (block) => {
    if (!/[应需拟计总]/.test(block.text) || !/[%％]|百分之/.test(block.text)) return [];
    const amounts = amountsIn(block.text);
    return amounts.flatMap((rate, index) =>
      ratesOf(block, { rate, part: amounts[index - 1], whole: amounts[index - 2] }),
    );
  },
  wrong: [
    { text: "应到代表⟦890人，实到409人，到会率为42%⟧。" },
    { text: "应参保⟦5000人，已参保4500人，参保率达95%⟧。" },
    { text: "计划完成⟦200个，已完成150个，完成率为70%⟧。" },
    { text: "应缴⟦120户，实缴90户，缴费率80%⟧。" },
  ],
  right: [
    "应到代表890人，实到801人，到会率为90%。",
    "应参保5000人，已参保4500人，参保率达90%。",
    "应到200人，实到150人，满意率为98%。",
    "计划培训200人，已培训150人，同比提高20%。",
  ],
};

interface Triple {
  readonly rate: Amount;
  readonly part: Amount | undefined;
  readonly whole: Amount | undefined;
}

function ratesOf(block: TextBlock, { rate, part, whole }: Triple): Match[] {
  if (part === undefined || whole === undefined || rate.unit !== "%" || !RATE.test(rate.label)) return [];
  if (part.unit !== whole.unit || whole.value === 0n || /满意|增长|优秀|合格|率.*率/.test(rate.label)) return [];
  if (!SHOULD.test(whole.label) || !DID.test(part.label) || part.isRounded || whole.isRounded || rate.isRounded)
    return [];
  const between = block.text.slice(whole.end, rate.start);
  if (/[。；！？]/.test(between) || between.length > 40) return [];
  const real = (part.value * HUNDRED) / whole.value;
  const figure = rate.last === 0n ? ONE : rate.last;
  if (size(real - rate.value) < figure) return [];
  const tenth = ONE / 10n;
  const message = `按前面的数计算约为${shown(((real + tenth / 2n) / tenth) * tenth)}%，与“${shown(rate.value)}%”不符，请核对。`;
  return [{ block: block.id, start: whole.start, end: rate.end, message }];
}

const COLON = "[∶:：﹕︰比]";
const FIGURE = "(\\d{1,2}(?:\\.\\d{1,2})?)";

export const industryRatio: PatternRule = {
  id: "calc-structure-sum",
  category: "arithmetic",
  title: "结构比各项之和不是100",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=\\d)(?<=(?:三次产业|三产|产业|一二三产|结构|构成)[^。；]{0,24})(?<![\\d.∶:：])(?<mark>${FIGURE}[ ]?${COLON}[ ]?${FIGURE}[ ]?${COLON}[ ]?${FIGURE})(?![\\d.∶:：%％])`,
        "g",
      ),
      message: ([, , a = "", b = "", c = ""]) => `三项相加为${shown(sumOf([a, b, c]))}，不是100，请核对。`,
      accept: ([, , a = "", b = "", c = ""]) => {
        const sum = sumOf([a, b, c]);
        // 1∶2∶3 is a ratio of another kind.
        return sum > 80n * ONE && size(sum - HUNDRED) > (3n * ONE) / 20n + (/\./.test(a + b + c) ? 0n : ONE);
      },
    },
  ],
  wrong: [
    { text: "三次产业结构比为⟦16∶35∶52⟧。" },
    { text: "三次产业比例调整为⟦8.5:41.2:52.3⟧。" },
    { text: "产业结构由⟦10∶45∶48⟧优化为9∶43∶48。" },
  ],
  right: [
    "三次产业结构比为16∶35∶49。",
    "三次产业比例调整为8.5:41.2:50.3。",
    "混凝土结构配比为1∶2∶3。",
    "会议于10:30:45开始。",
  ],
};

function sumOf(figures: readonly string[]): bigint {
  return figures.reduce((sum, text) => {
    const [whole = "0", fraction = ""] = text.split(".");
    return sum + BigInt(whole) * ONE + BigInt(fraction.padEnd(6, "0"));
  }, 0n);
}
