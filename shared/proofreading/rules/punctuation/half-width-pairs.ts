/** Half-width parentheses and straight quotes in Chinese. One finding covers both marks, so that a fix changes both or neither (R9). */
import { gb15834 } from "../../authority";
import { HAN } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";

const han = new RegExp(`[${HAN}]`);
const chinese = new RegExp(`[${HAN}，。；：、！？“”‘’《》（）【】〔〕]`);
/** A pair that spans more is reported without a replacement. */
const LONGEST = 500;

export const halfWidthParenthesis: BlockRule = {
  id: "punct-halfwidth-paren",
  category: "punctuation",
  title: "中文括注用半角括号",
  severity: "warning",
  fix: "safe",
  authority: [gb15834("4.9、5.1")],
  confidence: 0.93,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "()",
  find: (block) => parentheses(block),
  wrong: [
    { text: "镇⟦(街道、园区)⟧要明确专人。", first: "（街道、园区）" },
    { text: "《实施细则⟦(暂行)⟧》已公布。", first: "（暂行）" },
    { text: "各镇⟦（街道、园区)⟧要明确专人。", first: "（街道、园区）" },
    { text: "⟦(一)⟧提高站位。", first: "（一）" },
    { text: "地区生产总值⟦(GDP)⟧增长6%。", first: "（GDP）" },
  ],
  right: [
    "镇（街道、园区）要明确专人。",
    "使用IPv6(RFC 8200)协议。",
    "设函数f(x)在区间内连续。",
    "圆周率函数(x)见附录，The plan (draft) is open.",
    "1)提高站位；2)压实责任。",
  ],
};

function parentheses(block: TextBlock): Match[] {
  const { text } = block;
  const open: number[] = [];
  const matches: Match[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "(" || char === "（") open.push(at);
    if (char !== ")" && char !== "）") continue;
    const start = open.pop();
    if (start === undefined || (text.charAt(start) === "（" && char === "）")) continue;
    const isMixed = text.charAt(start) === "（" || char === "）";
    const isLong = at - start > LONGEST;
    if (!isMixed && !isLong && !isChinese(text, start, at + 1)) continue;
    const message = "中文语句应使用全角括号“（ ）”，两半一并改正。";
    const suggestions = isLong ? [] : [`（${text.slice(start + 1, at)}）`];
    matches.push({ block: block.id, start, end: isLong ? start + 1 : at + 1, message, suggestions });
  }
  return matches;
}

/** Chinese inside; or Latin inside but Chinese around it, unless it is the argument of a function. */
function isChinese(text: string, start: number, end: number): boolean {
  const inner = text.slice(start + 1, end - 1);
  if (han.test(inner)) return true;
  if (/^[a-z]$/.test(inner)) return false;
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  if (before === "" || /[\s。；：]/.test(before)) return /^\d{1,3}$/.test(inner) && han.test(after);
  return chinese.test(before) && (after === "" || chinese.test(after));
}

export const straightQuote: BlockRule = {
  id: "punct-straight-quote",
  category: "quotation-mark",
  title: "中文中用直引号",
  severity: "error",
  fix: "suggest",
  authority: [gb15834("4.8、5.1")],
  confidence: 0.95,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "\"＂〝〞'",
  find: (block) => [...doubleQuotes(block), ...singleQuotes(block)],
  wrong: [
    { text: '推行⟦"一网通办"⟧改革。', first: "“一网通办”" },
    { text: '推行⟦“一网通办"⟧改革。', first: "“一网通办”" },
    { text: '推行⟦"一网通办”⟧改革。', first: "“一网通办”" },
    { text: '升级⟦"APP"⟧服务。', first: "“APP”" },
    { text: "推行⟦'一网通办'⟧改革。", first: "‘一网通办’" },
    { text: '推行⟦"⟧一网通办改革。' },
  ],
  right: [
    "推行“一网通办”改革。",
    '选用5"屏幕和<a class="x">标签。',
    "It's a test，各单位要落实责任。",
    'He said "yes" to the plan.',
  ],
};

const straight = (char: string): boolean => '"＂〝〞'.includes(char);

/** A straight mark pairs with the curly one that lacks a partner, else with the next straight one. */
function doubleQuotes(block: TextBlock): Match[] {
  const { text } = block;
  const matches: Match[] = [];
  let open = -1;
  for (const { 0: char, index: at } of text.matchAll(/["＂〝〞“”]/g)) {
    if (open === -1 && straight(char) && /[\d=]/.test(text.charAt(at - 1))) continue;
    if (char === "“") {
      if (open !== -1 && straight(text.charAt(open))) matches.push(...lone(block, open));
      open = at;
    } else if (open === -1) {
      open = straight(char) && char !== "〞" ? at : -1;
    } else {
      if (straight(char) || straight(text.charAt(open))) matches.push(...pair(block, open, at));
      open = -1;
    }
  }
  return open !== -1 && straight(text.charAt(open)) ? [...matches, ...lone(block, open)] : matches;
}

function pair(block: TextBlock, start: number, at: number): Match[] {
  if (at - start < 2) return [];
  const { text } = block;
  const inner = text.slice(start + 1, Math.min(at, start + LONGEST));
  const around = text.charAt(start - 1) + text.charAt(at + 1);
  if (!han.test(inner) && !(chinese.test(around) && !/[A-Za-z0-9=]/.test(around))) return [];
  const message = "中文语句应使用弯引号“ ”，两半一并改正。";
  const isLong = at - start > LONGEST;
  const suggestions = isLong ? [] : [`“${inner}”`];
  return [{ block: block.id, start, end: isLong ? start + 1 : at + 1, message, suggestions }];
}

function lone(block: TextBlock, at: number): Match[] {
  const around = block.text.charAt(at - 1) + block.text.charAt(at + 1);
  if (!chinese.test(around) || /\d/.test(block.text.charAt(at - 1))) return [];
  return [{ block: block.id, start: at, end: at + 1, message: "直引号没有配对，请核对并改用“ ”。", fix: "none" }];
}

function singleQuotes(block: TextBlock): Match[] {
  return Array.from(block.text.matchAll(/(?<![A-Za-z0-9'])'([^'\n]{1,60})'(?![A-Za-z0-9'])/g)).flatMap((found) => {
    const inner = found[1] ?? "";
    if (!han.test(inner)) return [];
    const message = "中文语句应使用弯引号，两半一并改正；最外一层用“ ”。";
    const start = found.index;
    return [
      { block: block.id, start, end: start + inner.length + 2, message, suggestions: [`‘${inner}’`, `“${inner}”`] },
    ];
  });
}
