/** Units outside the legal ones, 亩 in documents that leave the administration, and 人/次. */
import { cites, editing } from "../../authority";
import type { DocumentRule, PatternRule } from "../../rule";

const legalUnits = cites("《中华人民共和国法定计量单位》（国发〔1984〕28号）", "1984-02-27");

/** What to write instead, without the figure: whoever changes a unit must work the figure out anew, unless both are equal. */
const replacements: Readonly<Record<string, { readonly right: string; readonly isEqual?: true }>> = {
  公分: { right: "厘米", isEqual: true },
  公尺: { right: "米", isEqual: true },
  公升: { right: "升", isEqual: true },
  立升: { right: "升", isEqual: true },
  公厘: { right: "毫米", isEqual: true },
  瓩: { right: "千瓦", isEqual: true },
  市斤: { right: "千克（1市斤等于0.5千克）" },
  市两: { right: "克（1市两等于50克）" },
  市担: { right: "千克（1市担等于50千克）" },
  公担: { right: "千克（1公担等于100千克）" },
  市尺: { right: "米（1市尺等于三分之一米）" },
  市里: { right: "千米（1市里等于0.5千米）" },
  华里: { right: "千米（1华里等于0.5千米）" },
  市亩: { right: "公顷（1市亩等于十五分之一公顷）" },
  英尺: { right: "米（1英尺等于0.3048米）" },
  英寸: { right: "厘米（1英寸等于2.54厘米）" },
  英里: { right: "千米（1英里约等于1.609千米）" },
  英亩: { right: "公顷（1英亩约等于0.405公顷）" },
  平方英尺: { right: "平方米（1平方英尺约等于0.093平方米）" },
  平方英里: { right: "平方千米（1平方英里约等于2.59平方千米）" },
  英磅: { right: "千克" },
  磅: { right: "千克（1磅约等于0.454千克）" },
  盎司: { right: "克（1盎司约等于28.35克）" },
  加仑: { right: "升（1美制加仑约等于3.785升）" },
  品脱: { right: "升" },
  马力: { right: "千瓦（1马力约等于0.735千瓦）" },
  匹马力: { right: "千瓦（1马力约等于0.735千瓦）" },
  大卡: { right: "千焦（1大卡约等于4.186千焦）" },
  千卡: { right: "千焦（1千卡约等于4.186千焦）" },
  卡路里: { right: "焦（1卡约等于4.186焦）" },
  华氏度: { right: "摄氏度" },
  毫米汞柱: { right: "千帕（1毫米汞柱约等于0.133千帕）" },
  毫米水柱: { right: "帕" },
  标准大气压: { right: "千帕（1标准大气压等于101.325千帕）" },
  毫巴: { right: "百帕", isEqual: true },
  达因: { right: "牛" },
  尔格: { right: "焦" },
  公斤力: { right: "牛（1公斤力约等于9.8牛）" },
  伦琴: { right: "库每千克" },
  居里: { right: "贝可" },
};

const names = Object.keys(replacements)
  .sort((a, b) => b.length - a.length)
  .join("|");

export const notLegalUnit: PatternRule = {
  id: "unit-non-legal",
  category: "unit",
  title: "非法定计量单位",
  severity: "warning",
  fix: "suggest",
  authority: [legalUnits()],
  confidence: 0.85,
  scope: "pattern",
  antipatterns: [/毫米汞柱（/, /磅礴|磅秤|加仑港|居里夫|英寸（|千卡（/],
  patterns: [
    {
      regex: /(?<=每|[/／])(?:市斤|市亩|公分|公升|英亩|英尺|英寸|华里|市尺|市担|加仑)(?![一-龥]{0,1}[店机])/g,
      message: ([unit]) => `“${unit}”不是法定计量单位，应换算成${replacements[unit]?.right ?? "法定计量单位"}。`,
    },
    {
      regex: new RegExp(
        `(?<=(?:\\d|[万亿千百十两半几数多余]|(?<![第之的])[一二三四五六七八九])[ ]?)(?!(?<=一)市两[省县岸级])(?<mark>${names})(?!夫人|礴|秤|机|斯|特|照|网|屏|寸照|管|轮|液晶)`,
        "g",
      ),
      message: ([unit]) => {
        const entry = replacements[unit];
        const how = entry?.isEqual === true ? "应写作" : "应换算成";
        return `“${unit}”不是法定计量单位，${how}${entry?.right ?? "法定计量单位"}。`;
      },
      suggest: ([unit]) => {
        const entry = replacements[unit];
        return entry?.isEqual === true ? [entry.right] : [];
      },
    },
  ],
  wrong: [
    { text: "降雨量达30⟦公分⟧。", first: "厘米" },
    { text: "每户领取大米20⟦市斤⟧。" },
    { text: "管径为6⟦英寸⟧。" },
    { text: "拖拉机动力为80⟦马力⟧。" },
    { text: "水箱容积500⟦公升⟧。", first: "升" },
    { text: "全程三十⟦华里⟧。" },
    { text: "生猪收购价每⟦市斤⟧8元。" },
  ],
  right: [
    "降雨量达30厘米。",
    "办公分为两个区域，共公分三级，一市两省协同立法。",
    "加大马力抓进度，气势磅礴。",
    "每户领取大米10千克，收购价每公斤5元。",
    "十里八村，过磅登记。",
  ],
};

interface AreaFact {
  readonly legal: boolean;
  readonly mu: { readonly start: number; readonly end: number } | null;
}

const MU = /(?<![\d.])\d{1,9}(?:\.\d{1,4})?(?:多|余)?亩/;
/** Fields and woods are counted in 亩 by the statistics of farming itself. */
const FARMED =
  /[田林果茶菜粮油棉麻桑药稻麦渔菌]|耕地|种植|播种|灌溉|荒地|荒山|流转|承包|养殖|大棚|秸秆|基地|作物|绿化|花椒|草地|湿地|图斑/;

/** Land may be measured in 亩, and statistics in 万亩, so this is said once and only where no legal unit stands anywhere. */
export const mu: DocumentRule<AreaFact> = {
  id: "unit-mu",
  category: "unit",
  title: "面积只用“亩”",
  severity: "hint",
  fix: "none",
  authority: [legalUnits()],
  confidence: 0.5,
  scope: "document",
  needs: "亩公平",
  facts: ({ text, role }) => {
    const found = role === "meta" ? null : MU.exec(text);
    const legal = /公顷|平方米|平方公里|平方千米/.test(text);
    if (found === null || FARMED.test(text)) return legal ? { legal, mu: null } : null;
    return { legal, mu: { start: found.index, end: found.index + found[0].length } };
  },
  judge: (facts) => {
    if (facts.some(({ fact }) => fact.legal)) return [];
    const first = facts.find(({ fact }) => fact.mu !== null);
    if (first === undefined || first.fact.mu === null) return [];
    const message = "“亩”不是法定计量单位，对外发布宜用公顷或平方米，或者注明换算。";
    return [{ block: first.block, ...first.fact.mu, message }];
  },
  wrong: [
    { text: "项目占地⟦500亩⟧，明年开工。" },
    { text: "出让建设用地⟦35亩⟧，起始价1200万元。" },
    { text: "征收土地。\n共⟦1200余亩⟧。" },
  ],
  right: [
    "新建高标准农田350亩，改造果园200亩。",
    "承包300亩荒地，种起了富硒水稻。",
    "整治耕地33.3公顷。",
    "整治耕地500亩（33.3公顷）。",
    "全市粮食播种面积200万亩，亩均效益提高，每亩补助不变。",
  ],
};

export const personTimes: PatternRule = {
  id: "unit-renci",
  category: "unit",
  title: "“人/次”应为“人次”",
  severity: "hint",
  fix: "suggest",
  authority: [editing()],
  confidence: 0.85,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=\d[ ]?[万亿]?(?:多|余)?)(?<mark>(人|家|户|车|件|架|艘|班|辆|例|场|台|项|个)[/／]次)(?!元|数据|[/／])/g,
      message: "复合量词写作“$2次”，不加斜线。",
      suggest: "$2次",
    },
  ],
  wrong: [
    { text: "接待群众300⟦人/次⟧。", first: "人次" },
    { text: "检查企业62⟦家/次⟧。", first: "家次" },
    { text: "出动车辆1.2万⟦辆／次⟧。", first: "辆次" },
  ],
  right: ["接待群众300人次。", "收费标准为5元/次。", "门票为20元/人/次。", "每人/次限领一份。"],
};
