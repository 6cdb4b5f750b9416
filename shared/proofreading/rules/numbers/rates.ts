/** Multiples, rates and percentage points that cannot be meant as written. */
import { editing, logic } from "../../authority";
import type { PatternRule } from "../../rule";

const NUMBER = "(?:\\d{1,6}(?:\\.\\d{1,4})?|[一二三四五六七八九十两百数几]{1,4})";

export const decreaseByMultiple: PatternRule = {
  id: "num-beishu",
  category: "amount",
  title: "减少、降低用“倍”",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<!不)(?<mark>(?:减少|下降|降低|缩小|缩短|减小|回落|锐减|下跌|减轻|缩减|压缩|减缓|降幅|跌幅|减幅|下滑|减低|调低|下调|降下来)(?:幅度)?(?:了|将?达到?|约|近|超过?){0,3}${NUMBER}(?:\\.\\d)?倍)(?!数|率|频|镜|以上的)`,
        "g",
      ),
      message: "减少、降低不能用“倍”，请改用百分数或分数。",
    },
    {
      regex: new RegExp(
        `比[^。，；]{1,16}(?<mark>(?:减少|少|低|小|短|轻|慢|便宜)了?(?:约|近)?${NUMBER}倍)(?!数|率)`,
        "g",
      ),
      message: "减少、降低不能用“倍”，请改用百分数或分数。",
    },
  ],
  wrong: [
    { text: "事故数量⟦下降了2倍⟧。" },
    { text: "办理时间⟦缩短三倍⟧。" },
    { text: "成本⟦降低近1.5倍⟧。" },
    { text: "投诉量比去年同期⟦少了两倍⟧。" },
    { text: "能耗⟦降幅达2倍⟧。" },
  ],
  right: ["事故数量下降了50%。", "产量增长了2倍。", "杠杆率由5倍下降到3倍。", "办理时间缩短三分之二，效率提高三倍。"],
};

const CAPPED =
  "合格率|优良率|覆盖率|普及率|及格率|优秀率|出勤率|到会率|参会率|到课率|满意率|满意度|好评率|参保率|成活率|绿化率|办结率|整改率|知晓率|参与率|投票率|通过率|正确率|准确率|入户率|回收率|处置率|处理率|达标率|到位率|完好率|巩固率|升学率|治愈率|检出率|阳性率|入住率|上座率|签约率|命中率|接种率|回复率|响应率|受理率|公开率|监管率|建档率|入学率|就业率|收集率|渗透率|占有率|死亡率|发病率|失业率|利用率|抽检率|检验率|达成率(?!超)|占比|比重";

export const rateOverHundred: PatternRule = {
  id: "num-over-100-rate",
  category: "amount",
  title: "比率超过100%",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  scope: "pattern",
  antipatterns: [/毛入学率[^，。；]{0,24}/, /产能利用率[^，。；]{0,24}/],
  patterns: [
    {
      regex: new RegExp(
        `(?:${CAPPED})(?:分别|均|已|都|约|将|平均|就|高|提高|提升|上升|增加|增长){0,3}(?:为|达到?|到|是|至|超过)?(?<mark>(?<value>1\\d{2}|[2-9]\\d{2})(?:\\.\\d{1,4})?[%％])`,
        "g",
      ),
      message: "这个比率不会超过100%，请核对。",
      accept: ([whole, , value]) => Number(value) > 100 || /100\.0*[1-9]/.test(whole),
    },
  ],
  wrong: [
    { text: "网站抽查合格率达到⟦102%⟧。" },
    { text: "群众满意度为⟦120%⟧。" },
    { text: "事项办结率提升至⟦100.5%⟧。" },
    { text: "住院费用占比达⟦135%⟧。" },
  ],
  right: [
    "网站抽查合格率达到98%。",
    "事项办结率达100%。",
    "计划完成率达到120%。",
    "高中阶段毛入学率达到102%。",
    "办结率为100.0%。",
  ],
};

export const repeatedUnit: PatternRule = {
  id: "num-yuan-unit",
  category: "amount",
  title: "金额或数量单位重复",
  severity: "warning",
  fix: "suggest",
  authority: [editing()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?=[元吨亩户公平美立千小分人家件辆个])(?<=[\d万亿千百十两]|[一二三四五六七八九]|美|港|欧|日)(?<mark>(元|吨|亩|户|公里|平方米|公顷|美元|立方米|公斤|千克|小时|分钟|人次|家次|件次|辆次|个百分点)\2)(?!素|旦|宵|件|月|年|村|居|型|口|数|均|籍|外|内|里|主|勋|老|首|帅|配|音)/g,
      message: "单位“$2”重复，应删去一个。",
      suggest: "$2",
    },
    {
      regex: /(?<=\d)(?<mark>([%％‰℃])[%％‰℃])/g,
      message: "符号重复，应删去一个。",
      suggest: "$2",
    },
    {
      regex:
        /(?=万万|亿亿|百万万|亿万)(?<=[\d.]\d{0,6})(?<mark>万万(?=元|人|亩|吨|户|件|平|美|斤|台|辆|次|个)|亿亿(?=元|人|美|吨|斤|立)|百万万|亿万(?=元|美元|吨|亩|立方))/g,
      message: "数量单位重复，请核对是“万”还是“亿”。",
      suggest: ([whole]) => Array.from(new Set(whole === "亿万" ? ["亿", "万"] : [whole.slice(0, -1)])),
    },
    {
      regex:
        /(?<=\d)(?<mark>(名|个|家|位|人|件|项|次)\2)(?!人|体|家|师|案|性|别|户|庭|均|士|牌|校|次|主|常|长|具|电|乡|访|大|们)(?=[\u4e00-\u9fff，。、；）])(?<!个个百)/g,
      message: "量词“$2”重复，应删去一个。",
      suggest: "$2",
    },
    {
      regex: /(?<mark>百分之[ ]?\d{1,6}(?:\.\d{1,4})?[%％])/g,
      message: "“百分之”与“%”重复，只用一种。",
      suggest: ([whole]) => [whole.replace(/^百分之[ ]?/, "")],
    },
    {
      regex: /(?<mark>[￥¥][ ]?\d[\d,]{0,14}(?:\.\d{1,4})?(?:万|亿)?元)/g,
      message: "“￥”与“元”重复，只用一种。",
      suggest: ([whole]) => [whole.replace(/^[￥¥][ ]?/, "")],
    },
  ],
  wrong: [
    { text: "补助资金5万⟦元元⟧。", first: "元" },
    { text: "投资3⟦亿万⟧元建设园区。", first: "亿" },
    { text: "增长⟦百分之5%⟧。", first: "5%" },
    { text: "合同金额为⟦￥12000元⟧。", first: "12000元" },
    { text: "占比为12⟦%％⟧。", first: "%" },
    { text: "共检查62⟦家家⟧企业。", first: "家" },
    { text: "新增2⟦万万⟧元。", first: "万" },
    { text: "建成道路12⟦公里公里⟧。", first: "公里" },
  ],
  right: [
    "补助资金5万元。",
    "亿万人民共同奋斗。",
    "5月1日元旦至元宵节",
    "62家家庭农场，3名名师，62个个体户，12人人均收入增长。",
    "增长百分之五，金额为￥12000。",
  ],
};

export const pointsForPercent: PatternRule = {
  id: "num-baifendian",
  category: "amount",
  title: "百分比与百分点混淆",
  severity: "hint",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.8,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?:提高|提升|上升|增长|增加|下降|降低|回落|减少|上涨|扩大|收窄|降|升)(?<mark>[到至]了?(?:约|近)?(\d{1,3}(?:\.\d{1,4})?)个百分点)/g,
      message: "“到”“至”后面是结果，用“%”；“个百分点”说的是变化的幅度。",
      suggest: ([, , value]) => [`到${value}%`, `${value}个百分点`],
    },
    {
      regex:
        /(?<!(?:下调|上调|调低|调高|降低|提高|下降|压降|降|升)[^，。；\d]{0,20})(?:占比|比重|占|率)(?:达到?|为|是|约)?(?<mark>(\d{1,3}(?:\.\d{1,4})?)个百分点)(?!左右的差)/g,
      message: "“个百分点”说的是变化的幅度，占比和比率用“%”。",
      suggest: ([, , value]) => [`${value}%`],
    },
    {
      regex:
        /(?:由|从)(?<a>\d{1,3}(?:\.\d{1,4})?)[%％](?:提高|提升|上升|增长|增加|下降|降低|回落|减少|降|升)[到至](?<b>\d{1,3}(?:\.\d{1,4})?)[%％]，(?:同比|累计|共|净)?(?:提高|提升|上升|增长|增加|下降|降低|回落|减少)了?(?<mark>(?<c>\d{1,3}(?:\.\d{1,4})?)[%％])/g,
      message: "两个百分比之间的差用“个百分点”，不用“%”。",
      accept: ({ groups }) => isDifference(groups?.a ?? "", groups?.b ?? "", groups?.c ?? ""),
      suggest: ({ groups }) => [`${groups?.c ?? ""}个百分点`],
    },
  ],
  wrong: [
    { text: "占比提高⟦到5个百分点⟧。", first: "到5%" },
    { text: "失业率下降⟦至4.5个百分点⟧。", first: "到4.5%" },
    { text: "第三产业占比达⟦52个百分点⟧。", first: "52%" },
    { text: "覆盖率由90%提高到95%，提高了⟦5%⟧。", first: "5个百分点" },
  ],
  right: [
    "占比提高5个百分点。",
    "失业率下降到4.5%。",
    "覆盖率由90%提高到95%，提高了5个百分点。",
    "产量由50%增长到60%，增长20%。",
    "增长率提高0.5个百分点，下调存款准备金率0.25个百分点。",
  ],
};

/** Whether c is |a − b|, in whole ten-thousandths. */
function isDifference(a: string, b: string, c: string): boolean {
  const scaled = (text: string) => Math.round(Number(text) * 10_000);
  return Math.abs(scaled(a) - scaled(b)) === scaled(c);
}
