/** 发文字号 taken apart (GB/T 9704-2012 7.2.5): what is wrong with one, and what it should be. Four rules share it. */
import { remembered } from "../../memo";
import type { TextBlock } from "../../rule";

export type NumberFault = "bracket" | "broken" | "surplus" | "space";

export interface FaultyNumber {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberFault;
  readonly message: string;
  /** Empty when the number cannot be restored from what is left of it. */
  readonly right: string;
  /** Only marks change, so the correction may be applied unseen. */
  readonly isSure: boolean;
}

/** The characters in which the code of an issuing office ends: 国办发, 川府公开办函, 皖政办秘 … */
const TAIL = "发函办字秘令通规电文批复告议任释府党委政监建教财人社农交审检法环组宣统纪号保厅局";
const OPEN = "〔\\[［【（({﹝〖〘<＜〈「";
const CLOSE = "〕\\]］】）)}﹞〗〙>＞〉」";
const GAP = "[ \\u3000\\u00a0]{0,2}";
const YEAR = `(?:\\d{2,3}年?(?=${GAP}[${CLOSE}])|(?:19|20)\\d{2})`;

/** 发改投资（2017）31号: whatever stands before such a year and number is the code of an office. */
const ROUND = `${GAP}[（(](?:19|20)\\d{2}[）)]${GAP}\\d{1,5}${GAP}号`;

const candidates = new RegExp(
  `(?<code>[\\u4e00-\\u9fff]{0,9}(?:[${TAIL}]|[\\u4e00-\\u9fff](?=${GAP}[〔\\[［【﹝〖〘]|${ROUND})))(?<gap1>${GAP})(?<open>[${OPEN}]?)(?<gap2>${GAP})(?<year>${YEAR})(?<nian>年?)(?<gap3>${GAP})(?<close>[${CLOSE}]?)(?<gap4>${GAP})(?<di>第?)(?<gap5>${GAP})(?<serial>\\d{0,5})(?<gap6>${GAP})(?<hao>号?)(?<after>\\s?[月日年.\\d-]?)`,
  "g",
);

/** Without a pair of brackets only these endings speak of a document number: 皖政办秘 2020120. */
const STRONG = /(?:[办政府厅委局党国]发|办函|办秘|政秘|政函|府函|办字|政办|府办|发改|政规|办规|国函)$/;

/** Licences, certificates, map approvals and court files are numbered in other ways. */
const OTHER_NUMBERS = /(?:[证审准注备许登执照核]字|许|证|图|初|终|再|执|申)$/;

/** Words that stand before a number and are no part of its code. */
const LEAD =
  /^.*(?:根据|按照|依据|依照|关于|以及|和|与|及|的|见|由|为|以|贯彻|执行|参照|遵循|契合|符合|落实|印发|转发|遵守|废止|替代|即|附|经|按|文件)/;

/** The first two figures of a year behind a code: cheap to look for, and no number is without. */
const SEED = new RegExp(
  `\\d{2}(?<=(?:[${TAIL}]${GAP}[${OPEN}]?|[\\u4e00-\\u9fff]${GAP}(?:[〔\\[［【﹝〖〘]|(?=${ROUND})[（(]))${GAP}\\d{2})`,
  "g",
);
/** No number begins further before its year, or ends further behind. */
const BEFORE = 18;
const AFTER = 36;

const none: readonly FaultyNumber[] = [];

/** The faulty numbers of a block. The four rules ask for the same block one after the other. */
export const faultyNumbers = ({ text }: TextBlock): readonly FaultyNumber[] => numbersOnce(text);

const numbersOnce = remembered(numbersIn);

/** Looks around each year only: all of the text would be tried from every character on. */
function numbersIn(text: string): readonly FaultyNumber[] {
  SEED.lastIndex = 0;
  let seed = SEED.exec(text);
  if (seed === null) return none;
  const numbers: FaultyNumber[] = [];
  while (seed !== null) {
    const from = Math.max(0, seed.index - BEFORE);
    let to = seed.index + AFTER;
    for (seed = SEED.exec(text); seed !== null && seed.index - BEFORE < to; seed = SEED.exec(text))
      to = seed.index + AFTER;
    for (const found of text.slice(from, to).matchAll(candidates)) numbers.push(...judge(found, { text, from }));
  }
  return numbers;
}

interface Parts {
  readonly code: string;
  readonly open: string;
  readonly year: string;
  readonly nian: string;
  readonly close: string;
  readonly di: string;
  readonly serial: string;
  readonly hao: string;
}

function judge(found: RegExpExecArray, { text, from }: { text: string; from: number }): FaultyNumber[] {
  const groups = found.groups ?? {};
  const given = (name: string): string => groups[name] ?? "";
  const year = given("year");
  const parts: Parts = {
    code: codeOf(given("code")),
    open: given("open"),
    year: year.replace("年", ""),
    nian: `${given("nian")}${year.endsWith("年") ? "年" : ""}`,
    close: given("close"),
    di: given("di"),
    serial: given("serial"),
    hao: given("hao"),
  };
  if (isOther(parts, given("code"), given("after")) || isPartOfList(text, from + found.index)) return [];
  const lead = given("code").length - parts.code.length;
  const start = from + found.index + lead;
  // GS京（2022）0123号 is the number of a map.
  if (/[A-Za-z]/.test(text.charAt(start - 1))) return [];
  const written = found[0].slice(lead, found[0].length - given("after").length).trimEnd();
  const right = rightForm(parts);
  if (written === right) return [];
  return [{ start, end: start + written.length, right, ...faultOf(parts) }];
}

function codeOf(code: string): string {
  return code.replace(LEAD, "");
}

/** 政府（2022年）, 办公室(2023)要: a year in parentheses that no number follows, or another kind of number. */
function isOther(parts: Parts, code: string, after: string): boolean {
  const { open, close, serial, hao, di, nian } = parts;
  if (parts.code === "" || OTHER_NUMBERS.test(code)) return true;
  const isHexagonal = open === "〔" || close === "〕";
  if (after.trim() !== "" && hao === "") return true;
  if (open + close === "") {
    const isCode = STRONG.test(code) || (hao !== "" && di === "" && parts.code.length > 1);
    if (!isCode || nian !== "" || serial.length > 4) return true;
    return serial === "" || (di === "" && hao === "" && serial.length > 4);
  }
  if (serial === "") return !isHexagonal;
  const isPair = open !== "" && close !== "";
  if (isHexagonal) return false;
  return isPair ? /^[<＜〈「]$/.test(open) && hao === "" : !STRONG.test(code) && hao === "";
}

/** A second number of a list, 国办发〔2017〕47号、48号, is written short. */
function isPartOfList(text: string, at: number): boolean {
  return text.startsWith("审图号", Math.max(0, at - 4));
}

function rightForm({ code, year, serial }: Parts): string {
  if (serial === "" || year.length === 3) return "";
  return `${code}〔${fullYear(year)}〕${Number(serial)}号`;
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) > 49 ? `19${year}` : `20${year}`;
}

/** The gravest fault names the finding; the correction mends all of them. */
function faultOf(parts: Parts): Pick<FaultyNumber, "kind" | "message" | "isSure"> {
  const { open, close, year, nian, di, serial, hao } = parts;
  const broken = (message: string) => ({ kind: "broken", message, isSure: false }) as const;
  if (open === "" && close === "") return broken("发文字号缺少六角括号，年份应以“〔〕”括入。");
  if (open === "" || close === "") return broken(`发文字号缺少“${open === "" ? "〔" : "〕"}”，年份应以“〔〕”括入。`);
  if (serial === "") return broken("发文字号缺少发文顺序号，请补齐。");
  if (hao === "") return broken("发文顺序号后应加“号”字。");
  if (year.length !== 4) return broken("发文字号的年份应标全称四位。");
  if (open !== "〔" || close !== "〕") {
    return { kind: "bracket", message: "发文字号的年份应以六角括号“〔〕”括入。", isSure: nian === "" };
  }
  if (di !== "") return { kind: "surplus", message: "发文顺序号前不加“第”字。", isSure: true };
  if (serial.startsWith("0")) return { kind: "surplus", message: "发文顺序号不编虚位，不以0开头。", isSure: true };
  if (nian !== "") return { kind: "surplus", message: "发文字号的年份后不加“年”字。", isSure: true };
  return { kind: "space", message: "发文字号中不留空格。", isSure: true };
}
