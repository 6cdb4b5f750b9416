/** How a figure is written: 0.5 with its zero, 95% without a gap, thousands apart or not (GB/T 15835 5.1). */
import { gb3101, gb15835 } from "../../authority";
import { foldWidth } from "../../characters";
import type { DocumentRule, PatternRule, TextBlock } from "../../rule";

export const missingZero: PatternRule = {
  id: "num-decimal-no-zero",
  category: "number",
  title: "纯小数缺整数位的零",
  severity: "error",
  fix: "safe",
  authority: [gb15835("5.1.2")],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[\u4e00-\u9fff（(，：:；、～~—至±+>＞<＜≥≤])(?<!版本?)(?<mark>\.\d{1,4})(?=[%％‰个元倍万亿公米千吨亩平立升克分度岁厘毫℃，。；、）)至～~—]|$)/g,
      message: "小数点前应补“0”。",
      suggest: ([whole]) => [`0${whole}`],
    },
  ],
  wrong: [
    { text: "增长⟦.5⟧个百分点。", first: "0.5" },
    { text: "误差为⟦.02⟧毫米。", first: "0.02" },
    { text: "占比约⟦.8⟧%。", first: "0.8" },
    { text: "系数（⟦.75⟧）不变。", first: "0.75" },
  ],
  right: ["增长0.5个百分点。", "提交格式为.7z或者.mp4。", "共12.5万元。", "按5.1.2条执行。"],
};

export const gapBeforePercent: PatternRule = {
  id: "num-percent-space",
  category: "number",
  title: "数字与%、℃之间有空格",
  severity: "hint",
  fix: "safe",
  authority: [gb15835(), gb3101()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![\d.])(?<mark>\d{1,9}(?:\.\d{1,6})?[ \u00a0\u2009\u3000]{1,3}[%％‰℃])/g,
      message: "数字与“%”“℃”之间不留空格。",
      suggest: ([whole]) => [whole.replace(/[ \u00a0\u2009\u3000]/g, "")],
    },
  ],
  wrong: [
    { text: "完成⟦95 %⟧。", first: "95%" },
    { text: "增长⟦6.5　%⟧。", first: "6.5%" },
    { text: "最高气温⟦35 ℃⟧。", first: "35℃" },
    { text: "出生率为⟦8.5 ‰⟧。", first: "8.5‰" },
  ],
  right: ["完成95%。", "最高气温35℃。", "共5 个，占10%。", "百分号 % 表示占比。"],
};

interface Figure {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isGrouped: boolean;
}

const FIGURE =
  /(?<![\d.,/:A-Za-z〔-])(?:(?<grouped>\d{1,3}(?:,\d{3}){1,5})|(?<plain>[1-9]\d{3,11}))(?:\.\d{1,4})?(?=[万亿]?(?:元|人|户|家|件|个|次|亩|吨|册|份|台|辆|名|平方米|公里|公斤|千克|美元))/g;

export const mixedGrouping: DocumentRule<readonly Figure[]> = {
  id: "num-thousand-sep",
  category: "number",
  title: "千分撇使用不一致",
  severity: "hint",
  fix: "suggest",
  authority: [gb15835("5.1.1")],
  confidence: 0.7,
  roles: ["title", "heading", "body", "list", "cell", "caption"],
  scope: "document",
  needs: "0123456789",
  facts: figures,
  judge: (facts) => {
    const all = facts.flatMap(({ fact }) => fact);
    const grouped = all.filter(({ isGrouped }) => isGrouped).length;
    const plain = all.length - grouped;
    if (grouped === 0 || plain === 0) return [];
    const minority = grouped < plain;
    const message = "全文有的数加千分撇，有的不加，请统一。";
    return facts.flatMap(({ block, fact }) =>
      fact
        .filter(({ isGrouped }) => isGrouped === minority)
        .map(({ start, end, text, isGrouped }) => ({
          block,
          start,
          end,
          message,
          suggestions: [isGrouped ? text.replace(/,/g, "") : withSeparators(text)],
        })),
    );
  },
  wrong: [
    { text: "收入1,234,567元，支出⟦7654321⟧元。", first: "7,654,321" },
    { text: "收入1234567元。\n支出⟦7,654,321⟧元。\n结余12345元。", first: "7654321" },
    { text: "共12,345人参加，其中⟦10234⟧人合格。", first: "10,234" },
  ],
  right: [
    "收入1234567元，支出7654321元。",
    "收入1,234,567元，支出7,654,321元。",
    "2024年收入1,234元，其中500元已到账。",
    "编号10010020，收入1,234,567元。",
  ],
};

/** How every such figure ends: asked before the text is folded. */
const LIKELY = /[\d０-９]{3}(?:[.．][\d０-９]{1,4})?[万亿元人户家件个次亩吨册份台辆名平公千美]/;

function figures({ text }: TextBlock): readonly Figure[] | null {
  if (!LIKELY.test(text)) return null;
  const found = Array.from(foldWidth(text.replace(/，/g, "、")).matchAll(FIGURE), ({ 0: whole, index, groups }) => ({
    start: index,
    end: index + whole.length,
    text: whole,
    isGrouped: groups?.grouped !== undefined,
  }));
  return found.length === 0 ? null : found;
}

function withSeparators(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/(?<=\d)(?=(?:\d{3}){1,6}$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
