/** 同比 and 环比 told twice, bids above their limit, means and rates of set forms (MC-06). */
import { cites, logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, PatternRule } from "../../rule";

const NUMBER = "\\d{1,9}(?:\\.\\d{1,4})?";
const WAY = "(?:增长|上涨|下降|上升|回落|增加|减少|提高|降低|下跌|涨|降)";
const procurement = cites("《中华人民共和国招标投标法实施条例》第五十一条", "2019-03-02");

export const comparedTwice: PatternRule = {
  id: "calc-compared-twice",
  category: "arithmetic",
  title: "两个“同比”或两个“环比”",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<base>同比|环比)${WAY}(?<first>${NUMBER})(?<unit>[%％]|个百分点)[，、；](?<mark>\\k<base>)${WAY}(?!率)(?<second>${NUMBER})\\k<unit>`,
        "g",
      ),
      message: ({ groups }) => `前面已经是“${groups?.base ?? ""}”，同一个数不会有两个“${groups?.base ?? ""}”，请核对。`,
      suggest: ({ groups }) => [groups?.base === "同比" ? "环比" : "同比"],
      accept: ({ groups }) => groups?.first !== groups?.second,
    },
  ],
  wrong: [
    { text: "出厂价格同比下降0.3%，⟦同比⟧上涨0.1%。", first: "环比" },
    { text: "进出口额环比增长5.2%，⟦环比⟧下降1.6%。", first: "同比" },
    { text: "失业率同比下降0.2个百分点、⟦同比⟧上升0.1个百分点。" },
  ],
  right: [
    "出厂价格同比下降0.3%，环比上涨0.1%。",
    "甲类价格同比下降0.3%，乙类价格同比上涨0.1%。",
    "工业增加值同比增长6%，利润同比增长3%。",
  ],
};

interface Price {
  readonly kind: "limit" | "bid";
  readonly start: number;
  readonly end: number;
  /** In 元. */
  readonly value: number;
}

const PRICE = new RegExp(
  `(?:(?<limit>招标控制价|最高投标限价|最高限价|控制价|拦标价|采购预算|预算金额)|(?<bid>中标价|中标金额|成交价|成交金额|中标（成交）金额))(?:格)?(?:（[^（）]{1,8}）)?(?:为|是|：)?(?:人民币)?(?<mark>(?<number>${NUMBER})(?<by>[万亿])?元)`,
  "g",
);

const scale = (by: string | undefined): number => (by === "亿" ? 1e8 : by === "万" ? 1e4 : 1);

export const bidAboveLimit: DocumentRule<readonly Price[]> = {
  id: "calc-bid-limit",
  category: "amount",
  title: "中标、成交金额高于最高限价或预算",
  severity: "warning",
  fix: "none",
  authority: [procurement(), logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["body", "list", "cell", "attachment"],
  scope: "document",
  seeks: [/限价|控制价|拦标价|采购预算|预算金额|中标价|中标金额|成交价|成交金额|（成交）金额/],
  facts: ({ text }) => {
    const prices = hitsOf(text, PRICE).map((found): Price => {
      const { limit, mark = "", number = "", by } = found.groups ?? {};
      const end = found.index + found[0].length;
      const value = Number(number) * scale(by);
      return { kind: limit === undefined ? "bid" : "limit", start: end - mark.length, end, value };
    });
    return prices.length === 0 ? null : prices;
  },
  judge: (facts) => {
    const limits = facts.flatMap(({ fact }) => fact.filter(({ kind }) => kind === "limit"));
    const [limit] = limits;
    // Several lots have several limits.
    return limit === undefined || limits.some(({ value }) => value !== limit.value)
      ? []
      : facts.flatMap((item) => above(item, limit.value));
  },
  wrong: [
    { text: "项目最高限价为200万元，成交价为⟦215万元⟧。" },
    { text: "该工程最高投标限价320万元，中标价⟦335万元⟧。" },
    { text: "招标控制价：1860万元\n中标价：⟦1980万元⟧" },
    { text: "采购预算为48万元。经评审，成交金额为⟦486000元⟧。" },
  ],
  right: [
    "项目最高限价为200万元，成交价为195万元。",
    "一标段招标控制价：1860万元，中标价：1798万元；二标段招标控制价：900万元，中标价：880万元。",
    "中标价：1980万元",
    "最高限价为200万元，成交价为200万元。",
  ],
};

const above = ({ block, fact }: BlockFact<readonly Price[]>, limit: number): Match[] =>
  fact.flatMap(({ kind, start, end, value }): Match[] =>
    kind === "bid" && value > limit
      ? [{ block, start, end, message: "中标或成交的金额高于最高限价或预算，这样的投标应当否决，请核对两个数。" }]
      : [],
  );

const half = (text: string): number => 0.5 * 10 ** -(text.split(".")[1]?.length ?? 0);

export const reckonedMean: PatternRule = {
  id: "calc-reckoned",
  category: "arithmetic",
  title: "平均数、天数比率与前面的数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.])(?<count>\\d{1,5})[个所家座处台条项](?<what>[一-龥]{1,5})，[^。；，\\d]{0,10}(?<total>${NUMBER})(?<by>[万亿])元，(?:平均)?每[个所家座处台条项]?(?<head>[一-龥]{1,3}?)(?:平均|投资|投入|补助|安排)?(?<mean>${NUMBER})\\k<by>元`,
        "g",
      ),
      message: "平均数与总额、个数不符，请核对。",
      accept: ({ groups }) => {
        const { count = "0", what = "", total = "", head = "", mean = "" } = groups ?? {};
        if (!what.endsWith(head) || Number(count) === 0) return false;
        const open = half(mean) * 2 + half(total) / Number(count);
        return Math.abs(Number(total) / Number(count) - Number(mean)) > open + (mean.includes(".") ? 0 : 0.5);
      },
    },
    {
      regex: new RegExp(
        `共(?:有|监测)?(?<whole>\\d{2,3})天，[^。；，\\d]{0,14}?(?<part>\\d{1,3})天，[^。；，\\d]{0,12}(?:率|比例|占比)(?:为|达到?)?(?<stated>${NUMBER})[%％]`,
        "g",
      ),
      message: "比率与前面的天数不符，请核对。",
      accept: ({ groups }) => {
        const { whole = "1", part = "", stated = "" } = groups ?? {};
        return Math.abs((Number(part) / Number(whole)) * 100 - Number(stated)) > 2 * half(stated) + 0.001;
      },
    },
  ],
  wrong: [
    { text: "改造⟦15个小区，总投资3000万元，平均每小区250万元⟧。" },
    { text: "新建⟦8所学校，总投资6.4亿元，平均每所学校1.2亿元⟧。" },
    { text: "10月⟦共31天，优良天数30天，优良率为93.5%⟧。" },
    { text: "上半年⟦共监测181天，优良天数170天，优良天数比率为95.9%⟧。" },
  ],
  right: [
    "改造15个小区，总投资3000万元，平均每小区200万元。",
    "10月共31天，优良天数30天，优良率为96.8%。",
    "改造15个小区，总投资3000万元，平均每户2.5万元。",
    "新建12所学校，总投资5亿元，平均每所学校0.42亿元。",
  ],
};
