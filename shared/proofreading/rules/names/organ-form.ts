/** How courts, procuratorates and the offices of governments are named. */
import { cites } from "../../authority";
import type { PatternRule } from "../../rule";

const courts = cites("《中华人民共和国人民法院组织法》", "2019-01-01");
const procuratorates = cites("《中华人民共和国人民检察院组织法》", "2019-01-01");

export const courtName: PatternRule = {
  id: "org-court-name",
  category: "organ",
  title: "法院、检察院漏“人民”",
  severity: "warning",
  fix: "suggest",
  authority: [courts(), procuratorates()],
  confidence: 0.85,
  checks: ["MC-42"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[一-龥某×X*][省市县区旗州盟])(?<mark>检查院)/g,
      message: "应为“人民检察院”。",
      suggest: "人民检察院",
      severity: "error",
    },
    {
      // A whole name in a list of organs or as the one that acts; 市法院 alone is a usual short form in news.
      regex:
        /(?:(?<![一-龥])|(?<=[由向经到在报受及和与将]))(?![由向经到在报受及和与将])(?:[一-龥×X*]{1,6}(?:省|自治区|市|州|盟)){0,2}[一-龥×X*]{1,6}[市县区旗省](?<level>高级|中级)?(?<court>法院|检察院)(?=负责|受理|判决|裁定|审理|决定|提起|批准|依法|作出|送达|公告|[（(]?20\d\d[）)]|[、，](?:[一-龥某]{1,8}[市县区旗省])?(?:人民)?(?:法院|检察院|检查院|公安局))/g,
      message: (found) => `正式名称是“${found.groups?.level ?? ""}人民${found.groups?.court ?? ""}”，漏写“人民”。`,
      suggest: (found) => [found[0].replace(/(高级|中级)?(法院|检察院)$/, "$1人民$2")],
    },
    {
      regex: /(?<mark>(?:最高|高级|中级|基层)(?:法院|检察院))(?=判决|裁定|审理认为|作出|公告|印发)/g,
      message: (found) =>
        `正式名称是“${(found.groups?.mark ?? found[0]).replace(/(法院|检察院)$/, "人民$1")}”，漏写“人民”。`,
      suggest: (found) => [(found.groups?.mark ?? found[0]).replace(/(法院|检察院)$/, "人民$1")],
      severity: "hint",
    },
  ],
  wrong: [
    { text: "由⟦某县法院⟧、某县⟦检查院⟧负责。", first: "某县人民法院" },
    { text: "由⟦某市检察院⟧提起公诉。", first: "某市人民检察院" },
    { text: "⟦某区法院⟧判决驳回上诉。", first: "某区人民法院" },
    { text: "经某县⟦检查院⟧批准逮捕。", first: "人民检察院" },
  ],
  right: [
    "由某县人民法院、某县人民检察院负责。",
    "市法院领导出席会议。",
    "法院依法判决。",
    "到纪检监察院落检查。",
    "某市中级人民法院受理此案。",
  ],
};

const PROVINCE_CITY = "北京市|天津市|上海市|重庆市";

export const officeLevel: PatternRule = {
  id: "org-gov-office-level",
  category: "organ",
  title: "办公厅与办公室误写",
  severity: "warning",
  fix: "suggest",
  authority: [cites("机构规格惯例")()],
  confidence: 0.92,
  checks: ["MC-42"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?:[一-龥×X*]{1,3}省|(?<![一-龥])省|(?:广西壮族|宁夏回族|新疆维吾尔|内蒙古|西藏|某)自治区|${PROVINCE_CITY})(?:人民政府|政府)(?<mark>办公室)`,
        "g",
      ),
      message: "省级人民政府设办公厅，不是办公室。",
      suggest: "办公厅",
    },
    {
      regex: /(?<!自治|行政)[县旗](?:人民政府|政府|委)(?<mark>办公厅)/g,
      message: "县级设办公室，不是办公厅。",
      suggest: "办公室",
    },
    {
      regex: /(?<![自治政])区(?:人民政府|政府|委)(?<mark>办公厅)/g,
      message: "区级设办公室，不是办公厅。",
      suggest: "办公室",
    },
    {
      regex: /(?:国务院|中共中央|全国人大常委会|全国政协)(?<mark>办公室)(?=印发|关于|发布|[《、，]|的通知)/g,
      message: "中央一级设办公厅，不是办公室。",
      suggest: "办公厅",
    },
    {
      regex: /(?:镇|乡|街道)(?:人民政府|党委|党工委)?(?<mark>办公厅)/g,
      message: "乡镇、街道设办公室，不是办公厅。",
      suggest: "办公室",
    },
  ],
  wrong: [
    { text: "某省人民政府⟦办公室⟧印发通知。", first: "办公厅" },
    { text: "重庆市人民政府⟦办公室⟧关于印发方案的通知", first: "办公厅" },
    { text: "某县人民政府⟦办公厅⟧文件", first: "办公室" },
    { text: "国务院⟦办公室⟧印发《意见》。", first: "办公厅" },
    { text: "某区人民政府⟦办公厅⟧", first: "办公室" },
    { text: "内蒙古自治区人民政府⟦办公室⟧", first: "办公厅" },
  ],
  right: [
    "某省人民政府办公厅印发通知。",
    "某市人民政府办公室、某县人民政府办公室。",
    "广西壮族自治区人民政府办公厅",
    "国务院办公厅、国务院研究室。",
    "某省人民政府驻北京办事处办公室",
    "国务院港澳事务办公室。",
  ],
};
