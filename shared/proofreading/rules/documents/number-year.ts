/** 发文字号 whose figures cannot be right: a year that has not come, an order with too high a number, 国发2024〔9〕号. */
import { gb9704 } from "../../authority";
import type { BlockRole, PatternRule } from "../../rule";

const roles: readonly BlockRole[] = ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"];
/** The first year of the People's Republic. */
const FIRST_YEAR = 1949;
/** 国务院令 has come to eight hundred odd since 1949; every other series is shorter. */
const HIGHEST_ORDER = 1500;

export const numberYear: PatternRule = {
  id: "doc-number-year",
  category: "document-number",
  title: "发文字号的年份或令号不合理",
  severity: "error",
  fix: "none",
  authority: [gb9704("7.2.5", "verified")],
  confidence: 0.93,
  checks: ["MC-32"],
  needsToday: true,
  roles,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[\u4e00-\u9fff])(?<mark>[〔[［【（(](?<year>\d{4})[〕\]］】）)]第?\d{1,5}号)/g,
      message: (found) => `“${found.groups?.year ?? ""}”年还没有到，或早于建国，发文字号的年份不合理，请核对。`,
      accept: (found, _, { today }) => {
        const year = Number(found.groups?.year ?? "0");
        return year > Number(today.slice(0, 4)) || year < FIRST_YEAR;
      },
    },
    {
      regex: /令第?(?<mark>\d{3,5})号/g,
      message: (found) => `令号“${found.groups?.mark ?? ""}”不合理，请核对；令号一般不用年份。`,
      accept: (found, { text }) => {
        const order = Number(found.groups?.mark ?? "0");
        const isChair = text.slice(Math.max(0, found.index - 2), found.index) === "主席";
        return order > (isChair ? 200 : HIGHEST_ORDER);
      },
    },
    {
      regex: /令第?(?<mark>0{1,5})号/g,
      message: "令号不能是0，请核对。",
    },
    {
      regex: /〕(?<mark>0{1,5})号/g,
      message: "发文顺序号不能是0，请核对。",
    },
  ],
  wrong: [
    { text: "此前的文件（国办发⟦〔2078〕12号⟧）同时废止。" },
    { text: "依据某政办⟦〔1890〕3号⟧办理。" },
    { text: "《办法》（市政府令第⟦2023⟧号）" },
    { text: "（国家主席令第⟦811⟧号）" },
    { text: "某政发〔2024〕⟦0⟧号" },
  ],
  right: [
    "此前的文件（国办发〔2018〕12号）同时废止。",
    "《条例》（国务院令第711号）",
    "《规章》（交通运输部令2022年第5号）",
    { text: "某政发〔2026〕1号", today: "2026-01-02" },
    "命令第3号",
  ],
};

export const numberSwapped: PatternRule = {
  id: "doc-number-swapped",
  category: "document-number",
  title: "发文字号的六角括号位置错误",
  severity: "error",
  fix: "suggest",
  authority: [gb9704("7.2.5", "verified")],
  confidence: 0.96,
  checks: ["MC-32"],
  roles,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[\u4e00-\u9fff][ ]?)(?<mark>(?<year>(?:19|20)\d{2})年?[ ]?[〔[［【（(][ ]?第?0{0,3}(?<serial>[1-9]\d{0,4})[ ]?[〕\]］】）)][ ]?号)/g,
      message: "六角括号括年份，不括顺序号。",
      suggest: ({ groups }) => [`〔${groups?.year ?? ""}〕${groups?.serial ?? ""}号`],
    },
    {
      regex:
        /(?<=[发函办字秘令规电文批复政委党局厅府][ ]?)(?<mark>[〔[［【（(](?<year>(?:19|20)\d{2})年?[ ]?第?(?<serial>[1-9]\d{0,3})号[〕\]］】）)])/g,
      message: "六角括号只括年份，顺序号在括号之外。",
      suggest: ({ groups }) => [`〔${groups?.year ?? ""}〕${groups?.serial ?? ""}号`],
      accept: ({ groups }) => (groups?.serial ?? "").length < 4,
    },
  ],
  wrong: [
    { text: "根据国发⟦2024〔19〕号⟧要求", first: "〔2024〕19号" },
    { text: "（某政办发⟦2023[8]号⟧）", first: "〔2023〕8号" },
    { text: "某财函⟦2022年（105）号⟧", first: "〔2022〕105号" },
    { text: "国办函⟦〔2018 55号〕⟧", first: "〔2018〕55号" },
  ],
  right: ["根据国发〔2024〕19号要求", "某政办发2023年第8号简报", "市政府2023（上半年）工作要点", "国办函〔2018〕55号"],
};
