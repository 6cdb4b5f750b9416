/** How a share of a hundred is written: 35%, never 百分之35, 35百分之 or a sign of another shape. */

import { gb15835, logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, PatternRule } from "../../rule";

export const percentForm: PatternRule = {
  id: "num-percent-form",
  category: "amount",
  title: "百分比写法不当",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("4.1"), logic()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: /(?<mark>(?<base>[百千])分之[ ]?(?<value>\d{1,5}(?:\.\d{1,4})?))(?![\d.％%]|[十百千万点])/g,
      message: "“百分之”后用汉字数字；用阿拉伯数字时写作“35%”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}${groups?.base === "百" ? "%" : "‰"}`],
    },
    {
      regex:
        /(?<![\d.])(?<mark>(?<value>\d{1,4}(?:\.\d{1,4})?)[ ]?(?:百分之|百分比|个百分比|巴仙|个[%％]|percent))(?![一二三四五六七八九十百零\d])/g,
      message: "百分数写作“35%”。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}%`],
    },
    {
      regex:
        /(?<=[占比率为是约达长降高了近过到至低减升加的](?<!中的))(?<mark>[%％](?<value>\d{1,3}(?:\.\d{1,4})?))(?![\d.A-Fa-f%])/g,
      message: "百分号写在数字后面。",
      suggest: ({ groups }) => [`${groups?.value ?? ""}%`],
    },
    {
      regex: /(?<=\d)(?<mark>[%％](?:个)?百分点)/g,
      message: "“%”与“百分点”只用一个。",
      suggest: ["个百分点", "%"],
    },
    {
      regex: /(?<mark>百分之[一二两三四五六七八九十百零点]{1,8}[%％])/g,
      message: "“百分之”与“%”重复，只用一种。",
      suggest: ([whole]) => [whole.slice(0, -1)],
    },
    {
      regex:
        /(?=[%％]的)(?<=(?:^|[，。；：、！？\s]|有|约|近|其中|全[市县区省]|超过|已有|共有|另有)(?<mark>(?:10[1-9]|1[1-9]\d|[2-9]\d\d)(?:\.\d{1,4})?(?=[%％])))[%％](?=的(?:受[检访查]|被|参[加与检评]|调查|抽[查检]|投票)?[\u4e00-\u9fff]{0,4}(?:企业|单位|网站|群众|居民|村民|农户|家庭|学生|教师|职工|干部|党员|代表|委员|市民|网民|项目|事项|产品|样品|批次|村|社区|乡镇|部门|学校|医院|商户|店|人员|人口|人|用户|车辆|建筑|道路|地区))/g,
      message: "其中一部分不会超过100%，请核对。",
    },
  ],
  wrong: [
    { text: "覆盖率达到⟦百分之35⟧。", first: "35%" },
    { text: "合格率为⟦95百分之⟧。", first: "95%" },
    { text: "占比⟦%12.5⟧。", first: "12.5%" },
    { text: "提高3.5⟦%个百分点⟧。", first: "个百分点" },
    { text: "满意率⟦百分之九十五%⟧。", first: "百分之九十五" },
    { text: "⟦130⟧%的受检企业整改合格。" },
  ],
  right: [
    "覆盖率达到35%，百分之三十五的网站合格。",
    "按120%的比例配备，完成计划的130%。",
    "网址中的%20表示空格。",
    "提高3.5个百分点。",
    "95%的受检企业整改合格，处以150%的罚款。",
  ],
};

interface SignFact {
  readonly right: number;
  readonly wide: readonly number[];
  readonly odd: readonly number[];
}

const SIGN = /(?<=[\d０-９])[ \u3000]?(?:(?<right>%)|(?<wide>％)|(?<odd>[﹪٪⁒℅]))/g;

export const percentSign: DocumentRule<SignFact> = {
  id: "num-percent-sign",
  category: "amount",
  title: "百分号字形不当",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835()],
  confidence: 0.85,
  scope: "document",
  needs: "%％﹪٪⁒℅",
  facts: ({ text }) => {
    const fact = { right: 0, wide: [] as number[], odd: [] as number[] };
    for (const { 0: whole, index, groups } of hitsOf(text, SIGN)) {
      if (groups?.right !== undefined) fact.right += 1;
      else if (groups?.wide !== undefined) fact.wide.push(index + whole.length - 1);
      else fact.odd.push(index + whole.length - 1);
    }
    return fact.right + fact.wide.length + fact.odd.length === 0 ? null : fact;
  },
  judge: (facts) => {
    const right = facts.reduce((sum, { fact }) => sum + fact.right, 0);
    const wide = facts.reduce((sum, { fact }) => sum + fact.wide.length, 0);
    // A text that has nothing but full-width signs is of one mind: say nothing.
    const isMixed = right > 0 || wide < 3;
    return facts.flatMap(({ block, fact }) =>
      [...fact.odd, ...(isMixed ? fact.wide : [])]
        .sort((a, b) => a - b)
        .map((start) => ({
          block,
          start,
          end: start + 1,
          message: "百分号用半角“%”，全文统一。",
          suggestions: ["%"],
        })),
    );
  },
  wrong: [
    { text: "增长12.3⟦﹪⟧。", first: "%" },
    { text: "合格率94.7%，下降8⟦％⟧。", first: "%" },
    { text: "抽检比例不低于10⟦％⟧。", first: "%" },
    { text: "占32⟦٪⟧。", first: "%" },
  ],
  right: ["增长12.3%，下降8%。", "占10％，又占20％，再占70％。", "百分号（％）表示占比。"],
};
