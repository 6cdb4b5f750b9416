/** MC-32: the form of 发文字号, `国办发〔2017〕47号` (GB/T 9704-2012 7.2.5; A-10). */
import { gb9704 } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { matchesOf } from "../pattern";

/** The characters in which the code of an issuing office ends: 国办发, 川府公开办函, 皖政办秘 … */
const TAIL = "发函办字秘令通规电文批复告议任释府党委政监建教财人社农交审检法环组宣统纪号保厅局";
const OPEN = "〔\\[［【（({﹝";
const CLOSE = "〕\\]］】）)}﹞";
const GAP = "[ \\u3000]{0,2}";

const pattern = new RegExp(
  `(?<code>[\\u4e00-\\u9fff]{0,9}[${TAIL}])${GAP}(?<open>[${OPEN}]?)${GAP}(?<year>\\d{2}年?(?=[${CLOSE}])|(?:19|20)\\d{2})(?<nian>年?)${GAP}(?<close>[${CLOSE}]?)${GAP}(?<di>第?)${GAP}(?<serial>\\d{0,5})${GAP}(?<hao>号?)(?<month>\\s?[月日年.\\d-]?)`,
  "g",
);

/** Without a single bracket only these endings speak of a document number: 皖政办秘 2020120. */
const STRONG = /(?:[办政府厅委局党]发|办函|办秘|政秘|府函|办字|政办|发改)$/;

export const documentNumber: BlockRule = {
  id: "document-number",
  category: "document-number",
  title: "发文字号格式",
  severity: "error",
  fix: "suggest",
  authority: [gb9704("7.2.5", "verified")],
  confidence: 0.95,
  roles: ["title", "heading", "body", "list", "cell", "caption", "meta"],
  scope: "block",
  find: (block) => [
    ...matchesOf(block, pattern, (found) => judge(found)),
    ...(block.id === "meta.documentNumber" ? wholeValue(block) : []),
  ],
  wrong: [
    { text: "根据⟦国办发〔201747⟧、等文件", first: "国办发〔2017〕47号" },
    { text: "（⟦国办发[2017]47号⟧）", first: "国办发〔2017〕47号" },
    { text: "（⟦国办发（2017）47号⟧）", first: "国办发〔2017〕47号" },
    { text: "⟦国办函〔2018〕第55号⟧", first: "国办函〔2018〕55号" },
    { text: "⟦川办函〔2022〕089号⟧", first: "川办函〔2022〕89号" },
    { text: "⟦国发〔2022〕14⟧文件", first: "国发〔2022〕14号" },
    { text: "⟦皖政办秘 2020120⟧ 精神", first: "皖政办秘〔2020〕120号" },
    { text: "⟦六政办秘〔2021148⟧", first: "六政办秘〔2021〕148号" },
    { text: "⟦国办发〔17〕47号⟧", first: "国办发〔2017〕47号" },
    { text: "⟦国办发 〔2017〕 47 号⟧", first: "国办发〔2017〕47号" },
  ],
  right: [
    "国办发〔2017〕47号",
    "（国发〔2022〕14号）",
    "川府公开办函〔2021〕51号、川办函〔2022〕89号",
    "最高人民法院（2019）最高法民终47号",
    "办公室（2023年1月）印发，政府（2022年）公布",
    "审图号：GS（2019）1234号",
    "市政府2023年工作要点",
    "《办法》（国令第711号）",
  ],
};

function judge(
  found: RegExpExecArray,
): (Omit<Match, "block" | "start" | "end"> & { start: number; end: number }) | null {
  const {
    code = "",
    open = "",
    year = "",
    nian = "",
    close = "",
    di = "",
    serial = "",
    hao = "",
    month = "",
  } = found.groups ?? {};
  const text = found[0].slice(0, found[0].length - month.length).trimEnd();
  const value = { year: year.replace("年", ""), serial };
  const isBracketed = open !== "" && close !== "";
  // 政府（2022年）, 办公室(2023)要: a year in parentheses that no number follows.
  const isOther =
    open + close === ""
      ? !STRONG.test(code) || serial === "" || di + nian + year.slice(4) !== "" || serial.length > 4
      : serial === "";
  if (
    isOther ||
    (month.trim() !== "" && hao === "") ||
    (!isBracketed && /^[([（【［{]?$/.test(open + close) && !STRONG.test(code) && hao === "")
  ) {
    return null;
  }
  const trimmed = code.replace(
    /^.*(?:根据|按照|依据|关于|以及|和|与|及|的|见|由|为|贯彻|执行|参照|遵循|契合|符合|落实|印发|转发|遵守)/,
    "",
  );
  const start = found.index + (code.length - trimmed.length);
  const right = `${trimmed}〔${fullYear(value.year)}〕${Number(value.serial)}号`;
  const written = text.slice(code.length - trimmed.length);
  if (written === right) return null;
  return {
    start,
    end: found.index + text.length,
    message: explain({ open, close, nian: nian + year.slice(4), di, serial, hao, year: value.year }),
    suggestions: [right],
  };
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) > 49 ? `19${year}` : `20${year}`;
}

function explain(
  parts: Readonly<Record<"open" | "close" | "nian" | "di" | "serial" | "hao" | "year", string>>,
): string {
  if (parts.open === "" || parts.close === "") return "发文字号缺少六角括号，年份应以“〔〕”括入。";
  if (parts.open !== "〔" || parts.close !== "〕") return "发文字号的年份应以六角括号“〔〕”括入。";
  if (parts.di !== "") return "发文顺序号前不加“第”字。";
  if (parts.serial.startsWith("0")) return "发文顺序号不编虚位，不以0开头。";
  if (parts.year.length !== 4) return "发文字号的年份应标全称四位。";
  if (parts.nian !== "") return "发文字号的年份后不加“年”字。";
  if (parts.hao === "") return "发文顺序号后应加“号”字。";
  return "发文字号中不留空格。";
}

/** The metadata field holds nothing but the number. */
function wholeValue(block: TextBlock): Match[] {
  if (block.text === "" || /〔\d{4}〕[1-9]\d{0,4}号$/.test(block.text)) return [];
  if (/第\d+号$/.test(block.text)) return [];
  const message = "发文字号应由机关代字、〔年份〕和顺序号组成，如“国办发〔2017〕47号”。";
  return [{ block: block.id, start: 0, end: block.text.length, message, severity: "warning" }];
}
