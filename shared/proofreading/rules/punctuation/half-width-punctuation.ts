/** Half-width stops after Chinese (GB/T 15834-2011 5.1). Identical ones collapse into one group. */
import { gb15834 } from "../../authority";
import { HAN } from "../../characters";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

const wide: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。" };

const pattern = new RegExp(
  `(?<=[${HAN}”’》）】〕)])[,;:?!](?!\\/\\/)|(?<=[${HAN}”’》）】〕])\\.(?=\\s*$|[${HAN}“《])|(?<=[0-9A-Za-z%])[,;](?=\\s?[${HAN}“《])`,
  "g",
);

export const halfWidthPunctuation: BlockRule = {
  id: "half-width-punctuation",
  category: "punctuation",
  title: "中文中使用半角标点",
  severity: "error",
  fix: "safe",
  authority: [gb15834("5.1")],
  confidence: 0.97,
  antipatterns: [/[A-Za-z0-9/]{2,}[:;,.?!][A-Za-z0-9/]{2,}/, /^\s*[一二三四五六七八九十]{1,3}\./],
  scope: "block",
  find: (block) =>
    matchesOf(block, pattern, ({ 0: mark }) => {
      const right = wide[mark] ?? mark;
      return { message: `中文语句应使用全角标点“${right}”。`, suggestions: [right] };
    }),
  wrong: [
    { text: "请认真落实⟦,⟧并于月底前报送⟦.⟧", first: "，" },
    { text: "信息来源⟦:⟧市政府办", first: "：" },
    { text: "（试行）⟦;⟧另行通知", first: "；" },
    { text: "执行5.5G标准⟦,⟧各单位落实。", first: "，" },
  ],
  right: [
    "请认真落实，并于月底前报送。",
    "网址为https://www.example.gov.cn/a,b。",
    "比例为3:1，时间为9:30。",
    "Hello, world! 你好。",
    "增长5.5%。",
  ],
};
