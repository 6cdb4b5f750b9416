/** Approximate twice, 近80多人, 至少5人以上, and approximate words joined with figures: 几10个, 10来天. */
import { editing, gb15835 } from "../../authority";
import { toChineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const FIGURE = "(?:\\d{1,9}(?:[.,]\\d{1,4}){0,3}|[一二两三四五六七八九十百千零]{1,8})";
const BEFORE = "约莫?|近|大约|大概|将近|接近|差不多|大致|估计约";
const OVER = "超过|超出|逾|突破|不少于|不低于|不超过|至少|最少|最多|至多|不足|不到|不止|少说";
const UNIT =
  "[家人个名户件起项宗例场期台辆艘架套座栋幢处所条份篇册张块头株棵位批种亩倍岁天元米吨斤次年月日里公千平立万亿小分课学群党干职市村居单企项网代游师学观亲儿老住]";
/** 30%以上 has a sign for its unit. */
const NOUN = "(?:[%％‰]|[\\u4e00-\\u9fff]{1,4}?)";

export const doublyApproximate: PatternRule = {
  id: "num-approx-double",
  category: "number",
  title: "概数重复",
  severity: "warning",
  fix: "suggest",
  authority: [editing(), gb15835()],
  confidence: 0.85,
  scope: "pattern",
  antipatterns: [/超过[^，。；]{0,8}多云/, /年月日以[前后]/],
  patterns: [
    {
      regex: new RegExp(
        `(?=[约近大将接差超逾突多高不至最少估])(?<![附最邻临贴靠亲走拉相逼抵制节契大])(?<mark>(?<word>${BEFORE}|${OVER})(?:为|有|达|了)?(?<figure>${FIGURE})(?<multiple>[万亿千百]{0,2})(?:多|余)(?<after>[万亿]?))(?=${UNIT})`,
        "g",
      ),
      message: "“$2”与“多”“余”都表示概数，只用一个。",
      suggest: ({ groups }) => [
        `${groups?.word ?? ""}${groups?.figure ?? ""}${groups?.multiple ?? ""}${groups?.after ?? ""}`,
        `${groups?.figure ?? ""}${groups?.multiple ?? ""}余${groups?.after ?? ""}`,
      ],
    },
    {
      regex: new RegExp(
        `(?=左右|上下|以[上下内]|之间)(?<=(?<mark>(?:至少|最少|最多|至多|不少于|不低于|不超过|不足|不到|超过|超出|突破|多达|高达|少说|不止|(?<![附最邻临贴靠亲走拉相逼抵制节契])(?:约莫?|近|大约|大概|将近|接近))(?:为|有|达|了)?${FIGURE}[万亿]?${NOUN}))(?<tail>左右|上下(?![游半级班车学一联]|两岸)|以[上下内](?!的?(?:各级|学|层次|职|单位|人员)))`,
        "g",
      ),
      message: "前面已经表示概数或界限，后面不再用“$0”。",
      accept: ({ groups }) => !isBound(groups?.mark ?? "", groups?.tail ?? ""),
      suggest: () => [],
    },
    {
      regex:
        /(?<=[\d十百千万亿]{1,9}[万亿]?)(?<mark>(?:多|余|几)(?:[万亿]?[\u4e00-\u9fff]{1,4}?)(?:左右|上下))(?![游两岸开为的级班车])/g,
      message: "“多”“余”与“左右”都表示概数，只用一个。",
    },
    {
      regex: /(?<=\d\.\d{1,3}[万亿])[多余](?=[元吨人户亩斤件平立公])/g,
      message: "数目已写到小数，不再用“$0”表示概数。",
      suggest: "",
      severity: "hint",
    },
    {
      regex:
        /(?<=[\d十百千万亿]{1,9}[万亿]?)(?<mark>(?:多|余)[家名人个户件次所座台辆亩吨元位项条](?:以上|以下|以内))(?!的?(?:学历|级))/g,
      message: "“多”“余”与“以上”“以下”都限定数目，只用一个。",
      suggest: ([whole]) => [whole.slice(0, 2), whole.slice(1)],
    },
    {
      regex: /(?<=\d[%％]?[\u4e00-\u9fff]{0,3})(?<mark>以[上下内](?:左右|上下)|左右(?:以上|以下|以内|上下))/g,
      message: "“$0”语义矛盾或重复，只用一个。",
      suggest: ([whole]) => [whole.slice(0, 2), whole.slice(2)],
    },
  ],
  wrong: [
    { text: "受益群众⟦近580多⟧人。", first: "近580" },
    { text: "培训学员⟦超过60余⟧名。", first: "超过60" },
    { text: "吸引游客400⟦余人次左右⟧。" },
    { text: "每组⟦至少5人⟧以上。" },
    { text: "满意率为38%⟦以上左右⟧。", first: "以上" },
    { text: "发放资料⟦约三千余⟧份。", first: "约三千" },
    { text: "实现产值12.5亿⟦余⟧元。", first: "" },
    { text: "联系合作社120⟦多家以上⟧。", first: "多家" },
    { text: "工期⟦不超过30天⟧以内。" },
  ],
  right: [
    "受益群众近580人，培训学员60余名。",
    "吸引游客400人次左右，每组至少5人。",
    "附近30余人前来围观，最近10多年变化明显。",
    "约5米，左右两侧各有一块。",
    "不少于30人，80%以上达标。",
    "合格率超过90%，上下游企业20多家。",
    "闲置农房多达6400余宗。",
  ],
};

/** 约…以上 may bound a range of its own: only 左右 and 上下 double 约, only 以上 doubles 至少. */
function isBound(mark: string, tail: string): boolean {
  if (/^(?:约|近|大约|大概|将近|接近)/.test(mark)) return !/左右|上下/.test(tail);
  if (/^(?:不超过|最多|至多|不足|不到)/.test(mark)) return tail === "以上";
  return /以[下内]/.test(tail);
}

const tens = (text: string): string => {
  const value = Number(text);
  if (value === 100) return "百";
  if (value === 1000) return "千";
  return value === 10 ? "十" : value < 100 ? toChineseNumber(value) : "";
};

export const approximateJoined: PatternRule = {
  id: "num-approx-joined",
  category: "number",
  title: "概数词与阿拉伯数字连用",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("4.2.2")],
  confidence: 0.85,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<mark>(?<word>好几|几|数|上)(?<figure>10{1,3}))(?=[余多]?[个家名人次天年件位种处台辆万亿元户亩米吨里])(?<![参指倍系基人次总分计复函级小奇偶位常代线以]数\d{2,4})(?<![\u4e00-\u9fff]上\d{2,4})/g,
      message: "带“几”“数”的概数用汉字。",
      suggest: ({ groups }) => [`${groups?.word ?? ""}${tens(groups?.figure ?? "")}`],
    },
    {
      regex: /(?<![\d.])(?<mark>[1-9]0(?:来|几))(?=[万亿]?[个家名人次天年件位种处台辆元户亩米吨里岁])/g,
      message: "带“来”“几”的概数用汉字，如“十来个”“二十几人”。",
      suggest: ([whole]) => [`${toChineseNumber(Number(whole.slice(0, 2)))}${whole.slice(2)}`],
    },
    {
      regex:
        /(?<![\d.、，第至到图表注附件则款条—～~-])(?<mark>([1-9])[、，]?([1-9])(?<scale>[十百千]))(?=[余多]?[万亿]?[个家名人次天年件位种处台辆元户亩米吨里岁])/g,
      message: "两个相邻数字表示概数，应写作“三四十”这样的汉字，中间不加顿号。",
      accept: ([, , a, b]) => Number(b) - Number(a) === 1,
      suggest: ([, , a, b, scale]) => [`${toChineseNumber(Number(a))}${toChineseNumber(Number(b))}${scale ?? ""}`],
    },
    {
      regex:
        /(?<![\d.、，第至到图表注附件则款条—～~一二三四五六七八九十-])(?<mark>(?<a>[一二三四五六七八九])(?<b>[1-9])|(?<c>[1-9])(?<d>[二三四五六七八九]))(?=[个家名人次天件位种处台辆户亩岁])/g,
      message: "两个相邻数字表示概数，应写作“三四”这样的汉字。",
      accept: ({ groups }) => pairOf(groups) !== null,
      suggest: ({ groups }) => [pairOf(groups) ?? ""],
    },
  ],
  wrong: [
    { text: "走访⟦几10⟧家企业。", first: "几十" },
    { text: "持续⟦10来⟧天。", first: "十来" },
    { text: "惠及⟦数100⟧户。", first: "数百" },
    { text: "需要⟦3、4十⟧天。", first: "三四十" },
    { text: "抽查⟦三4⟧个网站。", first: "三四" },
    { text: "参会的有⟦30几⟧人。", first: "三十几" },
  ],
  right: ["走访几十家企业，持续十来天。", "惠及数百户。", "倍数10个，人数100人。", "用时34天，抽查三四个网站。"],
};

function pairOf(groups: Record<string, string> | undefined): string | null {
  const a = groups?.a ?? toChineseNumber(Number(groups?.c ?? "0"));
  const b = groups?.d ?? toChineseNumber(Number(groups?.b ?? "0"));
  const order = "一二三四五六七八九";
  return order.indexOf(b) - order.indexOf(a) === 1 ? `${a}${b}` : null;
}
