/** MC-01: common official words with their two characters in the wrong order, where that order is no word. */
import { dictionary } from "../../authority";
import type { TermRule } from "../../rule";

/** `错>对`: orders that no text writes, not even by two words meeting. */
const pairs = `
彻贯>贯彻 善完>完善 贫扶>扶贫 贫脱>脱贫 患隐>隐患 励奖>奖励 洁廉>廉洁 败腐>腐败 裁仲>仲裁 诉投>投诉 询咨>咨询 馈反>反馈
盾矛>矛盾 纷纠>纠纷 势趋>趋势 距差>差距 研调>调研 导辅>辅导 固巩>巩固 展拓>拓展 践实>实践 持坚>坚持 循遵>遵循 订修>修订
善慈>慈善 愿志>志愿 赠捐>捐赠 姻婚>婚姻 籍户>户籍 彰表>表彰 誉荣>荣誉 献贡>贡献 悟觉>觉悟 献奉>奉献 斗奋>奋斗 力努>努力
厉严>严厉 著显>显著 速迅>迅速 止禁>禁止 担承>承担 争竞>竞争 断垄>垄断 易贸>贸易 游旅>旅游 论舆>舆论 圾垃>垃圾 迁拆>拆迁
赁租>租赁 署签>签署 述阐>阐述 格严>严格 济经>经济 策决>决策
`;

/** Where two words meet in that order after all: 支持|坚持, 搏斗|奋战. */
const meeting: Readonly<Record<string, readonly string[]>> = {
  持坚: ["支持坚", "坚持坚", "保持坚", "扶持坚", "维持坚", "主持坚"],
  斗奋: ["搏斗奋", "战斗奋", "奋斗奋", "拼斗奋"],
  力努: ["全力努", "着力努", "大力努", "奋力努"],
  止禁: ["停止禁", "禁止禁"],
  济经: ["救济经", "接济经"],
  格严: ["资格严", "价格严", "规格严"],
  著显: ["显著显"],
};

export const transposedWord: TermRule = {
  id: "typo-transposed-word",
  category: "extra-character",
  title: "字序颠倒",
  severity: "error",
  fix: "suggest",
  authority: [dictionary()],
  confidence: 0.93,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "terms",
  terms: pairs
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [wrong = "", right = ""] = pair.split(">");
      const unless = meeting[wrong];
      return { wrong, right: [right], why: "两个字前后颠倒", ...(unless === undefined ? {} : { unless }) };
    }),
  wrong: [
    { text: "⟦持坚⟧问题导向。", first: "坚持" },
    { text: "及时⟦馈反⟧办理结果。", first: "反馈" },
    { text: "化解⟦盾矛⟧。", first: "矛盾" },
  ],
  right: ["坚持问题导向，支持坚持市场定位的机构，与洪水搏斗奋战一夜。", "及时反馈办理结果。", "化解矛盾纠纷。"],
};
