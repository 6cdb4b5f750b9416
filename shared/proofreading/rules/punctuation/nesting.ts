/** Marks inside marks of their own kind (GB/T 15834-2011 4.8.3, 4.9.3, 4.15.3) and corner brackets. A finding covers the whole inner pair (R9). */
import { gb15834 } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";

interface Pair {
  readonly start: number;
  readonly end: number;
  /** 0 for the outermost. */
  readonly depth: number;
}

/** A pair that spans more is no title and no quoted word. */
const LONGEST = 300;

/** Closed pairs of one kind in a block, by their beginning. Depth counts only outer pairs that are closed themselves. */
function closedPairs(text: string, open: string, close: string): Pair[] {
  const marks: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === open || char === close) marks.push(at);
  }
  const ends = new Map<number, number>();
  const stack: number[] = [];
  for (const at of marks) {
    if (text.charAt(at) === open) stack.push(at);
    else {
      const start = stack.pop();
      if (start !== undefined && at - start < LONGEST) ends.set(start, at + 1);
    }
  }
  const pairs: Pair[] = [];
  const around: number[] = [];
  for (const start of marks) {
    const end = ends.get(start);
    while (around.length > 0 && (around.at(-1) ?? 0) <= start) around.pop();
    if (end === undefined) continue;
    pairs.push({ start, end, depth: around.length });
    around.push(end);
  }
  return pairs;
}

/** Whether a pair is opened anywhere before the one before it is closed. */
function mayNest(text: string, open: string, close: string): boolean {
  let at = text.indexOf(open);
  while (at !== -1) {
    const next = text.indexOf(open, at + 1);
    if (next === -1) return false;
    const end = text.indexOf(close, at + 1);
    if (end === -1) return false;
    if (next < end) return true;
    at = next;
  }
  return false;
}

const swap = (text: string, from: string, to: string): string =>
  text.replace(/[“”‘’《》〈〉『』]/g, (char) => (from.includes(char) ? to.charAt(from.indexOf(char)) : char));

function inner(
  block: TextBlock,
  marks: string,
  match: (text: string, pair: Pair) => Omit<Match, "block" | "start" | "end"> | null,
): Match[] {
  const { text, id } = block;
  if (!mayNest(text, marks.charAt(0), marks.charAt(1))) return [];
  return closedPairs(text, marks.charAt(0), marks.charAt(1))
    .filter(({ depth }) => depth % 2 === 1)
    .flatMap((pair) => {
      const found = match(text.slice(pair.start, pair.end), pair);
      return found === null ? [] : [{ block: id, start: pair.start, end: pair.end, ...found }];
    });
}

export const nestedQuote: BlockRule = {
  id: "punct-nested-quote",
  category: "quotation-mark",
  title: "引号内再用引号应为单引号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.8.3")],
  confidence: 0.9,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "“",
  find: (block) =>
    inner(block, "“”", (text) => ({
      message: "引号里面再用引号，里面一层应为单引号‘ ’。",
      suggestions: [swap(text, "“”‘’", "‘’“”")],
    })),
  wrong: [
    { text: "报告提出“深化⟦“一网通办”⟧改革”。", first: "‘一网通办’" },
    { text: "他说：“要把⟦“米袋子”⟧⟦“菜篮子”⟧抓牢。”", first: "‘米袋子’" },
    { text: "通知要求“落实⟦“谁主办、谁负责”⟧的原则”。", first: "‘谁主办、谁负责’" },
  ],
  right: [
    "报告提出“深化‘一网通办’改革”。",
    "要抓牢“米袋子”“菜篮子”。",
    "“第一段话。”“第二段话。”",
    "他说：“要抓牢‘米袋子’。”还说：“要抓牢‘菜篮子’。”",
  ],
};

export const nestedBook: BlockRule = {
  id: "punct-nested-book",
  category: "quotation-mark",
  title: "书名号内再用书名号应为单书名号",
  severity: "warning",
  fix: "safe",
  authority: [gb15834("4.15.3")],
  confidence: 0.95,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "《",
  find: (block) => [
    ...inner(block, "《》", (text) => ({
      message: "书名号里面再用书名号，里面一层应为单书名号〈 〉。",
      suggestions: [swap(text, "《》〈〉", "〈〉《》")],
    })),
    ...Array.from(
      block.text.matchAll(/[<＜](?<=《[^《》]{0,40}[<＜])([^<>＜＞《》\n]{1,60})[>＞](?=[^《》]{0,40}》)/g),
      (found) => ({
        block: block.id,
        start: found.index,
        end: found.index + found[0].length,
        message: "书名号里面的书名号应为〈 〉，不用大于号、小于号。",
        suggestions: [`〈${found[1] ?? ""}〉`],
      }),
    ),
  ],
  wrong: [
    { text: "《关于修订⟦《考核细则》⟧的通知》已发布。", first: "〈考核细则〉" },
    { text: "《转发⟦《意见》⟧的函》和《转发⟦《办法》⟧的函》。", first: "〈意见〉" },
    { text: "《关于修订⟦<考核细则>⟧的通知》已发布。", first: "〈考核细则〉" },
  ],
  right: [
    "《关于修订〈考核细则〉的通知》已发布。",
    "《考核细则》《管理办法》同时废止。",
    "《〈考核细则〉解读》",
    "数值大于3而<5的，按《考核细则》执行。",
  ],
};

/** Numbers of items are cited inside parentheses as they are: （第三条第（二）项）. */
const ITEM = /^（[一二三四五六七八九十百\d①-⑳]{1,4}）$/;

export const nestedParenthesis: BlockRule = {
  id: "punct-nested-paren",
  category: "punctuation",
  title: "同形圆括号套用",
  severity: "hint",
  fix: "none",
  authority: [gb15834("4.9.3")],
  confidence: 0.8,
  wraps: true,
  scope: "block",
  needs: "（",
  find: (block) => {
    if (!mayNest(block.text, "（", "）")) return [];
    const books = closedPairs(block.text, "《", "》");
    return inner(block, "（）", (text, { start, end }) =>
      ITEM.test(text) || books.some((book) => book.start < start && end <= book.end)
        ? null
        : { message: "圆括号里面又用圆括号，外面一层可改用六角括号〔 〕或方括号。" },
    );
  },
  wrong: [
    { text: "（参见《条例》⟦（2021年修正）⟧第六条）" },
    { text: "各镇（含开发区⟦（园区）⟧）应当报送。" },
    { text: "人员名单（共三人⟦（含组长）⟧）附后。" },
  ],
  right: [
    "〔参见《条例》（2021年修正）第六条〕",
    "（第六条第（二）项）",
    "（依据《考核办法（试行）》）",
    "各镇（街道）、村（社区）应当报送。",
  ],
};

/** How far back an open mark is looked for. */
const NEAR = 80;

export const cornerBracket: BlockRule = {
  id: "punct-japanese-bracket",
  category: "quotation-mark",
  title: "横排简体误用直角引号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.8、5.2")],
  confidence: 0.95,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "「『",
  find: ({ id, text }) =>
    Array.from(text.matchAll(/「([^「」\n]{1,200})」|『([^『』「」\n]{1,200})』/g)).flatMap((found): Match[] => {
      const start = found.index;
      const before = text.slice(Math.max(0, start - NEAR), start);
      const isInner =
        before.lastIndexOf("“") > before.lastIndexOf("”") || before.lastIndexOf("「") > before.lastIndexOf("」");
      const body = swap(found[1] ?? found[2] ?? "", "『』", "‘’");
      const right = isInner ? `‘${body}’` : `“${body}”`;
      const message = "横排的简体文稿使用引号“ ”，不用直角引号，两半一并改正。";
      return [{ block: id, start, end: start + found[0].length, message, suggestions: [right] }];
    }),
  wrong: [
    { text: "深化⟦「一网通办」⟧改革。", first: "“一网通办”" },
    { text: "他提出⟦「落实『双随机』机制」⟧。", first: "“落实‘双随机’机制”" },
    { text: "评选⟦『最美窗口』⟧。", first: "“最美窗口”" },
  ],
  right: ["深化“一网通办”改革。", "他提出“落实‘双随机’机制”。", "评选“最美窗口”。"],
};
