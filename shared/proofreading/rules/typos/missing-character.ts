/** MC-01: names and set phrases of administration that have lost a character: 市人民政办公室, 高质发展. */
import { inspection2019 } from "../../authority";
import type { Term, TermRule } from "../../rule";

/** Phrases that stay whole in any text: every form without one of their inner characters is an error. */
const phrases = (
  "中华人民共和国 中国共产党 中国特色社会主义 社会主义核心价值观 社会主义现代化 中国式现代化 习近平新时代中国特色社会主义思想 全国人民代表大会 人民代表大会 " +
  "人大常委会 常务委员会 政治协商会议 纪律检查委员会 监察委员会 发展和改革委员会 发展改革委员会 卫生健康委员会 市场监督管理局 生态环境局 自然资源局 " +
  "住房和城乡建设局 人力资源和社会保障局 农业农村局 应急管理局 退役军人事务局 文化和旅游局 交通运输局 政务服务中心 政府信息公开 政务公开工作 " +
  "高质量发展 意识形态工作 乡村振兴战略 安全生产责任 营商环境 规范性文件 行政规范性文件 主体责任落实 全面从严治党 党风廉政建设 " +
  "省、自治区、直辖市 公民、法人和其他组织 公民、法人或者其他组织 领导小组办公室 党组理论学习中心组 第一责任人 地区生产总值 一般公共预算 固定资产投资 " +
  "社会消费品零售总额 城镇居民人均可支配收入 基层群众自治 村民委员会 居民委员会 街道办事处 供给侧结构性改革 新型冠状病毒 新型城镇化 国民经济和社会发展 " +
  "人民群众生命财产安全 生态文明建设 精神文明建设 党的二十大精神 脱贫攻坚成果 共同富裕 人类命运共同体 中华民族共同体意识 中华民族伟大复兴 国家治理体系 治理能力现代化 " +
  "全过程人民民主 扫黑除恶专项斗争 防范化解重大风险 污染防治攻坚战 双随机、一公开 放管服改革 不动产登记 公共资源交易中心 公共法律服务 公共卫生服务 义务教育阶段 职业技能培训 " +
  "城乡居民基本医疗保险 城乡居民基本养老保险 最低生活保障 特困人员救助 保障性住房 老旧小区改造 高标准农田建设 永久基本农田 生态保护红线 森林草原防灭火 地质灾害防治 防汛抗旱指挥部 " +
  "突发事件应急预案 食品药品安全 道路交通安全 消防安全责任制 行政处罚决定书 行政复议申请 行政诉讼法 国有资产监督管理委员会 机关事务管理局 政府采购合同 招标投标法 " +
  "重大行政决策 合法性审查 公平竞争审查 社会信用体系 信用信息共享平台 知识产权保护 科技成果转化 高新技术企业 战略性新兴产业 新质生产力 数字经济发展 一体化政务服务平台 " +
  "国务院办公厅 省人民政府办公厅 市人民政府办公室 县人民政府办公室 区人民政府办公室 人民政府办公厅 人民政府办公室 人民政府网站 人民政府门户网站 政府门户网站 政务新媒体 政府网站集约化 信息发布审核"
).split(" ");

/** Shortened forms that are in use or good Chinese of their own, and strings two words make by meeting. */
const innocent = new Set(
  (
    "营环境 常委员会 政服务中心 人大委会 常务会 政务媒体 政务公工作 监察员会 村民委会 居民委会 人类运共同体 共富裕 高标农田建设 政府信开 自然资局 农业局 第一人 营商境 " +
    "中国现代化 国经济和社会发展 行规范性文件 招投标法 人力资源社会保障局 住房城乡建设局 高技术企业 公民、法人或其他组织 保障住房 社会消费品零售额 合法审查 " +
    "文化旅游局 森林草原防火 森林草原灭火 新生产力 新城镇化 生态保护线 新冠状病毒 街办事处 国治理体系"
  ).split(" "),
);

/** What may follow 委 without 员: 发展改革委会同财政部. */
const actsOfCommission = ["委会同", "委会商", "委会签", "委会见", "委会谈", "委会议", "委会上", "委会前"];

/** Words of which a shortened form is only a part: 轨道交通安全, 地质灾害治理. */
const longer: Readonly<Record<string, readonly string[]>> = {
  发展改革委会: actsOfCommission.map((act) => `发展改革${act}`),
  卫生健康委会: actsOfCommission.map((act) => `卫生健康${act}`),
  道交通安全: [..."轨国省县乡村河航水街隧"].map((char) => `${char}道交通安全`),
  村委员会: ["农村委员会"],
  人代表大会: ["军人代表大会", "工人代表大会", "牧人代表大会", "职人代表大会"],
  地生产总值: ["本地生产总值", "当地生产总值", "各地生产总值", "两地生产总值"],
  地质灾害治: ["地质灾害治理"],
  行政复议请: ["行政复议请求"],
  职业技能训: ["职业技能训练"],
  社会信用系: ["社会信用系统", "社会信用系数", "社会信用系列"],
  规性文件: ["法规性文件"],
  政府信息开: ["政府信息开放", "政府信息开发", "政府信息开展"],
  治能力现代化: [..."防法自政综整"].map((char) => `${char}治能力现代化`),
  知识产权护: ["知识产权护航"],
  安全生产任: ["安全生产任务", "安全生产任何", "安全生产任意", "安全生产任重"],
  保障性房: ["保障性房源", "保障性房屋", "保障性房地产"],
  数字经济展: ["数字经济展示", "数字经济展览", "数字经济展会", "数字经济展区", "数字经济展望", "数字经济展现"],
};

const byHand: readonly (readonly [string, string])[] = [
  ["人民政网站", "人民政府网站"],
  ["国务办公厅", "国务院办公厅"],
  ["国务常务会议", "国务院常务会议"],
  ["国务印发", "国务院印发"],
  ["国院办公厅", "国务院办公厅"],
  ["贯彻实党的", "贯彻落实党的"],
  ["贯彻实习近平", "贯彻落实习近平"],
  ["贯落实", "贯彻落实"],
  ["行政罚决定", "行政处罚决定"],
  ["行政处决定", "行政处罚决定"],
  ["行政许证", "行政许可证"],
  ["意识形工作", "意识形态工作"],
];

/** Every form of a phrase without one inner character, unless that form stands in the phrase itself. */
function shortened(phrase: string): Term[] {
  const chars = Array.from(phrase);
  const forms = chars.slice(1, -1).map((_, at) => chars.filter((_char, i) => i !== at + 1).join(""));
  return [...new Set(forms)]
    .filter((form) => !phrase.includes(form) && !innocent.has(form))
    .map((form) => termOf(form, phrase));
}

function termOf(wrong: string, right: string): Term {
  const unless = longer[wrong];
  return { wrong, right: [right], why: "疑似漏字", ...(unless === undefined ? {} : { unless }) };
}

function distinct(terms: readonly Term[]): Term[] {
  const seen = new Set(phrases);
  return terms.filter(({ wrong }) => {
    const isNew = !seen.has(wrong);
    seen.add(wrong);
    return isNew;
  });
}

export const typoMissingChar: TermRule = {
  id: "typo-missing-char",
  category: "extra-character",
  title: "漏字",
  severity: "warning",
  fix: "suggest",
  authority: [inspection2019("严重表述错误")],
  confidence: 0.9,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: distinct([
    {
      ...termOf("人民政", "人民政府"),
      unless: ["人民政协", "人民政权", "人民政治", "人民政务", "人民政策", "人民政法", "人民政审"],
    },
    ...byHand.map(([wrong, right]) => termOf(wrong, right)),
    ...phrases.flatMap(shortened),
  ]),
  wrong: [
    { text: "⟦市人民政办公室⟧印发通知。", first: "市人民政府办公室" },
    { text: "按照⟦国务办公厅⟧要求", first: "国务院办公厅" },
    { text: "推动⟦高质发展⟧。", first: "高质量发展" },
    { text: "召开⟦常务员会⟧会议", first: "常务委员会" },
    { text: "⟦市场监督理局⟧公告", first: "市场监督管理局" },
    { text: "依法作出⟦行政罚决定⟧。", first: "行政处罚决定" },
    { text: "⟦中华人民共国⟧行政处罚法" },
    { text: "加强⟦意识形工作⟧。" },
    { text: "落实⟦安全产责任⟧。" },
    { text: "⟦固定产投资⟧增长5%。" },
  ],
  right: [
    "市人民政府办公室印发通知。",
    "按照国务院办公厅要求，做好国务活动保障。",
    "推动高质量发展，提供优质发展环境。",
    "召开人大常委会会议。",
    "市场监督管理局公告。",
    "依法作出行政处罚决定，并处罚款。",
    "人民政协会议召开，常务委员会会议通过。",
    "优化经营环境和运营环境。",
    "行政服务中心迁至新址。",
    "自然资源局、生态环境局联合执法。",
    "国家发展改革委会同有关部门做好森林防火和地质灾害治理。",
    "加强轨道交通安全评估，全面推行规范性文件审核。",
    "我国经济和社会发展迈上新台阶，现代化建设稳步推进。",
    "当地生产总值增长5%，开展职业技能训练和知识产权护航行动。",
  ],
};
