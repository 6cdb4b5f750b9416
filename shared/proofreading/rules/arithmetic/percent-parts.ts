/** Percentages that make up a whole by what they are of: instalments, levels that share a cost, ratios ten times too large, 下浮率 (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const P = "\\d{1,3}(?:\\.\\d{1,2})?";
const PERCENT = new RegExp(`(${P})[%％]`, "g");
const PAYS =
  "(?:拨付|支付|给付|兑现|发放|付款|付清|缴纳|交纳|补助|拨|付|预付|安排|下达)(?:[^，。；：%％\\d]{0,10}?)(?:的|至)?";
const LEVEL = "(?:中央|省|市|县|区|州|乡镇|村|个人|单位|企业|用人单位|政府|财政|集体|社会)";
const BEARS = "(?:级?(?:财政|资金)?(?:分别)?(?:各)?(?:承担|负担|补助|配套|出资|安排|分担|缴纳)|级?财政)";
const N = "\\d{1,9}(?:\\.\\d{1,4})?";

const sumOf = (text: string): number =>
  Array.from(text.matchAll(PERCENT), (found) => Number(found[1])).reduce((all, part) => all + part, 0);
const isOver = (text: string): boolean => Math.abs(sumOf(text) - 100) > 0.31 && sumOf(text) > 100 && sumOf(text) < 200;
const isOff = (text: string): boolean => Math.abs(sumOf(text) - 100) > 0.31 && sumOf(text) > 70 && sumOf(text) < 140;
const scale = (multiple: string | undefined): number => (multiple === "亿" ? 1e8 : multiple === "万" ? 1e4 : 1);
/** Cut off or rounded, a figure may be as much as one step of its last place off. */
const stepOf = (written: string): number => 10 ** -(written.split(".")[1]?.length ?? 0);

export const percentParts: PatternRule = {
  id: "calc-percent-parts",
  category: "amount",
  title: "分期、分担、折算的百分比不合",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<mark>(?:第一|首)[批期次年笔][^。；%％\\d]{0,12}${P}[%％][^。；%％\\d]{0,20}?(?:第二|次)[批期次年笔][^。；%％\\d]{0,12}${P}[%％](?:[^。；%％\\d]{0,20}?(?:第三|末|尾)[批期次年笔][^。；%％\\d]{0,12}${P}[%％])?)(?![^。；]{0,30}[%％])`,
        "g",
      ),
      message: ({ 0: text }) => `各期的比例相加为${Math.round(sumOf(text) * 100) / 100}%，超过100%，请核对。`,
      accept: ({ 0: text }) =>
        isOver(text) && !/增|降|率|累计|至|折|涨|占比/.test(text) && /拨|付|缴|支|兑|发|补|款/.test(text),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:${PAYS}(?:合同[价额]|总价|总额|总款|工程款|奖补资金|补助资金|资金|价款)?的?)${P}[%％][^。%％\\d]{2,40}?${PAYS}(?:余下|剩余|其余)(?:的)?${P}[%％])`,
        "g",
      ),
      message: ({ 0: text }) => `前后相加为${Math.round(sumOf(text) * 100) / 100}%，不是100%，请核对。`,
      accept: ({ 0: text }) => isOff(text) && !/增|降|率/.test(text),
    },
    {
      regex: new RegExp(
        `(?<mark>${LEVEL}${BEARS}${P}[%％](?:[、，和；]${LEVEL}${BEARS}${P}[%％]){1,3})(?![^。；]{0,6}[%％])`,
        "g",
      ),
      message: ({ 0: text }) => `各方的比例相加为${Math.round(sumOf(text) * 100) / 100}%，请核对。`,
      accept: ({ 0: text }) => isOver(text),
    },
    {
      regex: new RegExp(
        `(?<=[，。、：；按])(?<mark>(?!(?:笔试|面试|理论|实操|技能|业绩|考核|测试|平时|期末))[一-龥]{2,8}(?:成绩|分数|得分)?占(?:总成绩|总分|综合成绩)?的?${P}[%％](?:[、，和；及](?:[一-龥]{2,8}(?:成绩|分数|得分)?占(?:总成绩|总分|综合成绩)?的?${P}[%％])){1,3})(?=[^。；%％]{0,8}(?:比例|权重|合成|折算|计算|计入|加权))`,
        "g",
      ),
      message: ({ 0: text }) => `各项权重相加为${Math.round(sumOf(text) * 100) / 100}%，不是100%，请核对。`,
      accept: ({ 0: text }) => isOff(text),
    },
    {
      regex: new RegExp(
        `(?<=(?:笔试|面试|理论|实操|综合|总成绩|评分|权重|比例)[^。；]{0,20})(?<mark>(?:笔试|面试|理论|实操|技能|业绩|考核|测试|平时|期末)(?:成绩|考试|分数|得分|操作)?(?:占|按|×)?${P}[%％](?:[、，和；及+＋](?:笔试|面试|理论|实操|技能|业绩|考核|测试|平时|期末)(?:成绩|考试|分数|得分|操作)?(?:占|按|×)?${P}[%％]){1,3})`,
        "g",
      ),
      message: ({ 0: text }) => `各项权重相加为${Math.round(sumOf(text) * 100) / 100}%，不是100%，请核对。`,
      accept: ({ 0: text }) => isOff(text),
    },
    {
      regex: new RegExp(
        `(?<=(?:三次产业|一二三产业|第一、二、三产业|男女|男生、女生|城镇、农村)[^。；]{0,24}(?:比重|占比|比例)(?:分别)?(?:为|是|达到?|由[^。；]{5,30}调整为))(?<mark>${P}[%％][、，]${P}[%％](?:(?:和|、|及)${P}[%％])?)(?![^。；]{0,4}[%％])`,
        "g",
      ),
      message: ({ 0: text }) => `各项比重相加为${Math.round(sumOf(text) * 100) / 100}%，不是100%，请核对。`,
      accept: ({ 0: text }) => isOff(text),
    },
    {
      // 中标价437万元，较控制价460万元下浮5%
      regex: new RegExp(
        `(?<mark>(?:中标|成交|结算|合同|签约|采购|审定)[^。；，\\d]{0,6}(?<part>${N})(?<partBy>[万亿]?)元，(?:较|比)[^。；，\\d]{0,8}(?:控制价|限价|预算价?|概算|评估价|送审价)[^。；，\\d]{0,4}(?<whole>${N})(?<wholeBy>[万亿]?)元，?(?<rate>下浮|节约|降低|下降|核减|优惠)(?:率|了|幅度)?(?:为|达|约)?(?<stated>${N})[%％])`,
        "g",
      ),
      message: ({ groups }) =>
        `按前面两个数计算约为${realOf(groups).toFixed(1)}%，与“${groups?.stated ?? ""}%”不符，请核对。`,
      accept: ({ groups }) => {
        const [real, stated] = [realOf(groups), groups?.stated ?? ""];
        return Number.isFinite(real) && Math.abs(real - Number(stated)) > Math.max(stepOf(stated), 0.2);
      },
    },
    {
      regex: new RegExp(
        `(?<mark>(?:预付款|首付款|首款)[^。；，\\d]{0,8}${P}[%％][，、；][^。；，\\d]{0,10}(?:进度款|中期款|二期款|中间款)[^。；，\\d]{0,8}${P}[%％][，、；][^。；，\\d]{0,10}(?:尾款|余款|质保金|验收款|结算款)[^。；，\\d]{0,8}${P}[%％])|(?<mark2>(?:补助|补贴|财政|中央|上级)[^，。；\\d]{0,8}占[^，。；\\d]{0,10}${P}[%％][，、](?:企业|个人|群众|社会|地方|自筹|村集体)[^，。；\\d]{0,8}占[^，。；\\d]{0,10}${P}[%％])`,
        "g",
      ),
      message: ({ 0: text }) => `各项比例相加为${Math.round(sumOf(text) * 100) / 100}%，超过100%，请核对。`,
      accept: ({ 0: text }) => isOver(text) && !/增|降|率/.test(text),
    },
    {
      regex: new RegExp(
        `(?<mark>(?:笔试|理论|平时|书面)[^，。；、（\\d]{0,6}（(?:占)?${P}[%％]）(?:[、，]|和|与|及)[^，。；、（\\d]{0,8}（(?:占)?${P}[%％]）(?:(?:[、，]|和|与|及)[^，。；、（\\d]{0,8}（(?:占)?${P}[%％]）)?)`,
        "g",
      ),
      message: ({ 0: text }) => `各项权重相加为${Math.round(sumOf(text) * 100) / 100}%，不是100%，请核对。`,
      accept: ({ 0: text }) => isOff(text),
    },
    {
      // 控制价460万元，中标价437万元，下浮率5%
      regex: new RegExp(
        `(?<mark>(?:控制价|最高(?:投标)?限价|限价|预算价?|预算金额|概算|原价|评估价|起拍价|送审(?:价|金额|额)|计划价)(?:为|是|总额)?(?<whole>${N})(?<wholeBy>[万亿]?)元[，、；][^。；，\\d]{0,8}(?:中标|成交|结算|合同|签约|现|采购|拍卖|审定|实际)[^。；，\\d]{0,6}(?<part>${N})(?<partBy>[万亿]?)元[，、；](?:[比较][^，。；\\d]{2,10})?(?<rate>下浮|节约|节支|资金节约|降价|核减|审减|优惠|让利|溢价)(?:率|幅度|比例)?(?:为|达|约)?(?<stated>${N})[%％])`,
        "g",
      ),
      message: ({ groups }) =>
        `按前面两个数计算约为${realOf(groups).toFixed(1)}%，与“${groups?.stated ?? ""}%”不符，请核对。`,
      accept: ({ groups }) => {
        const [real, stated] = [realOf(groups), groups?.stated ?? ""];
        return Number.isFinite(real) && Math.abs(real - Number(stated)) > Math.max(stepOf(stated), 0.2);
      },
    },
    {
      // Ten or a hundred times what the two amounts give.
      regex: new RegExp(
        `(?<mark>(?<thing>[一-龥]{2,6}(?:经费|费用|投入|支出|投资|收入|产值|增加值|利润|资金|债务|余额))(?:为|达|达到|共|完成)?(?<part>${N})(?<partBy>[万亿]?)元[，、；](?:全年|当年|同期|实现)?[一-龥]{2,8}(?:收入|产值|总值|投资|支出|总额|资金|资产)(?:为|达|达到|共|完成)?(?<whole>${N})(?<wholeBy>[万亿]?)元[，、；][^，。；\\d]{0,16}(?:强度|占比|比重|占[^，。；\\d]{2,12}|率)(?:为|达|达到|约)?(?<stated>${N})[%％])`,
        "g",
      ),
      message: ({ groups }) =>
        `按前面两个数计算约为${shareOf(groups).toFixed(1)}%，与“${groups?.stated ?? ""}%”不符，请核对。`,
      accept: ({ groups, 0: text }) => {
        const [real, stated] = [shareOf(groups), Number(groups?.stated)];
        return (
          !/增长|下降|同比/.test(text) &&
          [10, 100, 1000, 0.1, 0.01].some((times) => Math.abs(stated / (real * times) - 1) < 0.06)
        );
      },
    },
  ],
  wrong: [
    { text: "补助资金分两批拨付：⟦第一批拨付70%，第二批拨付40%⟧。" },
    { text: "合同签订后⟦支付合同价款的30%，验收合格后支付剩余60%⟧。" },
    { text: "所需经费由⟦省级承担60%、市级承担30%、县级承担20%⟧。" },
    { text: "总成绩按⟦笔试成绩占60%、面试成绩占50%⟧的比例合成。" },
    { text: "三次产业占地区生产总值的比重分别为⟦12.4%、38.1%和50.5%⟧。" },
    { text: "该项目⟦中标价470万元，较最高限价500万元下浮0.6%⟧。" },
    { text: "合同约定⟦预付款30%，进度款50%，尾款30%⟧。" },
    { text: "总成绩由⟦笔试成绩（40%）和面试成绩（50%）⟧组成。" },
    { text: "工程⟦控制价500万元，中标价450万元，下浮率90%⟧。" },
    { text: "⟦研发费用300万元，主营业务收入6000万元，研发投入占比50%⟧。" },
  ],
  right: [
    "补助资金分两批拨付：第一批拨付60%，第二批拨付40%。",
    "合同签订后支付合同价款的30%，验收合格后支付剩余70%。",
    "所需经费由省级承担50%、市级承担30%、县级承担20%。",
    "总成绩按笔试成绩占60%、面试成绩占40%的比例合成。",
    "工程控制价500万元，中标价450万元，下浮率10%。",
    "研发费用300万元，主营业务收入6000万元，研发投入占比5%。",
    "第一批开工率80%，第二批开工率70%。",
  ],
};

type Groups = Readonly<Record<string, string>> | undefined;

/** What the second amount is below the first (above it where it says 溢价), in percent. */
function realOf(groups: Groups): number {
  const whole = Number(groups?.whole) * scale(groups?.wholeBy);
  const part = Number(groups?.part) * scale(groups?.partBy);
  return (groups?.rate === "溢价" ? part / whole - 1 : 1 - part / whole) * 100;
}

function shareOf(groups: Groups): number {
  return ((Number(groups?.part) * scale(groups?.partBy)) / (Number(groups?.whole) * scale(groups?.wholeBy))) * 100;
}
