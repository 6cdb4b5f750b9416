/** 截止 ends something, 截至 names a point in time: 截至2024年底 (《现代汉语词典》). */
import { dictionary } from "../../authority";
import type { PatternRule } from "../../rule";

const moments =
  "目前|今年|去年|前年|当前|现在|当日|当天|当时|年底|年末|月底|月末|季末|季度末|期末|上月|本月|本年|上年|昨日|昨天|今日|今天|前日|昨晚|今晨|发稿|记者发稿|此时|现今|到目前|报告期|\\d{1,4}年|[二一]〇[〇一二三四五六七八九]{2}年|\\d{1,2}月|\\d{1,2}日|\\d{1,2}时|[上本]周|[上本]季度|[“]?十[一二三四五]五|规划期|去年底|今年底|[一二三四五六七八九十]{1,3}月";

export const typoJiezhi: PatternRule = {
  id: "typo-jiezhi",
  category: "confusable",
  title: "“截止”与“截至”",
  severity: "warning",
  fix: "suggest",
  authority: [dictionary("“截止”“截至”")],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(`截止(?:到|至|于)?(?=(?:${moments}))`, "g"),
      message: "“$0”后接时间，应为“截至”；“截止”只用于停止，如“报名截止”。",
      suggest: "截至",
    },
    {
      regex: /(?<=[日时分底午前])截至(?=[。，；）)]|$)/g,
      message: "“截至”不单独作谓语，表示停止应为“截止”。",
      suggest: "截止",
    },
    {
      regex: /(?<=报名|申报|受理|征集|投标|提交|递交|报送|缴费|登记|竞买|答疑)截至(?=时间|日期|期限|之日|日|后|前)/g,
      message: "表示停止应为“截止”，“截至”后须接时间。",
      suggest: "截止",
    },
  ],
  wrong: [
    { text: "⟦截止⟧2024年底，全市共有网站62家。", first: "截至" },
    { text: "⟦截止到⟧目前，已完成整改。", first: "截至" },
    { text: "⟦截止⟧发稿时，道路已恢复通行。", first: "截至" },
    { text: "报名于6月1日⟦截至⟧。", first: "截止" },
    { text: "投标⟦截至⟧时间为上午9时。", first: "截止" },
  ],
  right: [
    "截至2024年底，全市共有网站62家。",
    "报名于6月1日截止。",
    "报名截止日期为6月1日，截止时间另行通知。",
    "截至目前，已完成整改。",
  ],
};
