/** MC-01: common official words with their two characters in the wrong order, where that order is no word. */
import { dictionary } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule } from "../../rule";
import { isJoined } from "./joints";

/** `错>对`: orders in which no word is written; two words may meet in them. */
const pairs = `
彻贯>贯彻 善完>完善 贫扶>扶贫 贫脱>脱贫 患隐>隐患 励奖>奖励 洁廉>廉洁 败腐>腐败 裁仲>仲裁 诉投>投诉 询咨>咨询 馈反>反馈
盾矛>矛盾 纷纠>纠纷 势趋>趋势 距差>差距 研调>调研 导辅>辅导 固巩>巩固 展拓>拓展 践实>实践 持坚>坚持 循遵>遵循 订修>修订
善慈>慈善 愿志>志愿 赠捐>捐赠 姻婚>婚姻 籍户>户籍 彰表>表彰 誉荣>荣誉 献贡>贡献 悟觉>觉悟 献奉>奉献 斗奋>奋斗 力努>努力
厉严>严厉 著显>显著 速迅>迅速 止禁>禁止 担承>承担 争竞>竞争 断垄>垄断 易贸>贸易 游旅>旅游 论舆>舆论 圾垃>垃圾 迁拆>拆迁
赁租>租赁 署签>签署 述阐>阐述 格严>严格 济经>经济 策决>决策
`;

const rights: ReadonlyMap<string, string> = new Map(
  pairs
    .trim()
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, 2), pair.slice(3)]),
);
const wrongs = [...rights.keys()];
const pattern = new RegExp(wrongs.join("|"), "g");

/** 经济|经受, 妥善|完成, 增速|迅猛: one of the two belongs to the word beside it. */
const meets = (text: string, at: number): boolean =>
  isJoined(text.charAt(at - 1), text.charAt(at)) || isJoined(text.charAt(at + 1), text.charAt(at + 2));

export const transposedWord: BlockRule = {
  id: "typo-transposed-word",
  category: "extra-character",
  title: "字序颠倒",
  severity: "error",
  fix: "suggest",
  authority: [dictionary()],
  confidence: 0.93,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  words: wrongs,
  find: ({ id, text }) =>
    hitsOf(text, pattern).flatMap(({ index, 0: wrong }) => {
      const right = rights.get(wrong) ?? wrong;
      if (meets(text, index)) return [];
      const message = `“${wrong}”应为“${right}”：两个字前后颠倒。`;
      return [{ block: id, start: index, end: index + wrong.length, suggestions: [right], message }];
    }),
  wrong: [
    { text: "⟦持坚⟧问题导向。", first: "坚持" },
    { text: "及时⟦馈反⟧办理结果。", first: "反馈" },
    { text: "化解⟦盾矛⟧。", first: "矛盾" },
  ],
  right: [
    "坚持问题导向，支持坚持市场定位的机构，与洪水搏斗奋战一夜。",
    "及时反馈办理结果。",
    "化解矛盾纠纷。",
    "有关事项已妥善完成，搬迁拆除违法建筑，经济经受住了考验，增速迅猛。",
  ],
};
