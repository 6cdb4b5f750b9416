/** MC-33, MC-43: what people who cannot see the page need (GB/T 37668-2019, LA-23). */
import type { BlockPart } from "../../block-part";
import type { BlockFact, BlockRule, CellPlace, DocumentRule, Match } from "../../rule";
import { accessible } from "./link-text";

const picture = (name: string, more: Partial<Extract<BlockPart, { kind: "image" }>> = {}) =>
  ({ kind: "image", name, size: 90_000, caption: "", decorative: false, ...more }) as const;

/** Names that cameras, chat programs and word processors give. */
const MACHINE_NAME =
  /^(?:(?:IMG|DSC|DSCN|DSCF|MVIMG|PXL|P|Screenshot|image|img|pic|photo|图片|照片|截图|屏幕截图|微信图片|微信截图|QQ图片|QQ截图|未命名|未标题|新建|下载|图像|幻灯片|mmexport)[-_ .]?[\d()（）_\-.]{0,30}|[\d_\-a-f]{6,40}|图|图\d{1,2}|\d{1,5}|[a-z]{1,2}\d{0,3}|无|暂无|无(?:标题|说明|描述)|配图|插图|附图|图片(?:说明|描述|文字)|替代文字|一张(?:图片|照片)|untitled|null|undefined|alt|logo|[.…\-_*]{1,6})(?:\.(?:jpe?g|png|gif|bmp|webp))?$/i;

export const replacementText: BlockRule = {
  id: "image-alt-missing",
  category: "accessibility",
  title: "图片缺少替代文字",
  severity: "warning",
  fix: "none",
  authority: [accessible()],
  confidence: 0.97,
  checks: ["MC-43"],
  roles: ["caption"],
  scope: "block",
  find: ({ id, text, part }) => {
    if (part?.kind !== "image" || part.decorative) return [];
    const place = { block: id, start: 0, end: text.length };
    if (text.trim() === "")
      return [{ ...place, message: "图片没有替代文字，看不见图片的人无从了解内容，请补写；装饰图片请标为装饰。" }];
    const isName = text.trim() === part.name || MACHINE_NAME.test(text.trim());
    return isName ? [{ ...place, message: "替代文字只是文件名，请写出图片的内容。" }] : [];
  },
  setting: { role: "caption" },
  wrong: [
    { text: "⟦⟧", parts: [picture("会场.jpg")] },
    { text: "⟦IMG_20260301.jpg⟧", parts: [picture("a.jpg")] },
    { text: "⟦微信图片_20260301⟧", parts: [picture("b.jpg")] },
    { text: "⟦会场.jpg⟧", parts: [picture("会场.jpg")] },
    { text: "⟦图片1⟧", parts: [picture("c.png")] },
    { text: "⟦3⟧", parts: [picture("e.png")] },
    { text: "⟦无说明⟧", parts: [picture("f.png")] },
  ],
  right: [
    { text: "市民在大厅办理业务", parts: [picture("IMG_1.jpg")] },
    { text: "", parts: [picture("line.png", { decorative: true })] },
    "IMG_20260301.jpg",
    { text: "图1为全年降水量柱状图", parts: [picture("d.png")] },
  ],
};

const SMALLEST = 6_000;

/** The model knows the size of the file, not of the picture: a hint at most. */
export const smallImage: BlockRule = {
  id: "image-small",
  category: "accessibility",
  title: "图片可能不清晰",
  severity: "hint",
  fix: "none",
  authority: [accessible()],
  confidence: 0.6,
  checks: ["MC-33"],
  roles: ["caption"],
  scope: "block",
  find: ({ id, text, part }) => {
    if (
      part?.kind !== "image" ||
      part.decorative ||
      part.size >= SMALLEST ||
      !/\.(?:jpe?g|png|bmp|webp)$/i.test(part.name)
    )
      return [];
    const message = `图片文件只有${(part.size / 1000).toFixed(1)}KB，放在正文里可能不清晰，请核对。`;
    return [{ block: id, start: 0, end: text.length, message }];
  },
  setting: { role: "caption" },
  wrong: [
    { text: "⟦会场全景⟧", parts: [picture("a.jpg", { size: 3_100 })] },
    { text: "⟦领导讲话⟧", parts: [picture("b.png", { size: 800 })] },
    { text: "⟦⟧", parts: [picture("c.webp", { size: 5_999 })] },
  ],
  right: [
    { text: "会场全景", parts: [picture("a.jpg")] },
    { text: "分隔线", parts: [picture("b.png", { size: 800, decorative: true })] },
    { text: "示意", parts: [picture("c.svg", { size: 800 })] },
  ],
};

interface Head {
  readonly level: number;
  readonly length: number;
}

export const headingLevels: DocumentRule<Head> = {
  id: "heading-level-skip",
  category: "accessibility",
  title: "标题级别跳级或为空",
  severity: "hint",
  fix: "none",
  authority: [accessible()],
  confidence: 0.85,
  checks: ["MC-43"],
  roles: ["heading"],
  scope: "document",
  facts: ({ text, part }) =>
    part?.kind === "heading" ? { level: part.level, length: text.trim() === "" ? 0 : text.length } : null,
  judge: (facts) =>
    facts.flatMap(({ block, fact }, at): Match[] => {
      if (fact.length === 0) return [{ block, start: 0, end: 0, message: "标题是空的，请填写或删去。" }];
      const before = facts[at - 1]?.fact.level ?? 0;
      if (fact.level <= before + 1) return [];
      const message =
        before === 0
          ? `正文第一个标题是第${fact.level}级，应从第1级开始。`
          : `标题从第${before}级跳到第${fact.level}级，中间缺少级别，读屏软件会念乱。`;
      return [{ block, start: 0, end: fact.length, message }];
    }),
  setting: { role: "heading" },
  wrong: [
    { text: "一、目标\n⟦1.数量⟧", parts: [level(1), level(3)] },
    { text: "⟦（一）宣传⟧\n一、目标", parts: [level(2), level(1)] },
    { text: "一、目标\n⟦⟧", parts: [level(1), level(2)] },
    { text: "一、目标\n（一）宣传\n⟦（1）海报⟧", parts: [level(1), level(2), level(4)] },
  ],
  right: [
    { text: "一、目标\n（一）宣传\n1.海报\n二、保障", parts: [level(1), level(2), level(3), level(1)] },
    { text: "一、目标\n二、任务", parts: [level(1), level(1)] },
    "1.数量",
  ],
};

function level(value: 1 | 2 | 3 | 4): BlockPart {
  return { kind: "heading", level: value };
}

interface HeadCell {
  readonly place: CellPlace;
  readonly isHeader: boolean;
  readonly length: number;
}

/** A table whose cells are all alike tells a screen reader nothing about its columns. */
export const tableHeader: DocumentRule<HeadCell> = {
  id: "table-header-missing",
  category: "accessibility",
  title: "表格没有表头",
  severity: "hint",
  fix: "none",
  authority: [accessible()],
  confidence: 0.8,
  checks: ["MC-43"],
  roles: ["cell"],
  scope: "document",
  facts: ({ cell, part, text }) =>
    cell === undefined ? null : { place: cell, isHeader: part?.kind === "header-cell", length: text.length },
  judge: (facts) => {
    const tables = new Map<string, BlockFact<HeadCell>[]>();
    for (const item of facts) {
      const { table } = item.fact.place;
      tables.set(table, [...(tables.get(table) ?? []), item]);
    }
    return [...tables.values()].flatMap(headless);
  },
  setting: { role: "cell" },
  wrong: [
    { text: "⟦乡镇⟧\n户数\n甲镇\n十二\n乙镇\n九", columns: 2 },
    { text: "⟦⟧\n一季度\n收入\n略\n支出\n略", columns: 2 },
    { text: "⟦序号⟧\n名称\n数量\n一\n椅子\n三\n二\n桌子\n四", columns: 3 },
  ],
  right: [
    { text: "乡镇\n户数\n甲镇\n十二\n乙镇\n九", columns: 2, parts: [{ kind: "header-cell" }, { kind: "header-cell" }] },
    { text: "甲镇\n乙镇\n丙镇", columns: 1 },
    "甲镇",
  ],
};

function headless(cells: readonly BlockFact<HeadCell>[]): Match[] {
  const first = cells[0];
  const isGrid = cells.some(({ fact }) => fact.place.row > 1) && cells.some(({ fact }) => fact.place.column > 0);
  if (first === undefined || !isGrid || cells.some(({ fact }) => fact.isHeader)) return [];
  const message = "表格没有设置表头单元格，请把第一行或第一列设为表头，便于读屏软件朗读。";
  return [{ block: first.block, start: 0, end: first.fact.length, message }];
}
