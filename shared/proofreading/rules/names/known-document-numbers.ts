/** Well-known documents of the centre with a number that is not theirs: 《党政机关公文处理工作条例》（国办发〔2012〕14号） (MC-26). */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

/** Titles without 关于…的… around what tells them apart, each with its number. */
export const documentNumbers: Readonly<Record<string, string>> = {
  党政机关公文处理工作条例: "中办发〔2012〕14号",
  政府网站发展指引: "国办发〔2017〕47号",
  通用规范汉字表: "国发〔2013〕23号",
  关于推进政务新媒体健康有序发展的意见: "国办发〔2018〕123号",
  关于加强政府网站域名管理的通知: "国办函〔2018〕55号",
  关于全面推进政务公开工作的意见: "中办发〔2016〕8号",
  关于加强行政规范性文件制定和监督管理工作的通知: "国办发〔2018〕37号",
  关于全面推行行政规范性文件合法性审核机制的指导意见: "国办发〔2018〕115号",
  关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见: "国办发〔2018〕118号",
  关于全面推进基层政务公开标准化规范化工作的指导意见: "国办发〔2019〕54号",
  政府信息公开信息处理费管理办法: "国办函〔2020〕109号",
  关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见: "国办发〔2020〕42号",
  关于加强数字政府建设的指导意见: "国发〔2022〕14号",
  关于加快推进政务服务标准化规范化便利化的指导意见: "国发〔2022〕5号",
  "2030年前碳达峰行动方案": "国发〔2021〕23号",
  大气污染防治行动计划: "国发〔2013〕37号",
  水污染防治行动计划: "国发〔2015〕17号",
  土壤污染防治行动计划: "国发〔2016〕31号",
  空气质量持续改善行动计划: "国发〔2023〕24号",
  打赢蓝天保卫战三年行动计划: "国发〔2018〕22号",
  推动大规模设备更新和消费品以旧换新行动方案: "国发〔2024〕7号",
};

const bare = (title: string): string =>
  title
    .replace(/^(?:中共中央办公厅|国务院办公厅|国务院|、|，|\s)+/, "")
    .replace(/^(?:关于印发|印发)(?:〈|《)?(.{4,40}?)(?:〉|》)?的通知$/, "$1");

export const knownDocumentNumber: PatternRule = {
  id: "law-document-number",
  category: "law",
  title: "文件名称与文号不符",
  severity: "warning",
  fix: "suggest",
  authority: [cites("中国政府网公布的文件文本")()],
  confidence: 0.92,
  checks: ["MC-26"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=《(?<title>[^《》]{6,60})》（)(?<mark>(?:[一-龥]{1,6}[〔[]\d{4}[\]〕]\d{1,4}号))(?=）)/g,
      message: ({ groups }) => `这一文件的文号是${documentNumbers[bare(groups?.title ?? "")] ?? ""}，请核对。`,
      suggest: ({ groups }) => [documentNumbers[bare(groups?.title ?? "")] ?? ""],
      accept: ({ groups }) => {
        const right = documentNumbers[bare(groups?.title ?? "")];
        return right !== undefined && right !== (groups?.mark ?? "").replace("[", "〔").replace("]", "〕");
      },
    },
  ],
  wrong: [
    { text: "依照《党政机关公文处理工作条例》（⟦国办发〔2012〕14号⟧）办理。", first: "中办发〔2012〕14号" },
    { text: "按照《政府网站发展指引》（⟦国办发〔2017〕74号⟧）建设。", first: "国办发〔2017〕47号" },
    { text: "《国务院关于加强数字政府建设的指导意见》（⟦国发〔2020〕14号⟧）提出要求。", first: "国发〔2022〕14号" },
  ],
  right: [
    "依照《党政机关公文处理工作条例》（中办发〔2012〕14号）办理。",
    "按照《政府网站发展指引》（国办发〔2017〕47号）建设。",
    "《东山县关于加强数字政府建设的实施意见》（东政发〔2022〕14号）提出要求。",
  ],
};
