/** Names of units that are no units, or name a size by a letter: 千瓦特, 毫克/公斤, 2x50兆伏安, 1.2亿立方 (GB 3100, GB 3101). */
import { gb3100, gb3101 } from "../../authority";
import type { PatternRule } from "../../rule";

export const unitName: PatternRule = {
  id: "unit-name",
  category: "unit",
  title: "计量单位名称不规范",
  severity: "warning",
  fix: "suggest",
  authority: [gb3100(), gb3101()],
  confidence: 0.88,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[\d万亿千百两几])(?<mark>[千兆毫]?(?:瓦特|伏特|安培|赫兹(?!的)|焦耳|牛顿|帕斯卡|欧姆))(?=[，。；、）]|$)/g,
      message: "单位名称用简称，如“千瓦”“伏”“安”。",
      suggest: ({ groups }) => [(groups?.mark ?? "").replace(/特$|培$|兹$|耳$|顿$|斯卡$|姆$/, "")],
      accept: ({ groups }) => /^[千兆毫]/.test(groups?.mark ?? ""),
    },
    {
      regex: /(?<=(?:[毫微]?克|吨|元)\/)公斤/g,
      message: "组合单位里用“千克”。",
      suggest: "千克",
      severity: "hint",
    },
    {
      regex: /(?<=\d[万亿]?)公亩(?!产)/g,
      message: "“公亩”不是法定计量单位，且与“亩”相差很大，请核对。",
    },
    {
      regex:
        /(?<=\d[万亿千百]{0,2}余?|[一二三四五六七八九十百千万亿]{1,4}余?)立方(?=[，。；、）]|$|土方|(?:水|土石方|天然气|混凝土|砂石|垃圾|木材|污水|淤泥)(?!米))/g,
      message: "体积的单位是“立方米”。",
      suggest: "立方米",
    },
    {
      regex:
        /(?<=\d)[xX*＊](?=\d{1,5}(?:\.\d{1,3})?(?:兆伏安|千伏安|MVA|kVA|MV·A|kV·A|毫米|厘米|米|mm|cm|m(?![a-z])|公里|千瓦|万千瓦|兆瓦|kW|MW|吨|立方米|台|mL|ml|毫升|克|千克))/g,
      message: "相乘用乘号“×”，不用字母或星号。",
      suggest: "×",
    },
    {
      regex:
        /(?<=(?<!储能[^，。；]{0,12})(?:装机|单机|发电机组)(?:总)?容量[^，。；能]{0,8}\d[\d.]{0,8}万?(?:千瓦|兆瓦))时/g,
      message: "装机容量是功率，单位为“千瓦”“兆瓦”，不用“千瓦时”。",
      suggest: "",
    },
    {
      regex: /(?<=(?:气温|温度|高温|低温|体温|水温|室温)[^，。；]{0,10}\d)度(?![假数以区电的]|左右|上下)/g,
      message: "温度的单位写“℃”。",
      suggest: "℃",
      severity: "hint",
    },
    {
      regex:
        /(?<=\d)(?:m3|m2)(?=[/，。；、）]|$)|(?<=\/)m[23](?![\d.])(?<=[\u4e00-\u9fff]\d[\d.]{0,8}(?:μg|mg|ug|kg|g|t|ng)\/m[23])/g,
      message: "平方、立方用上标：m²、m³。",
      suggest: ({ 0: whole }) => [whole.endsWith("2") ? "m²" : "m³"],
      severity: "hint",
    },
    {
      regex: /(?<=\d[万亿]?)(?:度(?=电?\/年|\/年)|吨\/日天|人\/每次|次\/每年|元\/每[一-龥])/g,
      message: "组合单位写法有误：斜线已表示“每”。",
      severity: "hint",
    },
  ],
  wrong: [
    { text: "装机容量达到300⟦千瓦特⟧。", first: "千瓦" },
    { text: "砷含量为0.2毫克/⟦公斤⟧。", first: "千克" },
    { text: "水库总库容2300万⟦立方⟧。", first: "立方米" },
    { text: "主变容量为3⟦x⟧180兆伏安。", first: "×" },
    { text: "明天最高气温35⟦度⟧，注意防暑。", first: "℃" },
  ],
  right: [
    "装机容量达到300千瓦，日供水3万立方米。",
    "砷含量为0.2毫克/千克，主变容量为3×180兆伏安。",
    "最高气温35℃，用电300度，外面零下15度左右。",
    "发扬牛顿的探索精神。",
  ],
};
