/** 第三十三条二款, 第三三条, 《行政处罚法》三十三条: articles that lost or gained a character (drafting rules of the NPC). */
import { drafting } from "../../authority";
import type { PatternRule } from "../../rule";

const N = "[一二三四五六七八九十百]";

export const articleSlip: PatternRule = {
  id: "law-article-slip",
  category: "law",
  title: "条、款、项的写法有误",
  severity: "warning",
  fix: "suggest",
  authority: [drafting()],
  confidence: 0.9,
  checks: ["MC-26"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(`(?<=第${N}{1,7}条)(?<mark>(?<number>[一二三四五六七八九])款)(?=[的规之第、，。）]|$)`, "g"),
      message: "“款”前应有“第”。",
      suggest: ({ groups }) => [`第${groups?.mark ?? ""}`],
    },
    {
      regex: new RegExp(`(?<=第${N}{1,7}条)第[（(](?<number>[一二三四五六七八九十]{1,2})[）)]款`, "g"),
      message: "“款”的序号不加括号，加括号的是“项”，请核对。",
      suggest: ({ groups }) => [`第${groups?.number ?? ""}款`],
    },
    {
      regex: /(?<=》)第[二三四五六七八九]{2,3}条/g,
      message: "条文的序号写法有误，如“第三十三条”，请核对。",
    },
    {
      regex: new RegExp(
        `(?<=《[^《》\\n]{2,24}(?:法|条例|办法|规定)》)(?<mark>${N}{1,7}条)(?=[的规第之、，。）]|$)`,
        "g",
      ),
      message: "条文的序号前应有“第”。",
      suggest: ({ groups }) => [`第${groups?.mark ?? ""}`],
    },
    {
      regex: /(?<=《[^《》\n]{2,24}(?:法|条例)》)第[一二三四五六七八九十]{1,2}款(?=的?规定)/g,
      message: "引用“款”应先写“第×条”，请核对。",
    },
    {
      regex: /(?<=第[一二三四五六七八九十百]{1,7}条)[（(][一二三四五六七八九]{1,2}[）)](?:款)/g,
      message: "“款”的序号写作“第×款”，请核对。",
    },
    {
      regex: /《中国共产党党章》/g,
      message: "全称是《中国共产党章程》，简称《党章》。",
      suggest: "《中国共产党章程》",
    },
    {
      regex: /《中国共产党(?:农村工作基层组织|农村基层组织)条例》/g,
      message: "应为《中国共产党农村基层组织工作条例》。",
      suggest: "《中国共产党农村基层组织工作条例》",
    },
    {
      regex: /《(?:中华人民共和国)?村民委员会(?:自治|管理|组织条)法》/g,
      message: "应为《村民委员会组织法》。",
      suggest: "《村民委员会组织法》",
    },
  ],
  wrong: [
    { text: "根据《行政处罚法》第三十三条⟦二款⟧规定处理。", first: "第二款" },
    { text: "根据《行政处罚法》第三十三条⟦第（二）款⟧处理。", first: "第二款" },
    { text: "根据《行政处罚法》⟦第三三条⟧处理。" },
    { text: "根据《行政处罚法》⟦三十三条⟧规定处理。", first: "第三十三条" },
  ],
  right: [
    "根据《行政处罚法》第三十三条第二款规定处理。",
    "根据《行政处罚法》第五条第（二）项规定处理。",
    "根据《行政处罚法》第三十三条规定处理，一款车型停产。",
  ],
};
