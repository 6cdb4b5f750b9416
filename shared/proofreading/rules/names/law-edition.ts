/** The edition a text cites a law by: year and kind of its revision, number of its order, day it took effect (MC-26). */
import { cites } from "../../authority";
import { hitsOf } from "../../hits";
import { collectiveOrders, EDITIONS_UNTIL } from "../../packs/law-editions";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { editionsOf, type LawEditions } from "./law-edition-table";
import { orderTitles } from "./law-remedies";

const database = cites("国家法律法规数据库各法题注");

const NOTED = /《(?<title>[^《》\n]{2,30})》(?<open>[（(])(?<note>[^（()）\n]{4,50})[）)]/g;
const REVISED =
  /(?<year>(?:19|20)\d{2})年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:第[一二三四五六七八九]次)?(?<kind>修订|修正)/g;

export const lawEdition: BlockRule = {
  id: "law-edition",
  category: "law",
  title: "法律法规的修订年份或方式有误",
  severity: "warning",
  fix: "suggest",
  authority: [database()],
  confidence: 0.88,
  checks: ["MC-26"],
  scope: "block",
  words: ["修订", "修正"],
  find: (block) =>
    notes(block.text).flatMap(({ editions, note, at }) =>
      hitsOf(note, REVISED).flatMap((found): Match[] => {
        const { year = "", kind = "" } = found.groups ?? {};
        const start = at + found.index;
        const place = { block: block.id, start, end: start + found[0].length };
        return [...unlikeEdition(editions, Number(year), kind)].map((found) => ({ ...place, ...found }));
      }),
    ),
  wrong: [
    { text: "根据《中华人民共和国公务员法》（⟦2019年修订⟧）办理。", first: "2018年修订" },
    { text: "依照《城乡规划法》（⟦2018年修正⟧）第四十条。", first: "2019年修正" },
    { text: "根据《中华人民共和国档案法》（⟦2020年修正⟧）。", first: "2020年修订" },
    { text: "《消防法》（⟦2022年4月29日修正⟧）规定。", first: "2021年修正" },
    { text: "《反家庭暴力法》（⟦2020年修订⟧）施行以来。" },
  ],
  right: [
    "根据《中华人民共和国公务员法》（2018年修订）办理。",
    "依照《城乡规划法》（2019年修正）第四十条。",
    "《消防法》（2021年4月29日修正）规定。",
    "《治安管理处罚法》（2025年修订）自2026年1月1日起施行。",
    "《某市城乡规划条例》（2018年修正）。",
    "《劳动法》（2009年修正）第三条。",
    "修订了《消防法》（以下简称本法）。",
  ],
};

interface Noted {
  readonly editions: LawEditions;
  readonly note: string;
  /** Where the note begins in the text. */
  readonly at: number;
}

/** Titles with a bracket behind them of which the editions are known. */
function notes(text: string): readonly Noted[] {
  return hitsOf(text, NOTED).flatMap((found): Noted[] => {
    const { title = "", note = "" } = found.groups ?? {};
    const editions = editionsOf(title);
    return editions === undefined ? [] : [{ editions, note, at: found.index + title.length + 3 }];
  });
}

/** In 2009 one decision amended 59 laws (2009-08-27): a law older than that may bear the year. */
const OMNIBUS = 2009;

function unlikeEdition({ years }: LawEditions, year: number, kind: string): Pick<Match, "message" | "suggestions">[] {
  const first = Math.min(...years.keys());
  if (year > EDITIONS_UNTIL || (year === OMNIBUS && first < OMNIBUS)) return [];
  const known = years.get(year);
  const later = [...years].filter(([, how]) => how !== "制定");
  const all = later.map(([at, how]) => `${at}年${how}`);
  if (known === undefined) {
    const nearest = later.toSorted(([a], [b]) => Math.abs(a - year) - Math.abs(b - year) || b - a)[0];
    const list = all.length === 0 ? `${first}年制定，此后到${EDITIONS_UNTIL}年没有修改` : `只有${all.join("、")}`;
    const suggestions = nearest === undefined ? [] : [`${nearest[0]}年${nearest[1]}`];
    return [{ message: `该法没有${year}年的文本（${list}），请核对。`, suggestions }];
  }
  // A first text is only called by its year; regulations are 修订 in all their headings.
  if (known === "制定" || known === kind) return [];
  return [{ message: `${year}年那次是“${known}”，不是“${kind}”。`, suggestions: [`${year}年${known}`] }];
}

const ORDER = /国务院令第?(?<mark>(?<number>\d{2,3})号)/g;

export const lawOrder: BlockRule = {
  id: "law-order-edition",
  category: "law",
  title: "国务院令号与行政法规不符",
  severity: "warning",
  fix: "suggest",
  authority: [database()],
  confidence: 0.88,
  checks: ["MC-26"],
  scope: "block",
  words: ["国务院令"],
  find: ordersIn,
  wrong: [
    { text: "根据《志愿服务条例》（国务院令第⟦655号⟧）。", first: "685号" },
    { text: "《宗教事务条例》（国务院令第⟦426号⟧，2017年修订）规定。", first: "686号" },
    { text: "依照《中华人民共和国土地管理法实施条例》（中华人民共和国国务院令第⟦763号⟧）执行。" },
    { text: "《食品安全法实施条例》（国务院令第⟦557号⟧公布，2019年修订）。", first: "721号" },
  ],
  right: [
    "根据《志愿服务条例》（国务院令第685号）。",
    "《宗教事务条例》（国务院令第426号公布，国务院令第686号修订，2017年修订）规定。",
    "《物业管理条例》（国务院令第698号修订）。",
    "《某某条例》（国务院令第658号）。",
    "《建设工程质量管理条例》（国务院令第279号，2019年修订）。",
  ],
};

function ordersIn({ id, text }: TextBlock): Match[] {
  return notes(text).flatMap(({ editions: { orders }, note, at }) => {
    const cited = hitsOf(note, ORDER);
    if (orders.size === 0) return [];
    return cited.flatMap((found): Match[] => {
      const number = Number(found.groups?.number);
      const right = rightOrder(orders, number, cited.length === 1 ? note : "");
      if (right === null) return [];
      const start = at + found.index + found[0].indexOf(found.groups?.mark ?? "");
      const message = `这部行政法规的国务院令是第${right.join("号、第")}号，请核对。`;
      return [{ block: id, start, end: at + found.index + found[0].length, message, suggestions: [`${right[0]}号`] }];
    });
  });
}

/** What the number should be, the likeliest first; null where nothing is wrong with it. */
function rightOrder(orders: LawEditions["orders"], number: number, note: string): readonly number[] | null {
  const own = orders.get(number);
  if (own === undefined) {
    // Another rule says which text a number belongs to, if it is known.
    if (collectiveOrders.has(number) || orderTitles[String(number)] !== undefined) return null;
    return [...orders.keys()].toSorted((a, b) => Math.abs(a - number) - Math.abs(b - number));
  }
  const year = Number(REVISED_YEAR.exec(note)?.[1] ?? "0");
  const issued = [...orders].find(([, at]) => at === year);
  return year === own || issued === undefined ? null : [issued[0]];
}
const REVISED_YEAR = /((?:19|20)\d{2})年?修订/;

const EFFECTIVE =
  /《(?<title>[^《》\n]{2,30})》(?:[（(][^（()）\n]{1,50}[）)])?(?:已|将|已经|修订后)?[自于从]?(?<day>(?<year>(?:19|20)\d{2})年(?<month>\d{1,2})月(?<date>\d{1,2})日)(?:起|开始)?(?:正式|全面)?(?:施行|实施|生效)/g;

export const lawEffectiveDay: BlockRule = {
  id: "law-effective-day",
  category: "law",
  title: "法律法规的施行日期有误",
  severity: "warning",
  fix: "suggest",
  authority: [database()],
  confidence: 0.88,
  checks: ["MC-26"],
  scope: "block",
  seeks: [/日(?:起|开始)?(?:正式|全面)?(?:施行|实施|生效)/],
  find: ({ id, text }) =>
    text.includes("》")
      ? hitsOf(text, EFFECTIVE).flatMap((found): Match[] => {
          const { title = "", year = "", month = "", date = "", day = "" } = found.groups ?? {};
          const right = rightDay(editionsOf(title)?.days ?? [], [year, month, date]);
          if (right === null) return [];
          const start = found.index + found[0].indexOf(day, title.length + 2);
          const message = `《${title}》自${right}起施行，请核对。`;
          return [{ block: id, start, end: start + day.length, message, suggestions: [right] }];
        })
      : [],
  wrong: [
    { text: "《中华人民共和国家庭教育促进法》自⟦2021年1月1日⟧起施行。", first: "2022年1月1日" },
    { text: "《退役军人保障法》已于⟦2021年7月1日⟧起正式施行。", first: "2021年1月1日" },
    { text: "《中华人民共和国民法典》自⟦2020年1月1日⟧起施行。", first: "2021年1月1日" },
  ],
  right: [
    "《中华人民共和国家庭教育促进法》自2022年1月1日起施行。",
    "《中华人民共和国治安管理处罚法》自2026年1月1日起施行。",
    "《某市家庭教育促进条例》自2021年1月1日起施行。",
    "《安全生产法》自2030年3月1日起施行。",
  ],
};

/** The day that is meant: the year or the month and day agree with a known one and the rest does not. */
function rightDay(days: readonly string[], [year, month, date]: readonly [string, string, string]): string | null {
  const said = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (days.length === 0 || days.includes(said)) return null;
  const near = days.find((day) => day.slice(5) === said.slice(5)) ?? days.find((day) => day.slice(0, 4) === year);
  if (near === undefined) return null;
  const [rightYear = "", rightMonth = "", rightDate = ""] = near.split("-");
  return `${rightYear}年${Number(rightMonth)}月${Number(rightDate)}日`;
}
