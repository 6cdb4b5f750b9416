/** Doubled and clashing stops: 。。 and ，。 (GB/T 15834-2011 B.2). */
import { gb15834 } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

/** The stop that stays when two different ones clash. */
const weight = "。！？；：，、";

export const repeatedPunctuation: BlockRule = {
  id: "repeated-punctuation",
  category: "punctuation",
  title: "标点重复",
  severity: "error",
  fix: "suggest",
  authority: [gb15834("附录B.2")],
  confidence: 0.95,
  scope: "block",
  find: (block) =>
    matchesOf(block, /[，。；：、！？][，。；：、！？]{1,5}|……{3,}|(?<=[\u4e00-\u9fff])…(?!…)/g, ({ 0: text }) => {
      if (text.startsWith("…")) {
        return text.length === 1
          ? { message: "省略号应占两个字的位置。", suggestions: ["……"], severity: "warning" }
          : { message: "省略号重复。", suggestions: ["……"], severity: "warning" };
      }
      if (/^(？！|！？)$/.test(text)) return null;
      if (/^。{3,}$/.test(text)) return { message: "省略号应写作“……”。", suggestions: ["……"] };
      if (/^[！？]+$/.test(text))
        return { message: "公文和政府网站文稿中不叠用叹号、问号。", suggestions: [text[0] ?? ""], severity: "hint" };
      const stop = Array.from(weight).find((char) => text.includes(char)) ?? text[0] ?? "";
      return { message: `标点“${text}”重复或冲突，只应保留一个。`, suggestions: [stop] };
    }),
  wrong: [
    { text: "请遵照执行⟦。。⟧", first: "。" },
    { text: "请各单位遵照执行⟦，。⟧", first: "。" },
    { text: "包括文字⟦、、⟧图片等内容。", first: "、" },
    { text: "要求如下⟦。。。⟧", first: "……" },
  ],
  right: ["请遵照执行……", "“真学”“真懂”，才能真用。", "为什么？！因为没有落实。", "他说：“好。”"],
};
