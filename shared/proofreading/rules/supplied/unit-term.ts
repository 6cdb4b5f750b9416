/** 本单位勘误 (R19): words a unit or a person put into the dictionary because the machine had missed them. */
import { cites } from "../../authority";
import type { TermRule } from "../../rule";

export const unitTerm: TermRule = {
  scope: "terms",
  id: "unit-term",
  category: "wording",
  title: "本单位勘误表",
  severity: "warning",
  fix: "suggest",
  authority: [cites("本单位勘误表")()],
  confidence: 0.9,
  terms: [],
  setting: {
    lexicon: {
      terms: {
        "unit-term": [
          { wrong: "便民中心", right: ["政务服务中心"], why: "本单位统一用名" },
          { wrong: "晴川新区", right: ["晴川高新区"], why: "已更名", unless: ["原晴川新区"] },
          { wrong: "掌上办大厅", right: [], why: "已停用，请改写" },
        ],
      },
    },
  },
  wrong: [
    { text: "请到⟦便民中心⟧一楼办理。", first: "政务服务中心" },
    { text: "⟦晴川新区⟧管委会发布公告。", first: "晴川高新区" },
    { text: "也可以在⟦掌上办大厅⟧提交材料。" },
  ],
  right: ["请到政务服务中心一楼办理。", "原晴川新区管委会的文件继续有效。", "也可以在网上大厅提交材料。"],
};
