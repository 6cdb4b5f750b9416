/** Figures and tables: numbered once each; a figure spoken of is there. */
import { editing } from "../../authority";
import type { DocumentRule, Match } from "../../rule";

interface Figure {
  /** 图1, 表2-1 at the head of a caption; empty when the block speaks of a figure. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isImage: boolean;
}

const CAPTION = /^([图表])[ ]?(\d{1,2}(?:[-－.．]\d{1,2}){0,2})(?=[ \u3000：:．.]|[\u4e00-\u9fff《])/;
const SPOKEN = /(?:^|[（(。])图为[\u4e00-\u9fff]/;

export const figureNumber: DocumentRule<Figure> = {
  id: "web-image-alt",
  category: "accessibility",
  title: "图号重复、有图说而无图",
  severity: "hint",
  fix: "none",
  authority: [editing()],
  confidence: 0.8,
  checks: ["MC-33", "MC-43"],
  roles: ["body", "caption", "heading", "list"],
  carried: "part",
  seeks: [CAPTION, SPOKEN],
  scope: "document",
  facts: ({ text, part }) => {
    const isImage = part?.kind === "image";
    const caption = text.length <= 60 && !/[。；]$/.test(text) ? CAPTION.exec(text) : null;
    if (caption !== null) {
      const label = `${caption[1]}${(caption[2] ?? "").replace(/[－.．]/g, "-")}`;
      return { label, start: 0, end: caption[0].length, text, isImage };
    }
    const spoken = SPOKEN.exec(text);
    if (spoken === null) return isImage ? { label: "", start: 0, end: 0, text: "", isImage } : null;
    const start = spoken.index + spoken[0].indexOf("图为");
    return { label: "", start, end: start + 2, text: "", isImage };
  },
  judge: (facts, { metadata }) => {
    const seen = new Map<string, string>();
    const hasImage = metadata === null || facts.some(({ fact }) => fact.isImage);
    return facts.flatMap(({ block, fact }): Match[] => {
      const { label, start, end, text } = fact;
      if (label === "") {
        const message = "文中有“图为……”的图说，但没有图片，请补上图片或删去图说。";
        return hasImage || start === end ? [] : [{ block, start, end, message }];
      }
      const before = seen.get(label);
      seen.set(label, text);
      // The replacement text of a figure repeats its caption.
      if (before === undefined || before === text || fact.isImage) return [];
      return [{ block, start, end, message: `${label}出现了两次，图号、表号不应重复。` }];
    });
  },
  wrong: [
    { text: "图1 启动仪式\n略。\n⟦图1⟧ 颁奖现场" },
    { text: "表2 收入情况\n⟦表2⟧ 支出情况" },
    { text: "图3-1：厂区\n⟦图3-1⟧：车间" },
    { text: "⟦图为⟧活动现场。", metadata: {} },
  ],
  right: [
    "图1 启动仪式\n图2 颁奖现场",
    "表1 收入\n图1 支出",
    "图1显示，收入逐年增长。\n图1中的数据来自统计局。",
    "图为活动现场。",
  ],
};
