/** Illnesses in lists that bear the masked name, and the names of those who reported something (MC-10). */
import { openGovernment, personalInformation } from "../../authority";
import { SURNAME } from "../../packs/surnames";
import type { PatternRule } from "../../rule";

const ILL =
  "(?:[一-龥]{0,4}(?:癌|肿瘤|白血病|尿毒症|肝炎|肺结核|艾滋病|抑郁症|精神分裂症|精神障碍|精神病|糖尿病|高血压|心脏病|脑瘫|脑梗死?|脑出血|肾衰竭|肝硬化|癫痫|瘫痪|血友病|淋巴瘤|帕金森病|阿尔茨海默病|自闭症|孤独症|冠心病|尘肺病?|性病|梅毒))";

export const listedCase: PatternRule = {
  id: "privacy-listed-case",
  category: "privacy",
  title: "公示中写出病情，或者公开举报人姓名",
  severity: "warning",
  fix: "none",
  authority: [personalInformation("第二十八条"), openGovernment("第十五条")],
  confidence: 0.88,
  checks: ["MC-10"],
  alsoInQuotations: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=[一-龥](?:某{1,2}|[×＊*xX]{1,2})[，、（(：](?:[男女][，、])?(?:\\d{1,3}岁[，、])?(?:家住|系|为)?[^，。；\\d]{0,10}?)(?<mark>(?:身?患有?|确诊|罹患|因患|患者)${ILL}(?:（[^（）]{1,10}）)?)`,
        "g",
      ),
      message: "公示中不写病情：病情是敏感个人信息，公示内容以必要为限。",
      accept: ({ input }) => /公示|名单|低保|最低生活保障|救助|补助|补贴|资助|公开|评定|认定/.test(input),
    },
    {
      regex: new RegExp(
        `(?<=(?:接|收)到|根据|经|据|感谢|举报人|投诉人|信访人)(?<lead>[^，。；、某×]{0,14}?)(?<mark>${SURNAME}[一-龥]{1,2})(?=(?:同志|先生|女士|等人?)?(?:实名)?(?:举报|投诉|检举|控告)(?!中心|电话|平台|热线|箱|信))`,
        "g",
      ),
      message: "举报人、投诉人的姓名应当保密，请隐去。",
      accept: ({ groups, input, index }) =>
        /实名/.test(input.slice(index, index + 12)) ||
        /(?:居民|村民|群众|市民|职工|员工|业主|举报人|投诉人|信访人)$/.test(`${groups?.lead ?? ""}`),
    },
  ],
  wrong: [
    { text: "临时救助公示：李某某，男，⟦患尿毒症⟧，救助3000元。" },
    { text: "低保公示：彭某，女，⟦患乳腺癌（已手术）⟧，保障人口1人。" },
    { text: "我局接到柳塘镇居民⟦尹保国⟧实名举报后，立即开展检查。" },
  ],
  right: [
    "临时救助公示：李某某，男，救助3000元。",
    "困难群众赵某某患有重病，已纳入救助。",
    "我局接到群众举报后，立即开展检查。",
    "接到居民实名举报，感谢群众投诉反映。",
  ],
};
