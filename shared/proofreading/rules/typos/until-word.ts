/** 截止 ends something, 截至 names a point in time: 截至2024年底 (《现代汉语词典》). */
import { dictionary } from "../../authority";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

export const untilWord: BlockRule = {
  id: "until-word",
  category: "confusable",
  title: "“截止”与“截至”",
  severity: "warning",
  fix: "suggest",
  authority: [dictionary("“截止”“截至”")],
  confidence: 0.9,
  yieldsToVocabulary: true,
  scope: "block",
  find: (block) => [
    ...matchesOf(
      block,
      /截止(?:到|至)?(?=(?:目前|今年|去年|当前|现在|当日|当天|年底|月底|上月|本月|昨日|今日|发稿|\d{4}年|\d{1,2}月|[上本]周|[“]?十[一二三四]五))/g,
      ({ 0: text }) => ({
        message: `“${text}”后接时间，应为“截至”。`,
        suggestions: ["截至"],
      }),
    ),
    ...matchesOf(block, /(?<=[日时分底])截至(?=[。，；）]|$)/g, () => ({
      message: "“截至”不单独作谓语，表示停止应为“截止”。",
      suggestions: ["截止"],
    })),
  ],
  wrong: [
    { text: "⟦截止⟧2024年底，全市共有网站62家。", first: "截至" },
    { text: "⟦截止到⟧目前，已完成整改。", first: "截至" },
    { text: "报名于6月1日⟦截至⟧。", first: "截止" },
  ],
  right: ["截至2024年底，全市共有网站62家。", "报名于6月1日截止。", "报名截止日期为6月1日，截止时间另行通知。"],
};
