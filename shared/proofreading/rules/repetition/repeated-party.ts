/** Who works together with himself, steps that come twice in one row, a figure and its unit twice: 县教育局会同县公安局、县教育局. */
import { editing } from "../../authority";
import type { PatternRule } from "../../rule";

const BODY = "(?:局|委员会|办公室|中心|部|厅|院|政府|公司|协会|联合会|总工会|团委|妇联|大队|支队|分局|街道办|委|办|所)";

export const repeatedParty: PatternRule = {
  id: "rep-party",
  category: "repetition",
  title: "单位、步骤、数字重复",
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?:^|[，。；])(?:[^，。；、]{0,14}[，由])?(?<who>[一-龥]{2,16}${BODY})(?:牵头)?(?:会同|联合|协同|配合|携手)(?:[^，。；、]{2,18}、){1,6})(?<mark>\\k<who>)(?=[、和等及]|开展|组织|举办)`,
        "g",
      ),
      message: "前面已经是牵头的单位，这里又列了一次，请核对。",
    },
    {
      regex:
        /(?<=\d[.．、]|（\d）)(?<mark>[一-龥]{4,14})(?=[；，。])(?<=(?:[：；。]|^)(?:\d[.．、]|（\d）)\k<mark>[；，。](?:(?:\d[.．、]|（\d）)[^；。]{2,24}[；，。]){0,6}(?:\d[.．、]|（\d）)\k<mark>)/g,
      message: "与前面的一步完全相同，请核对。",
    },
    {
      regex: /(?<=(?<![\d.])(?<once>\d{1,4}[月日年时分][前后底初]?))(?<mark>\k<once>)(?=[^\d至到—])/g,
      message: "时间重复，删去其一。",
    },
  ],
  wrong: [
    { text: "县教育局会同县公安局、⟦县教育局⟧等部门开展整治。" },
    { text: "流程：1.提交申请；2.资格审查；3.现场核验；4.⟦资格审查⟧；5.颁发证书。" },
    { text: "企业可于每月10日前⟦10日前⟧提出申请。" },
  ],
  right: [
    "县教育局会同县公安局、县市场监管局等部门开展整治。",
    "流程：1.提交申请；2.资格审查；3.现场核验；4.颁发证书。",
    "企业可于每月10日前提出申请，12月12日前办结，2026年2026人。",
  ],
};
