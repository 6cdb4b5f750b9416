/** 成文日期 (GB/T 9704-2012 7.3.5.4): Arabic numerals, four figures of the year, no padding zero. */
import { gb9704 } from "../../authority";
import type { DocumentRule } from "../../rule";

interface Signed {
  readonly start: number;
  readonly end: number;
  readonly right: string;
}

/** A line that holds a date, alone or after the name of the office. */
const WRITTEN =
  /^[ \u3000]{0,40}(?:[\u4e00-\u9fff][\u4e00-\u9fff（）()、]{2,39}[ \u3000]{1,40})?[（(]?(?<date>(?:(?:19|20)?\d{2})[ ]?(?:年|[.．\-－—–/／·])[ ]?\d{1,2}[ ]?(?:月|[.．\-－—–/／·])[ ]?\d{1,2}[ ]?[日号]?|[〇○ОO0零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]|(?:19|20)\d{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])[)）]?$/;
const PROPER = /^(?:19|20)\d{2}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日$/;

const digitOf = (char: string): string => {
  const at = "零一二三四五六七八九".indexOf(char);
  if (at >= 0) return String(at);
  return /[〇○ОO0]/.test(char) ? "0" : char;
};

/** 十, 十一, 二十, 三十一 and figures. */
function smallNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes("十") ? text.split("十") : ["", text];
  const high = text.includes("十") ? Number(tens === "" ? 1 : digitOf(tens ?? "")) : 0;
  return high * 10 + (ones === "" ? 0 : Number(digitOf(ones ?? "")));
}

function rightForm(date: string): string {
  const parts = date.split(/年|月|日|号|[.．\-－—–/／·]/).map((part) => part.trim());
  const [written = "", month = "", day = ""] = parts;
  const year = [...written].map(digitOf).join("");
  if (!/^\d{2,4}$/.test(year) || month === "" || day === "") return "";
  const [full, m, d] = [year.length === 2 ? `20${year}` : year, smallNumber(month), smallNumber(day)];
  return m >= 1 && m <= 12 && d >= 1 && d <= 31 ? `${full}年${m}月${d}日` : "";
}

export const signatureDate: DocumentRule<Signed> = {
  id: "doc-date-form",
  category: "document-form",
  title: "成文日期的写法",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.5.4")],
  confidence: 0.93,
  checks: ["MC-32"],
  roles: ["body"],
  scope: "document",
  seeks: [/[\d日号][)）]?\s{0,4}$/],
  facts: ({ text }) => {
    if (text.length > 80) return null;
    const line = text.trimEnd();
    const date = WRITTEN.exec(line)?.groups?.date;
    if (date === undefined || PROPER.test(date)) return null;
    const right = rightForm(date);
    const start = line.lastIndexOf(date);
    return right === "" ? null : { start, end: start + date.length, right };
  },
  judge: (facts) =>
    facts
      .filter(({ index }) => index > 0)
      .map(({ block, fact: { start, end, right } }) => ({
        block,
        start,
        end,
        message: `成文日期用阿拉伯数字写全年、月、日，月、日不补零，写作“${right}”。`,
        suggestions: [right],
      })),
  wrong: [
    { text: "特此通知。\n某市教育局\n⟦二〇二六年三月五日⟧", first: "2026年3月5日" },
    { text: "请遵照执行。\n⟦2026.3.5⟧", first: "2026年3月5日" },
    { text: "请遵照执行。\n　　⟦2026-11-02⟧", first: "2026年11月2日" },
    { text: "请遵照执行。\n某市财政局　　⟦2026年03月05日⟧", first: "2026年3月5日" },
    { text: "请遵照执行。\n⟦二○一九年十二月三十一日⟧", first: "2019年12月31日" },
    { text: "请遵照执行。\n⟦26年3月5日⟧", first: "2026年3月5日" },
    { text: "请遵照执行。\n⟦2026年3月5号⟧", first: "2026年3月5日" },
    { text: "请遵照执行。\n⟦2026年三月五日⟧", first: "2026年3月5日" },
  ],
  right: [
    "特此通知。\n某市教育局\n2026年3月5日",
    "二〇二六年三月五日",
    "电话号码\n2026-1105-22",
    "版本记录\n2026年3月",
    "请于2026年3月5日前报送。\n某市教育局",
  ],
};
