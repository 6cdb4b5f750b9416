/** MC-03, MC-05: names of territory, of states, of diseases and regions that are not the standard ones. */
import { cites, newsWording } from "../../authority";
import type { PatternRule, TermRule } from "../../rule";
import { termsOf } from "./term-rows";

const placeNames = cites("《地名管理条例》", "2022-05-01");
const mapRule = cites("自然资源部《公开地图内容表示规范》", "2023");
const who = cites("世界卫生组织《人类新发传染病命名最佳实践》", "2015-05");
const constitution = cites("《中华人民共和国宪法》", "2018-03-11");

export const territory: TermRule = {
  id: "wording-territory",
  category: "territory",
  title: "领土、海域名称",
  severity: "block",
  fix: "suggest",
  authority: [placeNames(), mapRule()],
  confidence: 0.95,
  checks: ["MC-03", "MC-04"],
  // News of what others do has to name it: 所谓“尖阁诸岛开拓日”.
  antipatterns: [/所谓的?[“‘][^“”‘’]{0,16}[”’]/],
  scope: "terms",
  terms: termsOf(
    [
      ["尖阁列岛", "钓鱼岛及其附属岛屿"],
      ["尖阁诸岛", "钓鱼岛及其附属岛屿"],
      ["尖阁群岛", "钓鱼岛及其附属岛屿"],
      ["钓鱼台列屿", "钓鱼岛及其附属岛屿"],
      ["钓鱼台群岛", "钓鱼岛及其附属岛屿"],
      ["斯普拉特利群岛", "南沙群岛"],
      ["斯普拉特里群岛", "南沙群岛"],
      ["帕拉塞尔群岛", "西沙群岛"],
      ["黄沙群岛", "西沙群岛"],
      ["卡拉延群岛", "南沙群岛"],
      ["斯卡伯勒礁", "黄岩岛"],
      ["斯卡伯罗礁", "黄岩岛"],
      ["帕纳塔格礁", "黄岩岛"],
      ["阿鲁纳恰尔邦", "藏南地区"],
      ["西菲律宾海", "南海"],
      ["北纳土纳海", "南海"],
      ["东突厥斯坦国", "新疆"],
      ["福尔摩沙", "台湾"],
      ["福摩萨", "台湾"],
      ["台澎金马", "台湾地区"],
      ["满洲国成立", "伪满洲国成立", ["伪满洲国成立"]],
      ["外蒙古国", "蒙古国"],
    ],
    "不是我国领土、海域的标准名称",
  ),
  wrong: [
    { text: "船只驶近⟦尖阁列岛⟧。", first: "钓鱼岛及其附属岛屿" },
    { text: "途经⟦斯普拉特利群岛⟧海域", first: "南沙群岛" },
    { text: "⟦西菲律宾海⟧的渔汛", first: "南海" },
  ],
  right: [
    "船只驶近钓鱼岛海域。",
    "外交部就所谓“尖阁诸岛开拓日”提出抗议。",
    "入住钓鱼台国宾馆。",
    "南沙群岛、西沙群岛自古以来就是中国领土。",
  ],
};

export const stateNames: TermRule = {
  id: "wording-chaoxian",
  category: "wording",
  title: "国名不规范",
  severity: "warning",
  fix: "suggest",
  authority: [newsWording("国际称谓")],
  confidence: 0.92,
  checks: ["MC-05"],
  scope: "terms",
  terms: termsOf(
    [
      ["北朝鲜", "朝鲜"],
      ["南朝鲜", "韩国"],
      ["北韩", "朝鲜", ["河北韩", "湖北韩", "东北韩", "西北韩", "华北韩", "北韩村"]],
      [
        "南韩",
        "韩国",
        [
          "河南韩",
          "湖南韩",
          "云南韩",
          "海南韩",
          "江南韩",
          "济南韩",
          "南韩村",
          "西南韩",
          "东南韩",
          "越南韩",
          "南韩城",
          "南韩愈",
        ],
      ],
      ["大韩民国", "韩国", ["大韩民国总统", "大韩民国总理", "大韩民国国务总理", "大韩民国政府", "大韩民国临时政府"]],
      ["汉城市", "首尔市", ["武汉城市", "西汉城市", "东汉城市", "汉城市圈", "古汉城市", "秦汉城市"]],
      ["斯威士兰王国", "斯威士兰"],
      ["马其顿共和国", "北马其顿", ["北马其顿共和国"]],
      ["哈萨克共和国", "哈萨克斯坦"],
      ["白俄罗斯联邦", "白俄罗斯"],
    ],
    "国名应使用规范译名",
  ),
  wrong: [
    { text: "与⟦南韩⟧企业签约。", first: "韩国" },
    { text: "⟦北朝鲜⟧代表团来访。", first: "朝鲜" },
    { text: "⟦大韩民国⟧驻华使馆", first: "韩国" },
  ],
  right: ["与韩国企业签约。", "应大韩民国总统邀请访问韩国。", "河南韩某被行政处罚。", "建设武汉城市圈。"],
};

export const epidemic: TermRule = {
  id: "wording-epidemic",
  category: "wording",
  title: "疾病与地域捆绑",
  severity: "warning",
  fix: "suggest",
  authority: [who(), newsWording()],
  confidence: 0.95,
  checks: ["MC-05"],
  scope: "terms",
  terms: termsOf(
    [
      ["武汉肺炎", "新冠肺炎"],
      ["武汉病毒", "新冠病毒", ["武汉病毒研究所", "武汉病毒所"]],
      ["武汉疫情", "新冠疫情"],
      ["中国病毒", "新冠病毒", ["中国病毒学", "中国病毒资源", "中国病毒性"]],
      ["中国肺炎", "新冠肺炎"],
      ["湖北肺炎", "新冠肺炎"],
      ["印度变异株", "德尔塔变异株"],
      ["英国变异株", "阿尔法变异株"],
      ["南非变异株", "奥密克戎变异株"],
      ["香港脚", "足癣", ["香港脚踏"]],
      ["蒙古症", "唐氏综合征"],
    ],
    "疾病名称不与地域、族群相连",
  ),
  wrong: [
    { text: "⟦武汉肺炎⟧疫情期间。", first: "新冠肺炎" },
    { text: "感染⟦印度变异株⟧的病例", first: "德尔塔变异株" },
    { text: "筛查⟦蒙古症⟧患儿。", first: "唐氏综合征" },
  ],
  right: ["新冠疫情期间。", "中国病毒学会年会召开。", "中国科学院武汉病毒研究所发布成果。"],
};

const fullName: Readonly<Record<string, string>> = {
  新疆: "新疆维吾尔自治区",
  西藏: "西藏自治区",
  宁夏: "宁夏回族自治区",
  广西: "广西壮族自治区",
  内蒙: "内蒙古自治区",
};

export const regionAbbreviation: PatternRule = {
  id: "wording-region-abbr",
  category: "region",
  title: "行政区名称混用",
  severity: "hint",
  fix: "suggest",
  authority: [constitution("第三十条"), placeNames()],
  confidence: 0.92,
  checks: ["MC-05"],
  scope: "pattern",
  patterns: [
    {
      regex: /内蒙(?!古)(?=地区|省|草原|各|等|[、，。])/g,
      message: "全称是“内蒙古自治区”，简称“内蒙古”或“蒙”。",
      suggest: "内蒙古",
    },
    {
      regex: /(?:新疆|西藏|宁夏|广西|内蒙古?)省(?![级直市县区委长道界内际辖油时力])/g,
      message: "这是自治区，不称“省”。",
      suggest: (found) => [fullName[found[0].slice(0, 2)] ?? ""],
    },
    { regex: /新疆自治区|新疆维族自治区/g, message: "全称是“新疆维吾尔自治区”。", suggest: "新疆维吾尔自治区" },
    { regex: /广西自治区/g, message: "全称是“广西壮族自治区”。", suggest: "广西壮族自治区" },
    { regex: /宁夏自治区/g, message: "全称是“宁夏回族自治区”。", suggest: "宁夏回族自治区" },
    { regex: /内蒙古族自治区|内蒙自治区/g, message: "全称是“内蒙古自治区”。", suggest: "内蒙古自治区" },
    { regex: /西藏藏族自治区/g, message: "全称是“西藏自治区”。", suggest: "西藏自治区" },
    {
      regex: /(?:北京|上海|天津|重庆)省(?![级际内直辖油时力界])/g,
      message: "这是直辖市，不称“省”。",
      suggest: (found) => [`${found[0].slice(0, -1)}市`],
    },
    { regex: /(?:香港|澳门)(?:特区)?(?:市|省)(?=政府|民|委)(?!民)/g, message: "全称是“香港（澳门）特别行政区”。" },
    {
      regex: /(?:香港|澳门)特别行政特区|(?:香港|澳门)行政特区/g,
      message: "全称是“特别行政区”。",
      suggest: (found) => [`${found[0].slice(0, 2)}特别行政区`],
    },
  ],
  wrong: [
    { text: "前往⟦内蒙自治区⟧考察。", first: "内蒙古自治区" },
    { text: "⟦新疆省⟧代表团", first: "新疆维吾尔自治区" },
    { text: "⟦广西自治区⟧人民政府", first: "广西壮族自治区" },
  ],
  right: ["前往内蒙古自治区考察。", "新疆省际班车恢复运行。", "广西壮族自治区人民政府"],
};
