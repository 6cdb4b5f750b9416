/** How a text names other documents and shortens names. */
import { cites, documentsRegulation, drafting, editing } from "../../authority";
import type { PatternRule } from "../../rule";

export const liftedNumber: PatternRule = {
  id: "doc-lifted-quote-title",
  category: "document-form",
  title: "引用公文应先标题后字号",
  severity: "warning",
  fix: "suggest",
  authority: [documentsRegulation(), cites("《国务院办公厅公文处理规范》")()],
  confidence: 0.9,
  checks: ["MC-32"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![（(〔\u4e00-\u9fff])(?:(?:根据|按照|依据|依照|落实|贯彻|执行|转发|印发|参照|遵照|遵守|关于|现将|以|和|与|及|的|由|对|在){1,2})?(?<mark>(?<code>[\u4e00-\u9fff]{2,9})〔(?<year>\d{4})〕(?<serial>\d{1,5})号(?:文件|文)?[ ]?《(?<title>[^《》]{2,60})》)/g,
      message: "引用公文应先写标题，再在括号里写发文字号。",
      suggest: (found) => {
        const { code = "", year = "", serial = "", title = "" } = found.groups ?? {};
        return [`《${title}》（${code}〔${year}〕${serial}号）`];
      },
    },
  ],
  wrong: [
    { text: "根据⟦川办发〔2021〕9号《公园条例》⟧，制定本细则。", first: "《公园条例》（川办发〔2021〕9号）" },
    { text: "⟦国发〔2022〕14号《指导意见》⟧印发以来", first: "《指导意见》（国发〔2022〕14号）" },
    { text: "按照⟦某政规〔2020〕3号文件《办法》⟧要求", first: "《办法》（某政规〔2020〕3号）" },
    { text: "现将⟦某府办〔2023〕5号《工作方案》⟧转发", first: "《工作方案》（某府办〔2023〕5号）" },
  ],
  right: [
    "根据《公园条例》（川办发〔2021〕9号），制定本细则。",
    "《甲办法》（某政发〔2020〕1号）《乙办法》（某政发〔2020〕2号）",
    "国发〔2022〕14号文件要求，各地制定《实施方案》。",
    "（某政规〔2020〕3号《办法》已废止）",
  ],
};

export const abbreviationUndefined: PatternRule = {
  id: "doc-abbrev-undefined",
  category: "document-form",
  title: "简称前无“以下”",
  severity: "hint",
  fix: "suggest",
  authority: [editing(), drafting()],
  confidence: 0.7,
  checks: ["MC-32"],
  roles: ["body", "list"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[\u4e00-\u9fff》”])[（(](?<mark>(?:(?:下文|后文|下)(?:简称)|简称)(?:为|是|：)?)[“"《]?[\u4e00-\u9fff]{2,14}[”"》]?[)）]/g,
      message: "首次给出简称应写“以下简称”，后文才能用它。",
      suggest: "以下简称",
    },
  ],
  antipatterns: [
    /[（(](?:英文|股票|证券|中文|俄文|又|也)?简称[：:]?[“"]?(?:中共|全国|新华社|联合国|欧盟|东盟|北约|世卫组织)/,
  ],
  wrong: [
    { text: "公共资源交易平台（⟦简称⟧平台）管理办法由市政府制定。", first: "以下简称" },
    { text: "某市供水条例（⟦简称⟧《条例》）自发布之日起施行。", first: "以下简称" },
    { text: "便民服务中心（⟦下简称⟧“中心”）承担受理工作。", first: "以下简称" },
    { text: "专项行动领导小组（⟦简称为⟧“领导小组”）负责统筹。", first: "以下简称" },
  ],
  right: [
    "公共资源交易平台（以下简称平台）管理办法由市政府制定。",
    "世界贸易组织（简称WTO）成员",
    "中国共产党（简称中共）",
    "四川省，简称川或蜀。",
  ],
};
