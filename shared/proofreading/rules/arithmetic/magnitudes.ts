/** Orders of magnitude that cannot be meant: a village that spends 3500亿元, one amount in 万 here and in 亿 there. */
import { logic } from "../../authority";
import type { BlockRule, DocumentRule, TextBlock } from "../../rule";
import { type Amount, amountsIn, ONE } from "./amount";

const YUAN = 100_000_000n * ONE;

/** What would be much for a year's spending of the whole, in 亿元. */
const limits: readonly (readonly [RegExp, bigint])[] = [
  [
    /(?:[某该全本]村|[\u4e00-\u9fff]{1,4}村|行政村|自然村|村委会|社区|居委会|小学|中学|幼儿园|卫生院|卫生室|合作社|敬老院)[^，。；]{0,10}$/,
    10n,
  ],
  [/(?:[\u4e00-\u9fff]{1,4}(?:镇|乡|街道)|乡镇|街道办)[^，。；]{0,10}$/, 500n],
  [/(?:[\u4e00-\u9fff]{1,4}(?:县|旗)|[某该全我本]区)[^，。；]{0,10}$/, 5_000n],
];
const MANY =
  /[0-9一二三四五六七八九十百千万多各全]\s*(?:个|座)?(?:行政|自然)?(?:村|社区|乡镇|县|中学|小学)|农村|乡村|城镇|新城镇|区县|县域|县区|市县|一村|镇江|乡镇企业|全国|全省/;

export const bigMagnitude: BlockRule = {
  id: "calc-big-magnitude",
  category: "amount",
  title: "数量级可疑",
  severity: "hint",
  fix: "none",
  authority: [logic()],
  confidence: 0.6,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption"],
  scope: "block",
  needs: "亿",
  find: (block) =>
    amountsIn(block.text).flatMap((amount) => {
      if (amount.unit !== "元" || amount.value < 10n * YUAN || !isTooMuch(block.text, amount)) return [];
      const message = "对这一级单位来说金额过大，请核对是“万”还是“亿”。";
      return [{ block: block.id, start: amount.start, end: amount.end, message }];
    }),
  wrong: [
    { text: "某村投入资金⟦3500亿元⟧修路。" },
    { text: "东河镇完成投资⟦1200亿元⟧。" },
    { text: "向阳社区筹集资金⟦25亿元⟧改造管网。" },
    { text: "清河县拨付补助资金⟦1.2万亿元⟧。" },
  ],
  right: [
    "某村投入资金3500万元修路。",
    "全省12万个行政村投入资金3500亿元。",
    "我市完成投资3500亿元。",
    "清河县实现地区生产总值350亿元。",
  ],
};

function isTooMuch(text: string, amount: Amount): boolean {
  const before =
    text
      .slice(Math.max(0, amount.start - 24), amount.start)
      .split(/[，。；]/)
      .at(-1) ?? "";
  if (MANY.test(before)) return false;
  return limits.some(([place, limit]) => place.test(before) && amount.value >= limit * YUAN);
}

interface Written {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Label, unit and figures without 万 or 亿: what two writings of one amount share. */
  readonly same: string;
  readonly multiple: string;
}

export const magnitudeJump: DocumentRule<readonly Written[]> = {
  id: "calc-magnitude-jump",
  category: "arithmetic",
  title: "同一数值的数量级前后不一",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["title", "heading", "body", "list", "caption", "cell"],
  scope: "document",
  needs: "0123456789",
  facts: written,
  judge: (facts) => {
    const first = new Map<string, Written>();
    return facts.flatMap(({ block, fact }) =>
      fact.flatMap((item) => {
        const other = first.get(item.same);
        if (other === undefined) first.set(item.same, item);
        if (other === undefined || other.multiple === item.multiple) return [];
        const message = `前文写作“${other.text}”，这里写作“${item.text}”，数量级不同，请核对。`;
        return [{ block, start: item.start, end: item.end, message }];
      }),
    );
  },
  wrong: [
    { text: "项目总投资3500万元。\n截至目前，项目总投资⟦3500亿元⟧已全部到位。" },
    { text: "拨付补助资金126.5万元。第二批拨付补助资金⟦126.5亿元⟧。" },
    { text: "新增耕地12.3万亩。\n验收时新增耕地⟦12.3亩⟧。" },
  ],
  right: [
    "项目总投资3500万元。\n项目总投资3500万元已到位。",
    "一期投资5亿元，二期投资5万元。",
    "惠及群众3500人，发放补助3500万元。",
  ],
};

/** Three figures or more make it unlikely that two amounts agree by chance; the label makes it certain. */
const noneWritten: Written[] = [];

function written({ text }: TextBlock): readonly Written[] | null {
  if (!/[万亿]/.test(text) && !/\d{3}|\d\.\d/.test(text)) return null;
  const found = amountsIn(text).flatMap((amount): Written[] => {
    if (amount.label.length < 4 || amount.unit === "%") return noneWritten;
    const inText = text.slice(amount.start, amount.end);
    const figures = /^[\d.,]+/.exec(inText)?.[0].replace(/,/g, "") ?? "";
    const label = amount.label.slice(-4);
    if (figures.replace(/\D|0+$/g, "").length < 2) return noneWritten;
    return [
      {
        start: amount.start,
        end: amount.end,
        text: inText,
        same: `${label} ${figures} ${amount.unit}`,
        multiple: amount.multiple,
      },
    ];
  });
  return found.length === 0 ? null : found;
}
