/** Figures that cannot be: shares over 100 %, more days than a year has; percent where it is percentage points (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

/** Shares of a whole. 完成率, 普及率, 床位使用率, 毛入学率, 自给率 may exceed it. */
const SHARES =
  "(?:城镇化|森林覆盖|林木绿化|绿地|绿化覆盖|合格|及格|优良|优秀|优良天数比|满意|基本满意|出勤|到会|到考|参考|失业|就业|办结|按期办结|按时办结|成活|达标|中标|治愈|录取|录用|升学|巩固|回收利用|综合利用|无害化处理|不良贷款|脱贫|漏报|出庭应诉|公开|投票|参选|当选|入住|入园|验收合格|检出|抽检合格|兑现|整改|化解|调解成功)率|优良天数比例|优良天数占比";
const NUMBER = "\\d{1,4}(?:\\.\\d{1,2})?";

export const overWhole: PatternRule = {
  id: "calc-over-whole",
  category: "arithmetic",
  title: "比率、天数超过上限",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.93,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?:${SHARES})(?:[^，。；、\\d目增升降]{0,8}(?:为|达到?|是|到|提高到|上升到|由))?)(?<mark>(?<value>${NUMBER})[%％])`,
        "g",
      ),
      message: "这一比率不会超过100%，请核对。",
      accept: ({ groups }) => Number(groups?.value) > 100,
    },
    {
      regex:
        /(?<=(?:优良|达标|优|晴|雨|无霜期?|日照|重污染|轻度污染|中度污染)(?:天数)?(?:[^，。；\d累]{0,8}(?:为|达到?|有|共|是))?)(?<mark>(?<value>\d{3})天)/g,
      message: "一年没有这么多天，请核对。",
      accept: ({ groups, input, index }) =>
        Number(groups?.value) > 366 &&
        !/[两三四五六几]年|20\d{2}年?[—至到-]|累计/.test(input.slice(Math.max(0, index - 30), index)),
    },
  ],
  wrong: [
    { text: "常住人口城镇化率达到⟦156.8%⟧。" },
    { text: "全年空气质量优良天数为⟦368天⟧。" },
    { text: "群众满意率为⟦109.2%⟧。" },
    { text: "抽检合格率达⟦986%⟧。" },
  ],
  right: [
    "常住人口城镇化率达到56.8%，合格率为100%。",
    "全年空气质量优良天数为338天，三年累计优良天数为1012天。",
    "任务完成率为120%，毛入学率达到101.2%，满意率同比提高120%。",
  ],
};

const RATES =
  "(?:失业|城镇化|覆盖|合格|优良|满意|达标|就业|入学|升学|办结|普及|绿化|负债|不良贷款|不良|参保|死亡|出生|自然增长|成活|入园|及格|化解|增长|利用|支付|达产|恩格尔系数)率?|比重|占比|优良天数(?:比例|比率)";

export const percentOfRate: PatternRule = {
  id: "calc-percentage-point",
  category: "arithmetic",
  title: "比率的增减应为“个百分点”",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<=(?:${RATES.replace("|增长", "")})(?:分别|已|约)?(?:为|达到?|是|升至|降至)?${NUMBER}[%％][，,（(](?:同比|环比|(?:比|较)(?:上年|去年|上月|前年|年初|“?十三五”?末)(?:同期|末|底)?)(?:提高|上升|下降|降低|提升|增加|回落|减少)了?)(?<mark>(?<value>\\d{1,2}(?:\\.\\d{1,2})?)[%％])`,
        "g",
      ),
      message: "前面是百分比，增减的数应以“个百分点”计，请核对。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}个百分点`],
    },
  ],
  wrong: [
    { text: "城镇登记失业率为3.1%，比上年下降⟦0.4%⟧。", first: "0.4个百分点" },
    { text: "第三产业占比达到45%，同比提高⟦3%⟧。", first: "3个百分点" },
    { text: "森林覆盖率46.8%，较上年末提高⟦0.3%⟧。", first: "0.3个百分点" },
  ],
  right: [
    "城镇登记失业率为3.1%，比上年下降0.4个百分点。",
    "第三产业增加值45亿元，同比增长3%。",
    "合格率为98%，同比提高1.2个百分点，投资增长7%。",
  ],
};
