/** 云政办发22号 without a year, 〔二〇二五〕, 22号号: slips in 发文字号 that leave no bracket to look at (GB/T 9704-2012 7.2.5). */
import { gb9704 } from "../../authority";
import { chineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const CODE =
  "[一-龥]{1,6}(?:[政委府][一-龥]{0,2}|局|厅|教|财|人社|发改|卫|农|水|民|司)?(?:发|办|函|秘|字|办发|办函|办秘|规)";
const YEARS = "〇零○OＯ一二三四五六七八九";

export const numberSlip: PatternRule = {
  id: "doc-number-slip",
  category: "document-number",
  title: "发文字号缺年份、年份用汉字或多字",
  severity: "error",
  fix: "suggest",
  authority: [gb9704("7.2.5", "verified")],
  confidence: 0.9,
  checks: ["MC-32"],
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment", "meta"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=〔\d{4}〕\d{1,5})号(?:号|文号)/g,
      message: "“号”字重复。",
      suggest: "号",
    },
    {
      regex: new RegExp(`(?<=[一-龥]〔)(?<year>[二一][${YEARS}]{3})年?(?=〕\\d{1,5}号?)`, "g"),
      message: "发文字号的年份用阿拉伯数字。",
      suggest: ({ groups }) => [
        [...(groups?.year ?? "")]
          .map((char) => (/[〇零○OＯ]/.test(char) ? "0" : String(chineseNumber(char) ?? char)))
          .join(""),
      ],
    },
    {
      regex: /(?<=[（(])(?<year>〔\d{4}〕)(?<code>[一-龥]{1,7}[^第\d])(?=\d{1,4}号[）)])/g,
      message: "发文字号依次是机关代字、〔年份〕、顺序号。",
      suggest: ({ groups }) => [`${groups?.code ?? ""}${groups?.year ?? ""}`],
    },
    {
      regex: new RegExp(`(?<=[（(])(?<mark>${CODE}\\d{1,4}号)(?=[）)])`, "g"),
      message: "发文字号缺少年份，应写作“机关代字〔年份〕顺序号”。",
    },
    {
      regex: /(?<=[一-龥]〔)(?=[\dOoIl]{4}〕)\d{0,3}[OoIl]{1,3}\d{0,3}(?=〕)/g,
      message: "年份里混入了字母。",
      suggest: ([mark]) => [mark.replace(/[Oo]/g, "0").replace(/[Il]/g, "1")],
    },
    {
      regex: /(?<=[一-龥])(?:《\d{4}》|〔〔\d{4}〕{1,2}|〔\d{4}〕〕|［［\d{4}］］)(?=\d{1,5}号)/g,
      message: "发文字号的年份用六角括号“〔〕”括起。",
      suggest: ([mark]) => [`〔${mark.replace(/\D/g, "")}〕`],
    },
    {
      regex: /(?<=[政府委局厅](?:发|办|函|办函|办发|规|秘|字))(?<year>20\d{2})年(?=\d{1,4}号)/g,
      message: "发文字号的年份用六角括号“〔〕”括起。",
      suggest: ({ groups }) => [`〔${groups?.year ?? ""}〕`],
    },
    {
      regex: /(?<=[一-龥])[“"‘']\d{4}[”"’'](?=\d{1,5}号)/g,
      message: "发文字号的年份用六角括号“〔〕”括起。",
      suggest: ([mark]) => [`〔${mark.slice(1, -1)}〕`],
    },
    {
      regex: /(?<=〔\d{4}〕)(?:#|No\.?|NO\.?|№)(?=\d{1,5})/g,
      message: "发文顺序号前不加符号。",
      suggest: "",
    },
    {
      regex: /(?<=[一-龥])〔(?<year>\d{5,6}|2[1-9]\d{2}|20[3-9]\d|1[0-8]\d{2})〕(?=\d{1,5}号)/g,
      message: "发文字号的年份有误，请核对。",
    },
    {
      regex: /(?<=〔\d{4}〕)[〇零一二三四五六七八九十百]{1,6}(?=号)/g,
      message: "发文顺序号用阿拉伯数字。",
      suggest: ([mark]) => {
        const value = chineseNumber(mark);
        return value === null ? [] : [String(value)];
      },
    },
    {
      regex: /(?<=[一-龥]〔\d{4}〕\d{1,5})(?:件|期|文)(?=[）)》，。、]|$)/g,
      message: "发文顺序号之后应为“号”。",
      suggest: "号",
    },
  ],
  wrong: [
    { text: "《限行规定》（⟦〔2025〕云政发⟧8号）同时废止。", first: "云政发〔2025〕" },
    { text: "（云政办〔2025〕22⟦号号⟧）", first: "号" },
    { text: "（云政办〔⟦二〇二五⟧〕22号）", first: "2025" },
    { text: "《管理办法》（⟦云政办发22号⟧）施行。" },
    { text: "云政办⟦“2025”⟧22号", first: "〔2025〕" },
  ],
  right: [
    "（云政办〔2025〕22号）",
    "依据《办法》（市政府令第88号）。",
    "乘坐公交（开发区22号线）。",
    "审图号（皖S22号）。",
  ],
};
