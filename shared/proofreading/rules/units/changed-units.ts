/** One thing that grows out of its unit: 由5.2万立方米增加到8.6万平方米; and things counted by what they are not: 水泵功率45千瓦时 (GB 3100). */
import { gb3100, logic } from "../../authority";
import type { PatternRule } from "../../rule";

/** Units of one kind; 个 and 项 may count anything. */
const KINDS: readonly string[] = [
  "米 公里 千米 厘米 毫米 里",
  "平方米 平方公里 亩 公顷 平方厘米",
  "立方米 升 毫升",
  "公斤 千克 吨 斤 克",
  "元 美元",
  "人 名 位 人次",
  "户",
  "千瓦 兆瓦 瓦",
  "千瓦时 度",
  "天 日 个工作日 小时 分钟 个月 年 秒",
  "家",
  "座",
  "辆",
  "所",
  "台",
  "头 只 羽",
];
const kindOf: ReadonlyMap<string, number> = new Map(
  KINDS.flatMap((units, kind) => units.split(" ").map((unit): [string, number] => [unit, kind])),
);
const UNIT = [...kindOf.keys()].sort((a, b) => b.length - a.length).join("|");
const CHANGES =
  "(?:大幅|逐步|稳步|进一步)?(?:增加|增长|提高|提升|扩大|上升|上涨|发展|拓展|扩建|减少|下降|降低|压缩|缩短|缩小|精简|压减|调整|增|升|降|减|扩)(?:到|至|为)了?";

/** What a unit is worth in another of its kind. */
const WORTH: Readonly<Record<string, number>> = {
  公斤: 1,
  千克: 1,
  吨: 1000,
  克: 0.001,
  米: 1,
  公里: 1000,
  千米: 1000,
  平方米: 1,
  亩: 667,
  公顷: 10_000,
  平方公里: 1_000_000,
};

export const changedUnit: PatternRule = {
  id: "unit-changed",
  category: "unit",
  title: "前后两个数的计量单位不同，或者单位与所计的量不合",
  severity: "warning",
  fix: "suggest",
  authority: [gb3100(), logic()],
  confidence: 0.9,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=[由从][^，。；、\\d]{0,14}\\d[\\d.]{0,8}[万亿]?(?<one>${UNIT})[^，。；、\\d由从]{0,6}${CHANGES}[^，。；、\\d]{0,8}\\d[\\d.]{0,8}[万亿]?)(?<mark>${UNIT})(?![一-龥]?[\\/／])`,
        "g",
      ),
      message: ({ groups }) => `前面以“${groups?.one ?? ""}”计，这里以“${groups?.mark ?? ""}”计，请核对。`,
      suggest: ({ groups }) => [groups?.one ?? ""],
      accept: ({ groups, input, index }) => {
        const after = input.slice(index + (groups?.mark ?? "").length, index + 12);
        // 一户, 一人 of what follows: 户籍, 人均, 年均.
        return (
          kindOf.get(groups?.one ?? "") !== kindOf.get(groups?.mark ?? "") &&
          // A tonne of water is a cubic metre.
          !/^(?:吨立方米|立方米吨)$/.test(`${groups?.one ?? ""}${groups?.mark ?? ""}`) &&
          !/^(?:次|均|口|籍|民|产|行|政|底|初|间)/.test(after)
        );
      },
    },
    {
      regex:
        /(?<=(?:(?:额定|装机|总|发电|最大|输出|单机|电机)功率|装机(?:总)?容量|装机规模|总装机)(?:容量)?(?:为|达到?|约)?\d[\d.]{0,8}[万亿]?)(?<mark>千瓦时|千瓦小时|度)/g,
      message: "功率、装机容量以“千瓦”计，“$0”是电量的单位，请核对。",
      suggest: "千瓦",
    },
    {
      regex:
        /(?<=(?:蓄水池|水池|水窖|水塔|储罐|油罐|沼气池|化粪池|冷库|粮仓|调蓄池|清水池|水箱)(?:有效|总)?(?:容积|容量)(?:为|达到?|约)?\d[\d.]{0,8}万?)(?<mark>平方米|公里|米|千瓦|亩)(?![/／³])/g,
      message: "容积以“立方米”计，请核对。",
      suggest: "立方米",
    },
    {
      regex:
        /(?<=(?:降雨量|降水量|累计雨量|过程雨量|最大雨量|小时雨强|积水深度)(?:达到?|为|超过?|约)?\d{1,4}(?:\.\d)?)(?<mark>m(?![m²³/A-Za-z])|cm|km|米|千米|公里)/g,
      message: "雨量以“毫米”（mm）计，请核对。",
      suggest: ({ groups }) => [/[a-z]/.test(groups?.mark ?? "") ? "mm" : "毫米"],
      accept: ({ input, index, groups }) =>
        !(/积水/.test(input.slice(Math.max(0, index - 12), index)) && /^(?:cm|米)$/.test(groups?.mark ?? "")),
    },
    {
      regex: /(?<=主变(?:压器)?(?:总?容量)?(?:为|达)?\d[\d.]{0,5}万?)(?:兆伏|千伏)(?!安)/g,
      message: "变压器的容量以“伏安”计，请核对。",
      suggest: "$0安",
    },
    {
      // 亩产由420公斤提高到460吨: of one kind, and a thousand times more.
      regex:
        /(?<=[由从][^，。；、\d]{0,14}(?<a>\d[\d.]{0,8})(?<one>公斤|千克|吨|克|米|公里|千米|亩|公顷|平方公里|平方米)[^，。；、\d由从]{0,6}(?:增加|增长|提高|提升|扩大|上升|减少|下降|降低|压缩|缩短)(?:到|至)[^，。；、\d]{0,4}(?<b>\d[\d.]{0,8}))(?<mark>公斤|千克|吨|克|米|公里|千米|亩|公顷|平方公里|平方米)/g,
      message: ({ groups }) => `前面以“${groups?.one ?? ""}”计，这里以“${groups?.mark ?? ""}”计，相差悬殊，请核对。`,
      suggest: ({ groups }) => [groups?.one ?? ""],
      accept: ({ groups }) => {
        const [one, mark] = [WORTH[groups?.one ?? ""] ?? 1, WORTH[groups?.mark ?? ""] ?? 1];
        if (kindOf.get(groups?.one ?? "") !== kindOf.get(groups?.mark ?? "")) return false;
        const times = (Number(groups?.b) * mark) / (Number(groups?.a) * one);
        return times > 100 || times < 0.01;
      },
    },
    {
      regex:
        /(?<=(?:大桥|桥梁|桥|隧道|涵洞|围墙|堤坝|大坝|栈桥|步行街)(?:总|全)?长(?:度)?(?:约|为|达)?(?<value>\d{3,5}(?:\.\d{1,2})?))(?<mark>公里|千米)/g,
      message: "桥、隧道等没有这么长，应为“米”，请核对。",
      suggest: "米",
      accept: ({ groups }) => Number(groups?.value) >= 200,
    },
    {
      regex:
        /(?<=海拔(?:高度)?(?:约|为|达|最高)?\d{3,4}(?:\.\d)?)(?<mark>公里|千米|厘米|毫米)|(?<=(?:路面|桥面|路基|河道)?宽(?:约|为|达)?(?:[2-9]|\d{2})(?:\.\d)?)(?<mark2>公里|千米|毫米)(?=[，。；、])/g,
      message: "“$0”与所说的量不符，应为“米”，请核对。",
      suggest: "米",
    },
    {
      regex: /(?<=PM(?:2\.5|10|₂\.₅|₁₀)[^，。；\d]{0,14}(?:[3-9]|\d{2,3})(?:\.\d)?)毫克(?=[/／每]立方米)/g,
      message: "PM2.5、PM10的浓度以“微克/立方米”计，请核对。",
      suggest: "微克",
    },
    {
      regex: /(?<=(?:噪声|噪音)[^，。；\d]{0,12}\d{2,3})(?:分钟|公斤|毫米|米|度|赫兹|千瓦)(?=[，。；、）])/g,
      message: "噪声以“分贝”计，请核对。",
      suggest: "分贝",
    },
    {
      regex:
        /(?<=(?<!\d)(?:10|35|110|220|330|500|750|800|1000))千瓦(?=(?:特高压|智能|输变电|变电|输电|线路|电网|开关站|架空))/g,
      message: "电压以“千伏”计，请核对。",
      suggest: "千伏",
    },
    {
      regex:
        /(?<=时速(?:为|达到?|约)?\d{2,3})(?:米|公斤|吨|千瓦)(?![/每])|(?<=(?:净重|毛重|体重|重量|载重)(?:为|约|达)?\d[\d.]{0,6})(?:平方米|立方米|公里|千米)/g,
      message: "“$0”与所说的量不符，请核对。",
    },
    {
      regex:
        /(?<=\d[万亿]?)(?:吨\/立方米|立方米\/吨|元\/万元|亩\/公顷)(?=[，。；、）])(?<!(?:密度|容重|价|比)[^，。；]{0,12}\d[\d.]{0,8}[万亿]?[^\d]{2,6})/g,
      message: "两个单位只留一个，请核对。",
    },
    {
      regex: /(?<=\d)[㎞㎏㎝㎜㎎](?![/／])/g,
      message: "计量单位不用这个合成的字符，请分写成字母。",
      suggest: ([mark]) => [mark.normalize("NFKC")],
      severity: "hint",
    },
  ],
  wrong: [
    { text: "水库库容由120万立方米扩大到150万⟦平方米⟧。", first: "立方米" },
    { text: "绿地面积从3.2公顷增加到5.6⟦公里⟧。", first: "公顷" },
    { text: "受益群众由800户增加到1200⟦吨⟧。", first: "户" },
    { text: "光伏电站装机容量20万⟦千瓦时⟧。", first: "千瓦" },
    { text: "新建蓄水池容积300⟦平方米⟧。", first: "立方米" },
    { text: "粮食亩产由420公斤提高到460⟦吨⟧。", first: "公斤" },
    { text: "该大桥全长860⟦公里⟧，宽12米。", first: "米" },
    { text: "该村海拔1200⟦公里⟧。", first: "米" },
    { text: "PM2.5平均浓度为32⟦毫克⟧/立方米。", first: "微克" },
    { text: "新建110⟦千瓦⟧变电站2座。", first: "千伏" },
    { text: "24小时降雨量达165⟦m⟧。", first: "mm" },
  ],
  right: [
    "水库库容由120万立方米扩大到150万立方米，由3公里延长到5000米。",
    "受益群众由800户增加到1200户，办理时间由5天压缩到2小时。",
    "光伏电站装机容量20万千瓦，年发电量2亿千瓦时。",
    "新建蓄水池容积300立方米，面积100平方米。",
    "24小时降雨量达165毫米（165mm）。",
    "企业由12家增加到30多户企业。",
  ],
};
