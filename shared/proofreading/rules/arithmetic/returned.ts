/** More came back than went out: 发出选票220张，收回221张 (MC-06). */
import { logic } from "../../authority";
import type { PatternRule } from "../../rule";

const AMOUNT = (name: string): string => `(?<${name}>\\d{1,7})`;

export const tooMany: PatternRule = {
  id: "calc-too-many",
  category: "arithmetic",
  title: "收回、实到多于发出、应到",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.92,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `发[出放](?:选票|问卷|调查问卷|表决票|测评表|民主测评表|推荐表|征求意见表|票)?(?:共)?(?<mark>${AMOUNT("out")}(?<unit>[张份])[，,、](?:共|实际|实)?(?:收回|回收)(?:有效)?(?:选票|问卷|调查问卷|表决票|测评表|票)?(?:共)?${AMOUNT("back")}\\k<unit>)`,
        "g",
      ),
      message: "收回的多于发出的，请核对。",
      accept: ({ groups }) => Number(groups?.back) > Number(groups?.out),
    },
    {
      regex: new RegExp(
        `(?:报名|报考|应考)(?:人数)?(?:共|为|达)?(?<mark>${AMOUNT("out")}[人名][，,](?:其中)?(?:实际)?(?:参加考试|参考|到考|实考)(?:人数)?(?:的?有|为)?${AMOUNT("back")}[人名])`,
        "g",
      ),
      message: "参加考试的多于报名的，请核对。",
      accept: ({ groups }) => Number(groups?.back) > Number(groups?.out),
    },
    {
      regex: new RegExp(
        `(?:检查|抽检|抽查|检测|检定)[^，。；\\d]{0,12}(?<mark>${AMOUNT("out")}(?<unit>批次|[家台件个批户份])[，,](?:其中)?(?:检出)?不?合格[^，。；\\d]{0,6}${AMOUNT("back")}\\k<unit>)`,
        "g",
      ),
      message: "合格、不合格的多于检查的，请核对。",
      accept: ({ groups }) => Number(groups?.back) > Number(groups?.out),
    },
  ],
  wrong: [
    { text: "共发出选票⟦220张，收回221张⟧。" },
    { text: "报名⟦1200人，实际参加考试1280人⟧。" },
    { text: "抽检食品⟦96批次，合格106批次⟧。" },
  ],
  right: [
    "共发出选票220张，收回220张。",
    "报名1200人，实际参加考试1080人。",
    "抽检食品96批次，合格94批次，发放问卷500份，回收482份。",
  ],
};
