/** MC-05: another word inside wording that is always the same: “两个毫不犹豫”, 立德育人根本任务, 藏粮于地、藏粮于田. */
import { cites } from "../../authority";
import { setWordings } from "../../packs/set-wordings";
import type { BlockRule, Match } from "../../rule";
import { setFrames } from "../../slips/data/set-frames";
import { SetFrames } from "../../slips/set-frames";

const frames = new SetFrames(setWordings + setFrames);

export const setWording: BlockRule = {
  id: "wording-set-wording",
  category: "party-wording",
  title: "固定提法换了词",
  severity: "warning",
  fix: "suggest",
  authority: [cites("党的全国代表大会报告、决议和中央文件的规范提法")()],
  confidence: 0.85,
  checks: ["MC-03", "MC-05"],
  yieldsToVocabulary: true,
  scope: "block",
  words: frames.words,
  find: ({ id, text }) => {
    const matches = new Map<string, Match>();
    for (const { start, end, right, frame } of frames.find(text)) {
      const message = `“${frame}”是固定提法，这里写作“${text.slice(start, end)}”，请核对。`;
      matches.set(`${start},${end}`, { block: id, start, end, message, suggestions: [right] });
    }
    return [...matches.values()];
  },
  wrong: [
    { text: "坚持“两个毫不⟦犹豫⟧”，支持民营经济发展。", first: "动摇" },
    { text: "落实立德⟦育人⟧根本任务。", first: "树人" },
    { text: "实施藏粮于地、藏粮于⟦田⟧战略。", first: "技" },
    { text: "深刻领悟“两个确立”的决定性⟦作用⟧，做到“两个维护”。", first: "意义" },
    { text: "运用“千村示范、万村⟦改造⟧”工程经验。", first: "整治" },
    { text: "牢牢守住不发生⟦规模性⟧金融风险的底线。", first: "系统性" },
  ],
  right: [
    "坚持“两个毫不动摇”，落实立德树人根本任务。",
    "实施藏粮于地、藏粮于技战略，学习“千村示范、万村整治”工程经验。",
    "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    "守住不发生系统性金融风险的底线，守住不发生规模性返贫的底线。",
    "把立德树人作为教育的根本任务，把藏粮于地落到实处。",
  ],
};
