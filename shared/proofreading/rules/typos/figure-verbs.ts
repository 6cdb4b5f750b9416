/** MC-01, MC-02: a figure that moves by another verb than it can: 覆盖率由六成扩大到八成, 时限缩减了三天, 仪式隆重召开. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const NUMBER = "(?:[\\d.]{1,6}|[一二三四五六七八九十百两半]{1,5})";
const FROM = "(?:由|从)[^，。；]{2,16}";

interface Row {
  readonly figures: string;
  readonly wrong: string;
  readonly right: string;
  readonly between: string;
  readonly behind: string;
}

const rows: readonly Row[] = [
  {
    figures: "率|比重|占比|比例|水平|得分",
    between: FROM,
    wrong: "扩大|增强|加大|加强|改善|加快|增多",
    behind: "[到至为]",
    right: "提高",
  },
  {
    figures: "(?<!流)量|额|产值|收入|总数|人数|户数|人口|资产|投资",
    between: FROM,
    wrong: "加大|增强|加强|改善|扩展|加快",
    behind: "[到至为]",
    right: "增加",
  },
  {
    figures: "面积|规模|范围|容量",
    between: FROM,
    wrong: "增强|加强|加快|改善|提升",
    behind: "[到至为]",
    right: "扩大",
  },
  {
    figures: "成本|价格|费用|能耗|门槛|电价|气价|水价|利率|税率",
    between: `(?:${FROM})?`,
    wrong: "减轻|缩小|缩短|缩减|压减",
    behind: `[到至](?=${NUMBER})`,
    right: "降低",
  },
  {
    figures: "时限|工期|周期|期限|时长",
    between: `(?:再|平均|均|已|整体)?`,
    wrong: "缩减|降低|减轻|缩小|减小|精简",
    behind: `(?:了|到|至|为)?(?=近|约|${NUMBER}个?(?:工作日|天|日|小时|分钟|个?月|年))`,
    right: "缩短",
  },
  {
    figures: "时限|工期|周期|期限|时长|距离|里程",
    between: FROM,
    wrong: "缩减|降低|减轻|缩小|精简",
    behind: "[到至为]",
    right: "缩短",
  },
  {
    figures: "发生率|死亡率|发案率|失业率|投诉率|患病率|返贫率|空置率|事故率|发病率|发案数|致死率|辍学率",
    between: "[^，。；]{0,4}得到(?:了)?(?:有效|明显|显著|进一步|大幅|切实)*",
    wrong: "遏制|缓解|改善|解决|化解|消除|减轻",
    behind: "(?=[，。；])",
    right: "降低",
  },
  {
    figures: "效率|质量|满意度|知名度|合格率",
    between: "[^，。；的]{0,2}(?:明显|显著|大幅|不断|持续|稳步|进一步|逐步|有效|大大)",
    wrong: "增强|加强|扩大|增加|加大|加快|增多",
    behind: "(?=[，。；])",
    right: "提高",
  },
  {
    figures: "仪式|典礼",
    between: "(?!负责|工作|现场会|[^，。；]{0,24}[会后前上])[^，。；、的]{0,24}(?:隆重|正式|顺利|如期)?",
    wrong: "召开",
    behind: "(?=[，。；])",
    right: "举行",
  },
];

const movements = rows.map(
  ({ figures, between, wrong, behind, right }): Pattern => ({
    regex: new RegExp(
      `(?<=(?<figure>${figures})${between.replaceAll(")*", "){0,2}")})(?<mark>${wrong})(?=${behind})`,
      "g",
    ),
    message: ({ groups }) => `“${groups?.figure ?? ""}”与“${groups?.mark ?? ""}”不搭配，可写“${right}”。`,
    suggest: right,
  }),
);

export const figureVerb: PatternRule = {
  id: "grammar-figure-verb",
  category: "collocation",
  title: "数量与变化的动词不搭配",
  severity: "warning",
  fix: "suggest",
  authority: [editing("主谓搭配")],
  confidence: 0.8,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: movements,
  wrong: [
    { text: "自来水普及率从八成⟦加大⟧到九成五。", first: "提高" },
    { text: "窗口办件时限平均⟦缩减⟧了4个工作日。", first: "缩短" },
    { text: "全市交通事故死亡率得到有效⟦缓解⟧。", first: "降低" },
    { text: "新馆揭幕仪式在湿地公园隆重⟦召开⟧。", first: "举行" },
    { text: "游客总数由二十万人次⟦增强⟧到三十万人次。", first: "增加" },
  ],
  right: [
    "自来水普及率从八成提高到九成五，办件时限平均缩短了4个工作日。",
    "死亡率明显降低，蔓延势头得到有效遏制，揭幕仪式隆重举行，会议在启动仪式后召开。",
    "游客总数由二十万人次增加到三十万人次，面积由十亩扩大到二十亩。",
  ],
};
