/** Two figures and what is said to follow from them in set forms: 由2024年的10亿元增加到2025年的12亿元，增长20% (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const NUMBER = "\\d{1,9}(?:\\.\\d{1,4})?";
const YEAR = "(?:(?:20\\d{2}年(?:末|底)?|上年|去年|今年)的?)";

/** Half of what the last written figure is worth. */
const half = (text: string): number => 0.5 * 10 ** -(text.split(".")[1]?.length ?? 0);
const scale = (multiple: string | undefined): number => (multiple === "亿" ? 1e8 : multiple === "万" ? 1e4 : 1);

/** Whether `stated` percent fits a part of a whole, with what rounding leaves open. */
function fits([part, whole, stated]: readonly [string, string, string], from: number): boolean {
  const [a, b] = [Number(part), Number(whole)];
  if (b === 0) return true;
  const real = Math.abs((a / b) * 100 - from);
  const open = ((half(part) + half(whole) * (a / b)) / b) * 100;
  const isWhole = !part.includes(".") && !whole.includes(".");
  const step = half(stated);
  // Cut off it may be a whole step too low; it is never a whole step too high.
  return (
    Number(stated) - real <= (isWhole ? Math.min(open, 0.3) : open) + 1.5 * step &&
    real - Number(stated) <= (isWhole ? Math.min(open, 1) : open) + 2 * step + 0.001
  );
}

export const statedRate: PatternRule = {
  id: "calc-stated-rate",
  category: "arithmetic",
  title: "增幅、占比、总额与前面的数不符",
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
        `(?<mark>[由从]${YEAR}(?<old>${NUMBER})(?<unit>[万亿]?[一-龥]{1,3}?)(?:增加|提高|增长|上升|提升|下降|减少|降低)(?:到|至)了?${YEAR}?(?<now>${NUMBER})\\k<unit>[，,](?:同比)?(?:增长|增加|增幅为?|下降|减少|降幅为?)(?<stated>${NUMBER})[%％])`,
        "g",
      ),
      message: "增减幅度与前后两个数不符，请核对。",
      accept: ({ groups }) => !fits([groups?.now ?? "", groups?.old ?? "", groups?.stated ?? ""], 100),
    },
    {
      regex: new RegExp(
        `(?<mark>(?<part>\\d{1,7})(?<unit>[个件户家项人名条座处])[一-龥]{0,6}[，,]占总[一-龥]{0,2}?(?<whole>\\d{1,7})\\k<unit>[一-龥]{0,6}的(?<stated>${NUMBER})[%％])`,
        "g",
      ),
      message: "占比与前后两个数不符，请核对。",
      accept: ({ groups }) => !fits([groups?.part ?? "", groups?.whole ?? "", groups?.stated ?? ""], 0),
    },
    {
      regex: new RegExp(
        `(?<mark>每(?<head>[户人名亩台])(?:补助|补贴|发放|奖励|给予)?(?<price>${NUMBER})(?<priceBy>万)?元[，,](?:[全各本]?[一-龥]{0,4})(?<count>\\d{1,7})\\k<head>[，,]?共(?:计)?(?:发放|需|支付|补助|补贴|兑现|奖励)?(?:资金)?(?<total>${NUMBER})(?<totalBy>[万亿])?元)`,
        "g",
      ),
      message: "单价乘数量与总额不符，请核对。",
      accept: ({ groups }) => {
        const product = Number(groups?.price) * scale(groups?.priceBy) * Number(groups?.count);
        const total = Number(groups?.total) * scale(groups?.totalBy);
        return Math.abs(product - total) > half(groups?.total ?? "") * scale(groups?.totalBy) + 0.001;
      },
    },
  ],
  wrong: [
    { text: "收入⟦由2024年的10亿元增加到2025年的12亿元，增长25%⟧。" },
    { text: "已完成⟦3个标段，占总数12个标段的30%⟧。" },
    { text: "⟦每户补助2000元，全镇350户共发放700万元⟧。" },
  ],
  right: [
    "收入由2024年的10亿元增加到2025年的12亿元，增长20%。",
    "收入由2020年的3.2亿元增加到2025年的4.1亿元，增长28.1%。",
    "已完成3个标段，占总数12个标段的25%。",
    "每户补助2000元，全镇350户共发放70万元。",
    "企业由2020年的40家增加到2025年的52家，年均增长5.4%。",
  ],
};
