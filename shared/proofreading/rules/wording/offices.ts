/** MC-05: what offices do and how they are called: organs of justice, village committees, the words of poverty relief. */
import { cites, newsWording } from "../../authority";
import type { PatternRule, TermRule } from "../../rule";
import { termsOf } from "./term-rows";

const criminal = cites("《中华人民共和国刑事诉讼法》", "2018-10-26");
const villages = cites("《中华人民共和国村民委员会组织法》", "2018-12-29");
const supervision = cites("《中华人民共和国监察法》", "2025-06-01");
const poverty = cites("全国脱贫攻坚总结表彰大会", "2021-02-25");

export const lawOrgan: TermRule = {
  id: "wording-law-organ",
  category: "wording",
  title: "司法、监察用语",
  severity: "warning",
  fix: "suggest",
  authority: [supervision(), criminal(), newsWording("法律类")],
  confidence: 0.9,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: termsOf(
    [
      ["实施双规", "采取留置措施"],
      ["采取双规", "采取留置措施"],
      ["被双规", "被采取留置措施"],
      ["实施“双规”", "采取留置措施"],
      ["被“双规”", "被采取留置措施"],
      ["两规措施", "留置措施"],
      ["检察院判处", "人民法院判处"],
      ["检察院判决", "人民法院判决"],
      ["公安机关判处", "人民法院判处"],
      ["公安机关判决", "人民法院判决"],
      ["法院逮捕", "公安机关逮捕", ["法院逮捕决定"]],
      ["法院批捕", "检察机关批准逮捕"],
      ["公安机关批准逮捕", "检察机关批准逮捕"],
      ["公安机关提起公诉", "检察机关提起公诉"],
      ["公安局提起公诉", "检察机关提起公诉"],
      ["检察院刑事拘留", "公安机关刑事拘留"],
      ["法院侦查", "公安机关侦查"],
      ["纪委判处", "人民法院判处"],
      ["行政拘捕", "行政拘留"],
    ],
    "与机关的法定职权不符",
  ),
  wrong: [
    { text: "纪检机关对其⟦实施双规⟧。", first: "采取留置措施" },
    { text: "⟦检察院判处⟧其有期徒刑三年。", first: "人民法院判处" },
    { text: "⟦公安机关批准逮捕⟧了两人。", first: "检察机关批准逮捕" },
  ],
  right: ["监察机关对其采取留置措施。", "人民法院判处其有期徒刑三年。", "检察机关批准逮捕了两人。"],
};

export const villageHead: PatternRule = {
  id: "wording-village-head",
  category: "wording",
  title: "“村长”“村官”",
  severity: "warning",
  fix: "suggest",
  authority: [villages("第六条"), newsWording()],
  confidence: 0.9,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![乡农、町]|[^，。；]{0,3}(?:老|大))(?:副)?村长(?![大高效久远沙寿江城征征期足途乐度廊宽]|[达\d])/g,
      message: "村民自治组织负责人称“村民委员会主任”（村委会主任）。",
      suggest: "村民委员会主任",
    },
    {
      regex: /(?<!大学生|博士|硕士|研究生|最美|“)村官(?![方网员塘庄渡])/g,
      message: "可写“村干部”。",
      suggest: "村干部",
    },
    { regex: /(?:居委会|社区)(?:主任)?大妈/g, message: "可写“社区工作者”。", suggest: "社区工作者" },
  ],
  wrong: [
    { text: "由⟦村长⟧负责登记。", first: "村民委员会主任" },
    { text: "⟦副村长⟧带队巡查。", first: "村民委员会主任" },
    { text: "⟦村官⟧包户到人。", first: "村干部" },
  ],
  right: ["由村民委员会主任负责登记。", "助力乡村长效发展，建设美丽乡村长廊。", "大学生村官选聘公告。"],
};

export const povertyWords: PatternRule = {
  id: "wording-poverty",
  category: "wording",
  title: "过时的扶贫用语",
  severity: "hint",
  fix: "suggest",
  authority: [poverty()],
  confidence: 0.8,
  checks: ["MC-05"],
  yieldsToVocabulary: true,
  antipatterns: [
    /(?:原|曾经?|当年|脱贫前|时任|已脱贫|脱贫的|昔日|摘掉|退出|全部|20[01]\d年|2020年)[^。；\n]{0,20}(?:贫困户|贫困村|贫困县|贫困人口)[^。；\n]{0,12}/,
    /(?:贫困户|贫困村|贫困县|贫困人口)[^。；\n]{0,14}(?:脱贫|摘帽|清零|退出|出列|消除|减少|全部)/,
  ],
  scope: "pattern",
  patterns: [
    {
      regex: /建档立卡贫困(?:户|家庭|人口)/g,
      message: "现行标准下已全部脱贫，可写“脱贫户”“监测户”。",
      suggest: "脱贫户、监测户",
    },
    {
      regex: /(?:国家级?|省级?|深度)贫困[县村]|国定贫困县/g,
      message: "贫困县、贫困村已全部摘帽，可写“脱贫县（村）”。",
      suggest: (found) => [`脱贫${found[0].slice(-1)}`],
    },
    {
      regex: /(?<=帮扶|慰问|走访|结对|资助|救助|为|给)(?<mark>(?:\d{1,5}户)?贫困户)/g,
      message: "现行标准下已全部脱贫，可写“脱贫户”“困难群众”。",
      suggest: "脱贫户",
    },
  ],
  wrong: [
    { text: "帮扶⟦建档立卡贫困户⟧增收。", first: "脱贫户、监测户" },
    { text: "我县是⟦国家级贫困县⟧。", first: "脱贫县" },
    { text: "走访⟦贫困户⟧三十家。", first: "脱贫户" },
  ],
  right: ["帮扶脱贫户、监测户增收。", "2019年，国家级贫困县全部摘帽。", "原深度贫困村面貌一新。"],
};
