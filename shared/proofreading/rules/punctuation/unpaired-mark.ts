/** MC-01: marks without a partner, paired over the whole document. */
import { gb15834 } from "../../authority";
import { type UnmatchedMark, unmatchedMarks } from "../../pairs";
import type { DocumentRule, Match, TextBlock } from "../../rule";

const names: Readonly<Record<string, string>> = {
  "（": "括号",
  "(": "括号",
  "）": "括号",
  ")": "括号",
  "《": "书名号",
  "》": "书名号",
  "〈": "单书名号",
  "〉": "单书名号",
  "“": "双引号",
  "”": "双引号",
  "‘": "单引号",
  "’": "单引号",
  "〔": "六角括号",
  "〕": "六角括号",
  "【": "方头括号",
  "】": "方头括号",
};

const closers: Readonly<Record<string, string>> = { "《": "》", "（": "）", "(": ")" };

/** Where a title most likely ends: after the word that names the kind of document. */
const TITLE =
  /^《[^《》，。；：“”\n]{2,40}?(?:条例|办法|规定|通知|意见|规划|方案|细则|纲要|指南|指引|公报|决定|规范|标准|目录|报告|法)(?=的?[，。；、（）]|的?(?:规定|要求|精神|有关|相关|通知|部署)|等|和|及|$)/;
/** Where an explanation in parentheses most likely ends. */
const EXPLANATION = /^[（(](?:以下简称|下同|含|见|详见|试行|暂行|不含)[^（()）。；\n]{0,24}?(?=[，。；：、,;:\n]|$)/;

export const unpairedMark: DocumentRule<TextBlock> = {
  id: "unpaired-mark",
  category: "pair",
  title: "成对符号缺少一半",
  severity: "error",
  fix: "suggest",
  authority: [gb15834("4.8、4.9、4.15")],
  confidence: 0.95,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => {
    const blocks = facts.map(({ fact }) => fact);
    const byId = new Map(blocks.filter((block) => block.role !== "meta").map((block) => [block.id, block]));
    return turnedOrLoose(unmatchedMarks([...byId.values()])).flatMap(({ mark, turned }) => {
      const block = byId.get(mark.block);
      return block === undefined ? [] : [turned ? turnedMark(mark) : looseMark(block, mark)];
    });
  },
  wrong: [
    { text: "各县⟦（⟧市、区人民政府要落实责任。" },
    { text: "坚持⟦“⟧谁公开谁负责的原则。" },
    { text: "根据⟦《政府信息公开条例⟧的规定。", first: "《政府信息公开条例》" },
    { text: "按要求整改到位⟦）⟧，并于月底前报送。" },
    { text: "坚持“谁公开谁负责⟦“⟧的原则。", first: "”" },
    { text: "市政府办公室⟦（以下简称市府办⟧，负责全市政府网站工作。", first: "（以下简称市府办）" },
    { text: "第一段说到⟦（⟧这里已经说完。\n第二段另说一事⟦）⟧，也已说完。" },
  ],
  right: [
    "关于印发《网站集约化平台\n管理办法》的通知",
    "遵循“谁认证、谁\n使用”原则。",
    "1）检查网站；2）检查新媒体。",
    "It’s a test，各单位要落实责任。",
    "他说：“第一段话。\n“第二段话。”",
    "各县（市、区）要落实《条例（试行）》。",
  ],
};

/** Two equal quotation marks in a row with nothing to pair them: one is turned the wrong way. */
function turnedOrLoose(marks: readonly UnmatchedMark[]): { mark: UnmatchedMark; turned: boolean }[] {
  const result: { mark: UnmatchedMark; turned: boolean }[] = [];
  for (let i = 0; i < marks.length; i += 1) {
    const mark = marks[i];
    const next = marks[i + 1];
    if (mark === undefined) continue;
    const isTwin = next?.block === mark.block && next.char === mark.char && "“”‘’".includes(mark.char);
    if (isTwin) i += 1;
    result.push(isTwin ? { mark: mark.side === "open" ? next : mark, turned: true } : { mark, turned: false });
  }
  return result;
}

const opposite: Readonly<Record<string, string>> = { "“": "”", "”": "“", "‘": "’", "’": "‘" };

function turnedMark(mark: UnmatchedMark): Match {
  const right = opposite[mark.char] ?? mark.char;
  return {
    block: mark.block,
    start: mark.at,
    end: mark.at + 1,
    message: `引号方向不对，此处应为${mark.side === "open" ? "后" : "前"}一半“${right}”。`,
    suggestions: [right],
  };
}

/** Longer than any guess with what must stand behind it, so that the end of the piece is never taken for the end of the text. */
const GUESS_REACH = 64;

function looseMark(block: TextBlock, mark: UnmatchedMark): Match {
  const name = names[mark.char] ?? "成对符号";
  const rest = block.text.slice(mark.at, mark.at + GUESS_REACH);
  const guess = mark.side === "open" ? (TITLE.exec(rest) ?? EXPLANATION.exec(rest)) : null;
  const closer = closers[mark.char];
  if (guess === null || closer === undefined) {
    const message = `${name}没有配对，缺少${mark.side === "open" ? "后" : "前"}一半。`;
    return { block: block.id, start: mark.at, end: mark.at + 1, message };
  }
  return {
    block: block.id,
    start: mark.at,
    end: mark.at + guess[0].length,
    message: `${name}没有配对，缺少后一半“${closer}”。`,
    suggestions: [guess[0] + closer],
  };
}
