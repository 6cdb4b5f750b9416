/** Characters nobody sees, and characters that only look right: what copying from PDF and from the web leaves behind. */

import { cites } from "../../authority";
import { unitTable } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, PatternRule } from "../../rule";
import { radicals } from "./radical-table";
import { standardForm } from "./table";

const unicode = cites("Unicode 标准");

/**
 * All of Cc and Cf but tab and line ends, with the line and paragraph separators and the fillers. Written out, not as
 * properties: so the engine knows without which units there is nothing to find.
 */
const INVISIBLE = new RegExp(
  `(?:[${[
    "\\0-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2",
    "\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb",
    "\\u{110bd}\\u{110cd}\\u{13430}-\\u{1343f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}",
  ].join("")}]){1,200}`,
  "gu",
);

export const zeroWidth: PatternRule = {
  id: "char-zero-width",
  category: "encoding",
  title: "零宽字符、控制字符、软连字符",
  severity: "error",
  fix: "safe",
  authority: [unicode("通用类别 Cf、Cc")],
  confidence: 0.99,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: INVISIBLE,
      message: ({ 0: text }) => `此处有看不见的字符（${codes(text)}），会影响检索和朗读，应删去。`,
      suggest: () => [""],
      accept: ({ 0: text, index }, { text: whole }) => !(text === "\u200d" && isEmoji(whole, index)),
    },
  ],
  wrong: [
    { text: "办事⟦\u200b⟧指南。", first: "" },
    { text: "公开⟦\u00ad⟧目录⟦\ufeff⟧。", first: "" },
    { text: "联系⟦\u202d⟧电话⟦\u202c⟧。", first: "" },
    { text: "第一段⟦\u2028⟧第二段⟦\u0000⟧。", first: "" },
  ],
  right: ["办事指南。", "公开目录。", "第一列\t第二列", "一家人👨\u200d👩\u200d👧。"],
};

const codes = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}${text.length > 1 ? "等" : ""}`;

/** A joiner between two pictures is part of one of them. */
const isEmoji = (text: string, at: number): boolean =>
  /(?:\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])$/u.test(text.slice(Math.max(0, at - 2), at));

/** The supplement beyond the basic plane as it stands in memory: so the engine can tell without which units there is none. */
const COMPATIBLE =
  /(?:[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe44\ufe50-\ufe66\uff61-\uff64]|\ud87e[\udc00-\ude1f]){1,40}/g;

function compatible(char: string): string {
  const plain = radicals[char] ?? char.normalize("NFKC");
  if (/^[!(),:;?]$/.test(plain)) return String.fromCharCode(plain.charCodeAt(0) + 0xfee0);
  return standardForm(plain) ?? plain;
}

export const compatibilityForm: PatternRule = {
  id: "char-compat",
  category: "encoding",
  title: "兼容汉字与部首字符",
  severity: "warning",
  fix: "safe",
  authority: [unicode("兼容区与部首区")],
  confidence: 0.98,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: COMPATIBLE,
      message: ({ 0: text }) => `“${text}”不是通常的汉字或标点（多从PDF复制而来），应为“${fold(text)}”。`,
      suggest: ({ 0: text }) => [fold(text)],
      accept: ({ 0: text }) => fold(text) !== text,
    },
  ],
  wrong: [
    { text: "⟦⼈⼤⟧常委会审议通过。", first: "人大" },
    { text: "县⟦⻔⟧户网站和⟦⻛⟧险清单。", first: "门" },
    { text: "奖⟦⾦⟧发放标准。", first: "金" },
    { text: "落实责任⟦﹐⟧加强管理⟦｡⟧", first: "，" },
    { text: "⟦\uf900⟧有此理。", first: "岂" },
  ],
  right: ["人大常委会审议通过。", "县门户网站和风险清单。", "气温25℃，第Ⅲ类水质。", "落实责任，加强管理。"],
};

const fold = (text: string): string => Array.from(text, compatible).join("");

export const specialNumber: PatternRule = {
  id: "char-nfd-digit-circle",
  category: "encoding",
  title: "特殊序号字符",
  severity: "hint",
  fix: "suggest",
  authority: [cites("GB 18030-2022《信息技术 中文编码字符集》", "2023-08-01")()],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: /[\u3220-\u3229\u3280-\u3289\u2474-\u249b\u249c-\u24b5\u24eb-\u24fe]/g,
      message: ({ 0: char }) => `“${char}”是合成的序号字符，换一台设备可能显示不出来，建议写作“${spelledOut(char)}”。`,
      suggest: ({ 0: char }) => [spelledOut(char)],
    },
  ],
  wrong: [
    { text: "⟦㈠⟧加强统筹协调", first: "（一）" },
    { text: "⟦⒈⟧建立台账", first: "1." },
    { text: "⟦⑵⟧明确时限", first: "（2）" },
    { text: "⟦㊂⟧强化督导", first: "（三）" },
  ],
  right: ["（一）加强统筹协调", "1.建立台账", "①明确时限；②落实到人。", "（2）明确时限"],
};

function spelledOut(char: string): string {
  const plain = char.normalize("NFKC");
  if (/^\d{1,2}\.$/.test(plain)) return plain;
  return `（${plain.replace(/[()]/g, "")}）`;
}

const MOJIBAKE =
  /\ufffd{1,200}|(?:锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯|葺葺葺){1,60}|(?:[\ud800-\udbff](?![\udc00-\udfff])){1,200}|(?:(?<![\ud800-\udbff])[\udc00-\udfff]){1,200}|[\ue000-\uf8ff]{1,200}/g;
/** Two or more of these side by side are UTF-8 read as Latin-1: ä¸­å›½. */
const LATIN =
  /[\u00c2-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122](?:[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,200})/g;
/** GBK read as UTF-8 and back: characters nobody writes side by side. */
const MISREAD = /[鐨鍦鍜鏄浜涓鈥銆锛鎴鏈绗娴璇閫鍙]{1,3}[\ue000-\uf8ff€]|(?:鈥|銆|锛)[\u4e00-\u9fff€]/g;

const BOX = /(?<=[\u4e00-\u9fff])[□■]{1,40}(?=[\u4e00-\u9fff，。；])|[□■]{2,40}(?=[\u4e00-\u9fff，。；])/g;
const QUESTION = /(?<=[\u4e00-\u9fff，、“])\?{2,200}(?=[\u4e00-\u9fff\d，。；])|\?{3,200}/g;
/** Nothing is found without one of these units. */
const suspects = unitTable(
  "\ufffd锟斤拷烫屯葺鐨鍦鍜鏄浜涓鈥銆锛鎴鏈绗娴璇閫鍙□■?",
  [0xc2, 0xef],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
);

const cantRead = "此处是乱码，请对照原文更正。";

export const replacementCharacter: BlockRule = {
  id: "char-replacement",
  category: "encoding",
  title: "乱码",
  severity: "error",
  fix: "none",
  authority: [cites("《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）", "2019-04")()],
  confidence: 0.97,
  checks: ["MC-01"],
  scope: "block",
  needs: suspects,
  find: ({ id, text }) => {
    const place = (found: RegExpExecArray, message: string): Match => ({
      block: id,
      start: found.index,
      end: found.index + found[0].length,
      message,
    });
    return [
      ...hitsOf(text, MOJIBAKE).map((found) => place(found, cantRead)),
      ...hitsOf(text, LATIN).map((found) => place(found, cantRead)),
      ...hitsOf(text, MISREAD).map((found) => place(found, cantRead)),
      ...(text.search(BOX) === -1 || isForm(text)
        ? []
        : hitsOf(text, BOX).map((found) => place(found, "此处的方框是显示不出来的字，请对照原文补上。"))),
      ...hitsOf(text, QUESTION).map((found) => place(found, "此处的问号是没有存下来的字，请对照原文补上。")),
    ];
  },
  wrong: [
    { text: "县人民⟦\ufffd⟧府办公室。" },
    { text: "⟦锟斤拷锟斤拷⟧服务指南" },
    { text: "主任委员：李⟦□⟧明，副主任委员两人。" },
    { text: "各单位要⟦???⟧落实责任。" },
    { text: "⟦ä¸\u00adå\u009b½⟧政府网" },
    { text: "群众⟦\ue5d2⟧满意度提升。" },
  ],
  right: [
    "县人民政府办公室。",
    "□同意 □不同意 □弃权",
    "真的要这样做吗？？",
    "烫伤处理屯田史，café与naïve。",
    "请在□内打“√”，是否需要纸质回执：□是□否",
  ],
};

/** Boxes to tick are no lost characters. */
const isForm = (text: string): boolean => /[√✓☑]|[□■][^□■]{1,20}[□■]|打勾|打钩|勾选|方框/.test(text);
