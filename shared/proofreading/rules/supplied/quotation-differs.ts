/** 引文与登记的原文不一致 (R6). Quiet until an administrator's pack brings the texts that are quoted. */
import { cites } from "../../authority";
import { quotationsIn } from "../../engine/quotations";
import type { BlockRule, Match, TextBlock } from "../../rule";

const AROUND = 4;

const lexicon = {
  sources: [
    {
      title: "某市政务服务条例",
      text: "第三条 政务服务应当遵循公开透明、便民高效、公平公正的原则，不得增设办事环节和证明材料。",
    },
  ],
};

export const quotationDiffers: BlockRule = {
  scope: "block",
  id: "quotation-differs",
  category: "quotation",
  title: "引文与原文不一致",
  severity: "error",
  fix: "suggest",
  authority: [cites("单位登记的原文")(), cites("GB/T 15834-2011《标点符号用法》", "2012-06-01")("4.8")],
  confidence: 0.9,
  needs: "”’」』",
  alsoInQuotations: true,
  find: (block, { lexicon: { sources } }) =>
    quotationsIn(block.text, sources).flatMap(({ title, differences }) =>
      differences.map((one) => differenceAt(block, title, one)),
    ),
  setting: { lexicon },
  wrong: [
    { text: "条例规定“政务服务应当遵循公开透明、⟦利⟧民高效、公平公正的原则”。", first: "便" },
    { text: "条例要求“公平公正的原则，不得增设办事⟦流程⟧和证明材料”。", first: "环节" },
    { text: "第三条要求“政务服务应当遵循公开透明、便民高效⟦、⟧公正的原则，不得增设办事环节”。", first: "、公平" },
    { text: "第三条要求“政务服务应当遵循公开透明、便民高效、公平公正的原则，不得⟦再⟧增设办事环节和证明材料”。" },
  ],
  right: [
    "条例规定“政务服务应当遵循公开透明、便民高效、公平公正的原则”。",
    "条例规定“政务服务应当遵循公开透明、 便民高效、公平公正的原则”，各单位要落实。",
    "政务服务要做到“公开透明”，努力实现“利民高效”。",
    "会议提出“政务服务要持续优化流程、压减时限、改进作风，让群众少跑腿”。",
  ],
};

function differenceAt(
  block: TextBlock,
  title: string,
  { start, end, source }: { start: number; end: number; source: string },
): Match {
  // Where only the source has something, the character before stands for the place.
  const from = start === end ? Math.max(0, start - 1) : start;
  const kept = block.text.slice(from, start);
  const before = block.text.slice(Math.max(0, from - AROUND), from);
  const after = block.text.slice(end, end + AROUND);
  const reading = kept + source;
  const difference = `引文作“${before}【${block.text.slice(from, end)}】${after}”，原文作“${before}【${reading}】${after}”`;
  return {
    block: block.id,
    start: from,
    end,
    message: `与登记的《${title}》原文不一致：${difference}，请核对原文。`,
    suggestions: [reading],
  };
}
