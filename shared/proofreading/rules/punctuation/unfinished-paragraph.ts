/** A paragraph of running text without a full stop at its end (GB/T 15834-2011 4.1). */
import { gb15834 } from "../../authority";
import type { DocumentRule, Match, TextBlock } from "../../rule";

const SHORTEST = 20;
const NUMBERED =
  /^(?:第[一二三四五六七八九十百零〇]{1,5}[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])/;

export const unfinishedParagraph: DocumentRule<TextBlock> = {
  id: "unfinished-paragraph",
  category: "punctuation",
  title: "段末缺少标点",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("4.1")],
  confidence: 0.7,
  wraps: true,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => {
    const blocks = facts.map(({ fact }) => fact);
    const texts = blocks.filter((block) => block.role === "body" || block.role === "list" || block.role === "heading");
    const whole = texts.map((block) => block.text).join("\n");
    return texts.flatMap((block, index) => judge(block, texts[index + 1], whole));
  },
  wrong: [
    { text: "各地区各部门要高度重视政府网站管理工作，切实落实主体责任，按要求完成整⟦改⟧", first: "改。" },
    { text: "第一条 为规范网站管理，根据有关规定，结合我市实际，制定本办⟦法⟧\n第二条 适用范围。", first: "法。" },
    { text: "（一）网站由主办单位管理，每季度检查一次并及时报送结⟦果⟧\n（二）另行规定。" },
  ],
  right: [
    "各地区各部门要高度重视政府网站管理工作，切实落实主体责任。",
    "某市人民政府办公室关于做好网站检查、整改和报送工作的通知",
    "本市负责统筹，县区负责统\n筹本地区的网站管理工作，并及时报送。",
    "南充市人民政府办公室，2023年1月11日",
    "各县（市、区）人民政府，市政府各部门、各直属机构，有关单位：",
  ],
};

function judge(block: TextBlock, next: TextBlock | undefined, whole: string): Match[] {
  const text = block.text.trimEnd();
  const last = text.slice(-1);
  if (block.role === "heading" || text.length < SHORTEST || !/[，；。]/.test(text)) return [];
  if (!/[\u4e00-\u9fff]/.test(last) || /(?:通知|公告|办公室|人民政府|年|月|日)$/.test(text)) return [];
  if (next !== undefined && !NUMBERED.test(next.text) && next.role !== "heading" && isContinued(text, next.text, whole))
    return [];
  const start = text.length - 1;
  return [{ block: block.id, start, end: start + 1, message: "段落末尾缺少句末标点。", suggestions: [`${last}。`] }];
}

/** A line cut in the middle of a sentence: the seam makes a word seen elsewhere, a pair is open, or only a scrap follows. */
function isContinued(text: string, next: string, whole: string): boolean {
  const seam = text.slice(-1) + next.slice(0, 1);
  const opens = (text.match(/[“《（(]/g)?.length ?? 0) > (text.match(/[”》）)]/g)?.length ?? 0);
  return opens || whole.includes(seam) || /^[^，。；：]{1,3}[，。；]/.test(next) || /^[，。；：、）”》]/.test(next);
}
