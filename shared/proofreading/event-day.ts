/**
 * The day of the event a name is used for (R11). An organ, a place or a law is judged by that day, not by today:
 * `2015年，国土资源部` is right, `2020年，国土资源部` is not. Days are `YYYY-MM-DD` and compare as strings.
 */

import { digitsOf } from "./characters";
import { hitsOf } from "./hits";
import { remembered } from "./memo";
import type { BlockRole, ProofContext } from "./rule";

/** First and last day. A year, a year-month and a range are as long as they say. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface EventDay extends Span {
  /** Where it was read: nothing in the text said more than `today`. */
  readonly basis: "sentence" | "paragraph" | "document" | "metadata" | "today";
}

export interface EventContext extends Pick<ProofContext, "metadata" | "today"> {
  /** The day the document itself bears, when another block shows it: signature, number, head. */
  readonly own?: Span | null;
}

export interface DateSpan extends Span {
  readonly start: number;
  readonly end: number;
}

const EARLIEST = "0000-01-01";
const LATEST = "9999-12-31";
const YEAR = "(?:19|20)\\d{2}|[一二][九〇零○O][〇零○O一二三四五六七八九]{2}";
const NUMBER = "\\d{1,2}|[一二三四五六七八九十]{1,3}";
const POINT = new RegExp(
  `(?<![\\d.〔\\[［-])(${YEAR})(?:年(?:(?:\\s?(${NUMBER})月(?:(${NUMBER})[日号])?)|度|初|末|底)?|[.\\-/](0?[1-9]|1[0-2])(?:[.\\-/](\\d{1,2}))?(?![\\d.])|(?=[—–\\-－~～至到]{1,2}(?:19|20)\\d{2}))`,
  "g",
);
const DECADE = /(?:(20)世纪|上(?:个)?世纪)\s?([3-9])0年代|((?:19|20)\d)0年代/g;
const FIVE_YEARS = /十([一二三四五六])五[”"]?(?=时期|期间|规划|计划|以来|末|初|[”"])/g;
const JOINED = /^\s?[—–\-－~～至到]{1,2}\s?$/;
const OPEN_END = /^(?:[（(][^（()）]{0,8}[）)])?(?:以来|以后|之后|起|后|至今|开始|来(?![自到源]))/;
/** A deadline, 2027年底前, dates what is set by it: it opens nothing. */
const OPEN_START = /^(?:以前|之前|前(?![三四五六七八九十列]))/;

/** The dates a text names, ranges as one, in order. Those inside 《》 belong to a title and say nothing. */
export function datesIn(text: string): DateSpan[] {
  if (!/[年代五]|\d[.\-/]\d/.test(text)) return [];
  const points = [...pointsIn(text), ...decadesIn(text), ...plansIn(text)]
    .filter(({ start }) => !isInTitle(text, start))
    .sort((a, b) => a.start - b.start);
  const dates: DateSpan[] = [];
  for (const point of points) {
    const last = dates.at(-1);
    if (last !== undefined && point.start < last.end) continue;
    if (last !== undefined && JOINED.test(text.slice(last.end, point.start)) && last.from <= point.to)
      dates[dates.length - 1] = { ...last, end: point.end, to: point.to };
    else dates.push(point);
  }
  return dates.map((date) => opened(text, date));
}

/** 自2019年起 has no end, 2015年以前 no beginning. */
function opened(text: string, date: DateSpan): DateSpan {
  const after = text.slice(date.end, date.end + 12);
  if (OPEN_END.test(after)) return { ...date, to: LATEST };
  return OPEN_START.test(after) && text.charAt(date.end - 1) !== "底" ? { ...date, from: EARLIEST } : date;
}

function pointsIn(text: string): DateSpan[] {
  return hitsOf(text, POINT).flatMap((found) => {
    const [whole, yearText = "", month = found[4], day = found[5]] = found;
    const year = /^\d/.test(yearText) ? Number(yearText) : digitsOf(yearText.replace(/[○O]/g, "〇"));
    if (year === null) return [];
    return [
      { start: found.index, end: found.index + whole.length, ...spanOf(year, smallNumber(month), smallNumber(day)) },
    ];
  });
}

function decadesIn(text: string): DateSpan[] {
  return hitsOf(text, DECADE).map((found) => {
    const decade = found[3] ?? `19${found[2] ?? "9"}`;
    const place = { start: found.index, end: found.index + found[0].length };
    return { ...place, from: `${decade}0-01-01`, to: `${decade}9-12-31` };
  });
}

/** “十三五”: 2016 to 2020. */
function plansIn(text: string): DateSpan[] {
  return hitsOf(text, FIVE_YEARS).map((found) => {
    const first = 2001 + 5 * "一二三四五六".indexOf(found[1] ?? "") + 5;
    const place = { start: found.index, end: found.index + found[0].length };
    return { ...place, from: `${first}-01-01`, to: `${first + 4}-12-31` };
  });
}

function smallNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d/.test(text)) return Number(text);
  const [tens = "", units = ""] = text.includes("十") ? text.split("十") : ["〇", text];
  return (tens === "" ? 1 : (digitsOf(tens) ?? 0)) * 10 + (digitsOf(units) ?? 0);
}

const two = (value: number): string => String(value).padStart(2, "0");

/** The last day of a month is written 31: days are compared, never counted. */
function spanOf(year: number, month: number | null, day: number | null): Span {
  if (month === null || month < 1 || month > 12) return { from: `${year}-01-01`, to: `${year}-12-31` };
  if (day === null || day < 1 || day > 31) return { from: `${year}-${two(month)}-01`, to: `${year}-${two(month)}-31` };
  const exact = `${year}-${two(month)}-${two(day)}`;
  return { from: exact, to: exact };
}

/** Whether a place lies between 《 and 》. */
export function isInTitle(text: string, at: number): boolean {
  const open = text.lastIndexOf("《", at - 1);
  return open !== -1 && at - open < 80 && text.indexOf("》", open) >= at;
}

const SENTENCE_END = /[。！？；!?;\n]/;

/** `[start, end)` of the sentence around a place. */
export function sentenceAround(text: string, at: number): readonly [number, number] {
  let start = at;
  while (start > 0 && !SENTENCE_END.test(text[start - 1] ?? "")) start -= 1;
  let end = at;
  while (end < text.length && !SENTENCE_END.test(text[end] ?? "")) end += 1;
  return [start, end];
}

/** The day of the event for which a name at `at` is used: the nearest date, one before the name preferred. */
export function eventDay(text: string, at: number, context: EventContext): EventDay {
  const dates = datesIn(text);
  const [start, end] = sentenceAround(text, at);
  const near = nearest(
    dates.filter((date) => date.start >= start && date.end <= end),
    at,
  );
  if (near !== null) return { from: near.from, to: near.to, basis: "sentence" };
  const far = nearest(dates, at);
  if (far !== null) return { from: far.from, to: far.to, basis: "paragraph" };
  const number = numberBeside(text, at, [start, end]);
  if (number !== null) return { ...number, basis: "sentence" };
  if (context.own !== undefined && context.own !== null) return { ...context.own, basis: "document" };
  return fromMetadata(context);
}

function fromMetadata({ metadata, today }: EventContext): EventDay {
  const year = /[〔[［](\d{4})[〕\]］]/.exec(metadata?.documentNumber ?? "")?.[1];
  if (year !== undefined) return { ...spanOf(Number(year), null, null), basis: "metadata" };
  const day = metadata?.generatedOn ?? "";
  return day === "" ? { from: today, to: today, basis: "today" } : { from: day, to: day, basis: "metadata" };
}

function nearest(dates: readonly DateSpan[], at: number): DateSpan | null {
  return dates.findLast((date) => date.end <= at) ?? dates.find((date) => date.end > at) ?? null;
}

const DOCUMENT_NUMBER = /[〔[［]((?:19|20)\d{2})[〕\]］]\s?第?\d{1,5}号/g;

/**
 * A document number dates its sentence, unless it stands in brackets behind the title of another document that is only
 * cited: 根据《…》（国发〔2016〕2号）要求，某局……
 */
function numberBeside(text: string, at: number, [start, end]: readonly [number, number]): Span | null {
  for (const found of text.slice(start, end).matchAll(DOCUMENT_NUMBER)) {
    const place = start + found.index;
    const head = text.slice(Math.max(start, place - 16), place);
    const cited = /》[（(][^（()）]{0,14}$/.test(head);
    if (!cited || (place > at && place - at < 60)) return spanOf(Number(found[1]), null, null);
  }
  return null;
}

const WHOLE_DATE = new RegExp(`^[\\s　（(]{0,40}(?:${YEAR})年(?:${NUMBER})月(?:${NUMBER})日[\\s　）)]{0,4}$`);
const WHOLE_NUMBER = /^[\s　]{0,40}\S{1,16}[〔[［]((?:19|20)\d{2})[〕\]］]第?\d{1,5}号[\s　]{0,4}$/;
const ADOPTED = new RegExp(`^[\\s　]{0,8}[（(](?:${YEAR})年(?:${NUMBER})月(?:${NUMBER})日`);
const STAMPED = /^[^。；]{0,40}(?:发布|印发|成文|公布|生成)(?:时间|日期)[：:]\s{0,2}(?:19|20)\d{2}/;

/** 时间 or 日期 stands near the beginning, or nothing does. */
const isStamped = (text: string): boolean => /[间期][：:]/.test(text) && STAMPED.test(text);

/** The day a block gives to the whole document: its date line, number, head or dated title. */
export function documentSpan(role: BlockRole, text: string): Span | null {
  if (role === "attachment" || text.length > 300) return null;
  return role === "title" ? spanShown(text, /(?:19|20)\d{2}年/.test(text)) : spanOfBody(text).span;
}

/** Four rules ask it of every block, one after the other. */
const spanOfBody = remembered((text) => ({ span: spanShown(text, false) }));

function spanShown(text: string, isHead: boolean): Span | null {
  if (!/[年〔[［]|\d-\d/.test(text)) return null;
  const number = text.length > 60 ? null : WHOLE_NUMBER.exec(text);
  if (number !== null) return spanOf(Number(number[1]), null, null);
  if (!isHead && !WHOLE_DATE.test(text) && !ADOPTED.test(text) && !isStamped(text)) return null;
  const [first] = datesIn(text);
  return first === undefined ? null : { from: first.from, to: first.to };
}

const FORMERLY =
  /(?:原|时任|前任?|旧称|曾|曾用名|旧名|老|昔日|今.{0,3}前身)[（(]?(?:国家|中国|全国|中央|国务院|地方|[省市县区州旗]|[一-龥]{2,6}[省市县区州旗盟])?(?:《|《中华人民共和国|“)?$/;
const NOW = /^[）)]?[（(，,]?(?:[现今]|已(?:更名|改名|撤销|并入)|后(?:更名|改|并入))/;
const HISTORY =
  /不再保留|更名|改名|改称|易名|前身|旧称|并入|划入|划归|划转|转隶|合署|改组|历史上|历史沿革|曾任|历任|先后任|时任|曾用名|挂牌成立|撤县设|撤市设|撤地设|撤乡|恢复.{0,4}名称|同时废止|予以废止|被废止|已废止|失效|自.{0,20}废止/;
const CHANGE = /撤销|整合|合并|组建|撤并|改为|改革|历史|调整为|设立|废止|取代|代替|修订为|分立|拆分|机构改革|职责|曾/;

/** Whether the text itself says that the name belongs to the past: 原、时任、前身为、更名为、撤销、划入、整合 … */
export function isExcused(text: string, start: number, end: number): boolean {
  if (FORMERLY.test(text.slice(Math.max(0, start - 12), start))) return true;
  if (NOW.test(text.slice(end, end + 8))) return true;
  const [from, to] = sentenceAround(text, start);
  if (HISTORY.test(text.slice(from, to))) return true;
  return (
    CHANGE.test(text.slice(Math.max(from, start - 24), start)) ||
    /^.{0,20}(?:撤销|整合|合并|改为|组建|废止)/.test(text.slice(end, to))
  );
}

/** Whether a dated name holds at some day of the event, is past by then, or did not exist yet. */
export function standing(
  name: { readonly from?: string; readonly until?: string },
  day: Span,
): "valid" | "past" | "early" {
  if (name.until !== undefined && day.from >= name.until) return "past";
  return name.from !== undefined && day.to < name.from ? "early" : "valid";
}
