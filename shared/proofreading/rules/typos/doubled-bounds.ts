/** MC-02: a number bounded before and behind, a total said twice, a time said twice (A-6). */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const DIGITS = "[\\d.,]{0,9}\\d|[一二三四五六七八九十百千万亿两]{1,10}";
/** 三百, 5.2万: a number without what makes it approximate. */
const NUMBER = `(?:${DIGITS})[万亿]?`;
const UNIT =
  "(?:个|名|人|户|家|件|辆|台|座|所|位|起|套|条|亩|吨|元|万元|亿元|公里|米|平方米|立方米|公斤|千克|公顷|人次|场|次|篇|株|棵|份|间|栋|处|项|头|只|支|批|种|幅|册|本|张|分钟|小时|度|[%％]|个百分点|斤|平方公里|岁|顿|盏|盒|箱|顶|床)";
const SPAN = "(?:年|个?月|天|日|周|载|小时|分钟|个小时|星期)";
const DO =
  "(?:有|为|需要?|可|能|可以|能够|将|会|达到?|占|用|花|花费|投入|投资|缩短|减少|节约|节省|增加|增长|增收|提高|下降|降低|安排|筹集|新增|历时|持续|容纳|接待|吸引|培训|惠及|覆盖|涉及|生产|收入|支出|补贴|补助|发放|种植|完成|实现|带动|提供|缴纳|往返|步行|行驶|等待|办理|受益|服务|在|是|距|距离|长|宽|高|重|深|耗时|耗资|要|得|得到)";

/** Around, nearly. */
const ABOUT =
  "大约|大概|约莫|约摸|将近|接近|差不多|估计|预计约|(?<![节条制预签契特公隐简大相赴失违要履爽婉纽誓盟立])约";
const NEARLY = "(?<![最附邻远相亲靠接将临就新贴切逼])近";
const OVER = "超过|超出|突破|(?<![高反远])超|逾|不止";
const UNDER = "不足|不到|未满|少于|低于|不满|小于";
const LEAST = "至少|最少|起码|不少于|不低于";
const MOST = "至多|最多|不超过|不多于|不高于";

const message = ({ groups }: RegExpExecArray) =>
  `“${groups?.before ?? ""}”与“${groups?.behind ?? ""}”同时限定一个数目，留一个。`;

interface Bound {
  readonly before: string;
  readonly behind: string;
  /** 近十余年 is of time, not of about. */
  readonly notSpan?: true;
}

const bounds: readonly Bound[] = [
  { before: ABOUT, behind: "左右|上下|以上|以下|以内|之多" },
  { before: NEARLY, behind: "左右|上下|以上|以下|之多", notSpan: true },
  { before: OVER, behind: "左右|上下|以上|之多|开外" },
  { before: UNDER, behind: "上下|以上|以下|以内|之内|之多" },
  { before: LEAST, behind: "左右|上下|以上|之上" },
  { before: MOST, behind: "左右|上下|以上|以下|以内|之内" },
];

const NOT_PLACE = "(?![一两]?(?:侧|岸|开|班|级|游|下|学历|学位|职称|职务|水平|文化|的?(?:领导|干部|人员|单位|机构)))";

const around = bounds.map(
  ({ before, behind, notSpan }): Pattern => ({
    regex: new RegExp(
      `(?<before>${before})(?<middle>${DO}{0,2}了?(?:近|约)?${NUMBER}[多余几]?${UNIT}?${notSpan === true ? `(?!${SPAN})` : `${SPAN}?`})(?<behind>${behind})${NOT_PLACE}`,
      "g",
    ),
    message,
    suggest: ({ groups }) => [
      `${groups?.before ?? ""}${groups?.middle ?? ""}`,
      `${groups?.middle ?? ""}${groups?.behind ?? ""}`,
    ],
  }),
);

/** 近二百余名, 逾300多家: approximate before and inside. */
const inside: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?<before>${ABOUT}|${NEARLY}|${OVER}|${UNDER})(?<middle>${DO}?${NUMBER})(?<behind>余|多)(?=[万亿]?(?:${UNIT}|[一-龥]))(?!${SPAN}|[万亿]?${SPAN}|[的样少数]|额|震|元钱)`,
      "g",
    ),
    message,
    suggest: ({ groups }) => [
      `${groups?.before ?? ""}${groups?.middle ?? ""}`,
      `${groups?.middle ?? ""}${groups?.behind ?? ""}`,
    ],
  },
  {
    regex: new RegExp(
      `(?<middle>(?:${NUMBER}(?<before>[余多])|(?<some>[数几][十百千万]|十几|[二三四五六七八九]十几|好几[十百千]?)[万亿]?)${UNIT}?)(?<behind>左右|上下)${NOT_PLACE}`,
      "g",
    ),
    message: "数目已是约数，后面不再用“左右”“上下”。",
    suggest: ({ groups }) => [groups?.middle ?? ""],
  },
  {
    regex: new RegExp(
      `(?<behind>(?:以上|以下|以内)(?:左右|上下|之多)|(?:左右|上下)(?:以上|以下|以内|之多))${NOT_PLACE}`,
      "g",
    ),
    message: "“$0”同时限定一个数目，留一个。",
    suggest: ({ groups }) => [(groups?.behind ?? "").slice(0, 2)],
  },
  {
    regex: new RegExp(
      `(?<=${NUMBER}[多余]${UNIT})[多余](?=[，。；、]|[一-龥]{2})(?![种样数少元项功方彩年的次吃下震])`,
      "g",
    ),
    message: "“多”“余”用一个。",
    suggest: "",
  },
];

const WHAT =
  "投资|面积|金额|产值|里程|长度|人数|数|量|额|产量|价|资产|库容|装机容量|收入|支出|费用|户数|人口|成本|造价|分|规模|重量|时长|销售额|交易额";
const SUM = "共计|总计|合计|累计|一共|总共";

/** 共计总投资: a total of a total. */
const totals: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?<![公中国])(?<mark>${SUM}|(?<![公中总合一国])共)(?=总(?:${WHAT})(?:达|为|约|有|超|近|逾)?[\\d一二三四五六七八九十])`,
      "g",
    ),
    message: "“$0”与“总”重复，留一个。",
    suggest: "",
  },
  {
    regex: new RegExp(
      `总(?:${WHAT})(?<mark>${SUM}|共(?=有|达|为|约)?)(?=(?:达到?|为|约|有|超过?|近|逾)?[\\d一二三四五六七八九十])`,
      "g",
    ),
    message: "“总”与“$0”重复，留一个。",
    suggest: "",
    severity: "hint",
  },
  {
    regex: new RegExp(
      `(?:${SUM})(?<middle>(?!总)[一-龥]{2,4}(?:各[类种级项])?[^，。；：、\\d“一二三四五六七八九十]{1,14})(?<mark>${SUM}|共)(?=(?:有|达)?[\\d一二三四五六七八九十])`,
      "g",
    ),
    message: "前面已说总数，后面不再用“$0”。",
    suggest: "",
    accept: ({ groups }) => !/[公中]$|其中|，|或者?|以上|以下/.test(groups?.middle ?? ""),
  },
  {
    regex: /(?:平均|人均|户均|年均|日均|月均)(?<mark>平均|每人平均|每户平均|每年平均|每天平均|每人每)(?=[一-龥\d])/g,
    message: "“平均”说了两次，留一个。",
    suggest: "",
  },
  {
    regex:
      /(?:平均每|每)(?:人|户|天|日|年|月|亩|村|家)(?:[一-龥]{0,4})(?<mark>人均|户均|年均|月均|日均|亩均|平均每[人户天日年月亩]?)(?=[一-龥]{0,4}\d|[一-龥]{2})/g,
    message: "“每”与“$0”重复，留一个。",
    suggest: "",
    accept: ({ 0: whole }) =>
      !/每年(?:[一-龥]{0,4})(?:人均|户均|亩均|日均|月均)|亩均|每月(?:[一-龥]{0,4})(?:人均|户均|日均)|每天(?:[一-龥]{0,4})(?:人均|户均)|每人(?:[一-龥]{0,4})(?:年均|月均|日均)|每[户家村亩](?:[一-龥]{0,4})(?:年均|月均|日均|人均)/.test(
        whole,
      ),
  },
  {
    regex:
      /(?:同比|环比)(?<mark>(?:比|较)(?:去年|上年|上月|前年)(?:同期)?)(?=[一-龥])|(?:比|较)(?:去年|上年|前年)(?:同期)?(?:相比)?，?(?<again>同比)(?=[增上下降减提])/g,
    message: "“同比”就是同上年同期比，留一个。",
    suggest: "",
  },
];

const times: readonly Pattern[] = [
  {
    regex: /(?<=(?:自|从)[^，。；]{1,16})起(?<mark>就?开始)(?=[一-龥]{2})(?!日|时间)/g,
    message: "“起”与“开始”重复，留一个。",
    suggest: "",
  },
  {
    regex: /截[至止](?:日期|时间)(?:是|为)?(?<mark>截[至止]到?|到|至)(?=\d|今|本)/g,
    message: "“截止时间”后面不再用“$0”，写“为”。",
    suggest: "为",
  },
  {
    regex:
      /(?<mark>每年|每月|每周|每天)(?:都|均)?(?:举行|举办|召开|开展)?(?=一年一度|一月一次|一周一次|一天一次|每年|每月|每周|每天)/g,
    message: "“每年”与“一年一度”重复，留一个。",
    suggest: "",
  },
  {
    regex:
      /(?<=历时|经过|为期|耗时|用时|长达|持续)[\d一二三四五六七八九十百半两几数多余]{1,6}(?:个)?(?:年|月|天|日|周|小时|分钟|星期)(?:多|余)?(?<mark>的时间之久|时间之久|之久的时间|左右的时间之久)/g,
    message: "时间长短说了两次，留一种。",
    suggest: "",
  },
  {
    regex: /(?<mark>提前)(?=[^，。；]{0,10}(?:之前|以前)(?:提前))/g,
    message: "“提前”说了两次，留一个。",
    suggest: "",
  },
];

export const doubledBound: PatternRule = {
  id: "grammar-doubled-bound",
  category: "collocation",
  title: "数目、时间重复限定",
  severity: "warning",
  fix: "suggest",
  authority: [editing("语义重复")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [...around, ...inside, ...totals, ...times],
  wrong: [
    { text: "扩建后⟦大约可容纳三百人左右⟧。", first: "大约可容纳三百人" },
    { text: "检修期间⟦至少两天以上⟧不能供水。", first: "至少两天" },
    { text: "现场来了⟦近百余⟧名村民。", first: "近百" },
    { text: "展厅每天接待⟦数百人左右⟧。", first: "数百人" },
    { text: "项目⟦合计⟧总造价2亿元。", first: "" },
    { text: "上半年累计调处矛盾纠纷⟦共计⟧90件。", first: "" },
    { text: "新票价自下月1日起⟦开始⟧执行。", first: "" },
    { text: "客流量同比⟦比去年⟧增长一成。", first: "" },
  ],
  right: [
    "震后发生两百多次余震，扩建后大约可容纳三百人，检修期间至少两天不能供水，来了百余名村民。",
    "近十余年来，60岁以上人口超过三成的社区；库区左右两岸，上下游协同。",
    "节约30万元左右，公约3条以上，合计造价2亿元，公共财政累计支出3亿元。",
    "累计三千以上的通讯群组或者关注人员账号数累计三万以上的，从1日起执行。",
    "客流量同比增长一成，比去年增长一成；平均每家企业的亩均税收提高10%。",
  ],
};
