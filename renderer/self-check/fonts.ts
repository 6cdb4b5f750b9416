/** Fonts 字体 (A4): measured by drawing, because a browser says that it has any font it is asked about. */
import type { CheckLine } from "../../shared/ipc/self-check";

/** Draws a text in a font and answers what was drawn, so that two drawings can be compared. */
export type Draw = (text: string, font: string) => string;

/** 公文 fonts by the names under which systems carry them (GB/T 9704 5.2.1), and what stands in for each. */
const families: readonly { readonly name: string; readonly known: readonly string[] }[] = [
  { name: "仿宋", known: ["FangSong_GB2312", "FangSong", "仿宋_GB2312", "仿宋", "STFangsong"] },
  { name: "宋体", known: ["SimSun", "宋体", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"] },
  { name: "黑体", known: ["SimHei", "黑体", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC"] },
  { name: "楷体", known: ["KaiTi_GB2312", "KaiTi", "楷体_GB2312", "楷体", "STKaiti"] },
];

/** Common characters, marks of 公文, letters of names (通用规范汉字表 三级字) and of CJK extension A. */
const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: "常用字", text: "采编稿件校对政府网站通知办公室" },
  { name: "公文符号", text: "〔〕《》“”—…·①②③、" },
  { name: "人名地名用字", text: "堃喆镕玥潏翀" },
  { name: "扩展区用字", text: "㛃㕮䓖䶮" },
];

/** No font has a glyph for it: what is drawn is the box that stands for a missing one. */
const NOBODYS = "\u{10FFFD}";
const FALLBACK = "monospace";

export interface Fonts {
  readonly families: readonly { readonly name: string; readonly there: boolean }[];
  /** Characters without a glyph, by sample. */
  readonly missing: readonly { readonly name: string; readonly characters: string }[];
}

export function measureFonts(draw: Draw): Fonts {
  const box = draw(NOBODYS, FALLBACK);
  return {
    families: families.map(({ name, known }) => ({ name, there: known.some((font) => isThere(draw, font)) })),
    missing: samples.flatMap(({ name, text }) => {
      const characters = [...text].filter((each) => draw(each, FALLBACK) === box).join("");
      return characters === "" ? [] : [{ name, characters }];
    }),
  };
}

/** A font that is there draws a character otherwise than at least one of two generic ones that stand in for it. */
const isThere = (draw: Draw, font: string): boolean =>
  ["monospace", "cursive"].some((other) => draw("永A", `"${font}", ${other}`) !== draw("永A", other));

export function fontLine({ families: found, missing }: Fonts): CheckLine {
  const absent = found.filter(({ there }) => !there).map(({ name }) => name);
  const there = found.filter((each) => each.there).map(({ name }) => name);
  const lacking = missing.map(({ name, characters }) => `${name}缺${[...characters].length}个（${characters}）`);
  if (missing.some(({ name }) => name === "常用字"))
    return {
      ...{ subject: "fonts", state: "bad", code: null },
      words: "本机没有中文字体，稿件中的汉字显示为方框。文字本身完整。",
      next: "请管理员安装中文字体，例如系统软件源中的 fonts-noto-cjk，再重新打开窗口。",
    };
  if (absent.length === 0 && missing.length === 0)
    return {
      ...{ subject: "fonts", state: "good", next: "", code: null },
      words: `公文字体齐全：${there.join("、")}；常用字、符号和人名用字都能显示。`,
    };
  const words = [absent.length === 0 ? "" : `没有${absent.join("、")}，以相近字体代替`, ...lacking].filter(
    (part) => part !== "",
  );
  return {
    ...{ subject: "fonts", state: "attention", code: null },
    words: `${words.join("；")}。`,
    next: "版面样式会与印发件略有不同，文字不受影响；需要一致时请管理员安装公文字体。",
  };
}
