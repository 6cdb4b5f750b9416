/** 省、市、县 that do not belong together: 四川省西安市. */

import { cites } from "../../authority";
import { eventDay, isExcused } from "../../event-day";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { currentTable, type Divisions } from "./region-table";

/** Cities that another province held before: 四川省重庆市 until 1997. */
const BEFORE: readonly { readonly province: string; readonly city: string; readonly until: string }[] = [
  { province: "四川省", city: "重庆市", until: "1998-01-01" },
  { province: "广东省", city: "海口市", until: "1989-01-01" },
  { province: "广东省", city: "三亚市", until: "1989-01-01" },
];

/** 某市西城区, 某市老城区: cities name their own quarters and zones so. */
const COMMON = /[市州][东西南北新老]城区$/;

export const placeParent: BlockRule = {
  id: "org-place-parent",
  category: "region",
  title: "行政区隶属错误",
  severity: "warning",
  fix: "suggest",
  authority: [cites("GB/T 2260-2007《中华人民共和国行政区划代码》", "2008-02-01")(), cites("民政部行政区划代码")()],
  confidence: 0.9,
  checks: ["MC-42"],
  scope: "block",
  needs: "省区市",
  find: (block, context) =>
    pairsIn(block, currentTable()).filter(({ start, end }) => {
      const written = block.text.slice(start, end);
      if (COMMON.test(written) || isExcused(block.text, start, end)) return false;
      const day = eventDay(block.text, start, context);
      return !BEFORE.some(({ province, city, until }) => day.from < until && written === province + city);
    }),
  wrong: [
    { text: "项目辐射河北省石家庄市、保定市、⟦大同市⟧等地。", first: "山西省大同市" },
    { text: "⟦四川省西安市⟧数据局。", first: "陕西省西安市" },
    { text: "家住⟦浙江省苏州市⟧。", first: "江苏省苏州市" },
    { text: "⟦湖北省浏阳市⟧产业园。", first: "湖南省浏阳市" },
    { text: "⟦成都市涪陵区⟧医院。", first: "重庆市涪陵区" },
    { text: "在⟦广东省桂林市⟧召开会议", first: "广西壮族自治区桂林市" },
    { text: "⟦广州市宝安区⟧的企业", first: "深圳市宝安区" },
    { text: "⟦湖南省武汉市⟧分公司", first: "湖北省武汉市" },
    { text: "⟦河南省石家庄市⟧某厂", first: "河北省石家庄市" },
    { text: "⟦湘潭市岳麓区⟧大学城", first: "长沙市岳麓区" },
    { text: "客商来自⟦浙江省苏州⟧和⟦四川省西安⟧。", first: "江苏省苏州" },
    { text: "⟦武汉市锦江区⟧的门店", first: "成都市锦江区" },
  ],
  right: [
    "项目辐射河北省石家庄市、保定市和北京市、山西省大同市等地。",
    "陕西省西安市数据局。",
    "湖南省浏阳市、四川省简阳市。",
    "江苏省徐州市鼓楼区、福建省福州市鼓楼区。",
    "吉林省吉林市、海南省儋州市。",
    "成都市高新区、杭州市中心区。",
    "1990年，四川省重庆市。",
    "由四川省、重庆市共同建设。",
    "辽宁省朝阳市、北京市朝阳区。",
    "新疆维吾尔自治区石河子市、海南省三沙市西沙区。",
    "长沙市岳麓区人民法院。",
    "湖南省长沙、吉林省吉林、江苏省南京路小学。",
    "开发区、漯河市西城区管委会按照职责分工负责。",
  ],
};

/** The first words of a division's name, longest first, so that 朝阳市 is read before 朝阳. */
const NAME = "[一-龥]{1,10}?(?:自治州|自治县|自治旗|地区|市|县|区|旗|州|盟)";
const PROVINCE =
  /(?:[一-龥]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)(?:自治区)|北京市|天津市|上海市|重庆市)/g;
/** Stands in each of them: cheap to look for. */
const HAS_PROVINCE = /省|[古族藏尔]自治区|[京津海庆]市/;
const CITY = new RegExp(`(?=(?<name>${NAME}))`, "y");

function pairsIn({ id, text }: TextBlock, table: Divisions): Match[] {
  const matches: Match[] = [];
  for (const found of HAS_PROVINCE.test(text) ? hitsOf(text, PROVINCE) : []) {
    const province = table.provinces.find((name) => found[0].endsWith(name));
    if (province === undefined) continue;
    const start = found.index + found[0].length - province.length;
    const place = { province, start, end: start + province.length };
    const match = underProvince(text, place, table) ?? shortCity(text, place, table) ?? inList(text, place, table);
    if (match !== null) matches.push({ block: id, ...match });
  }
  return [...matches, ...underCity(id, text, table)];
}

interface Place {
  readonly province: string;
  readonly start: number;
  readonly end: number;
}

function underProvince(text: string, { province, start, end }: Place, table: Divisions): Omit<Match, "block"> | null {
  const name = longestName(text, end, table);
  if (name === null) return null;
  const holders = new Set([
    ...(table.provinceOf.get(name) ?? []),
    ...(table.placesOf.get(name) ?? []).map((place) => place.province),
    ...(table.provinces.includes(name) ? [name] : []),
  ]);
  if (holders.has(province) || holders.size === 0) return null;
  const [only] = holders;
  return fault(
    start,
    end + name.length,
    holders.size === 1 && only !== undefined && only !== name ? [only + name] : holders.size === 1 ? [name] : [],
  );
}

const NEXT = /^[、和与及](?=[一-龥]{2,4}市(?:[、和与及等]|$|[，。；]|的))/;

/** 河北省石家庄市、保定市、大同市: a city of another province in the list that the province opens. */
function inList(text: string, { province, end }: Place, table: Divisions): Omit<Match, "block"> | null {
  const first = longestName(text, end, table);
  if (first === null || !first.endsWith("市") || province.endsWith("市")) return null;
  let at = end + first.length;
  while (NEXT.test(text.slice(at, at + 8))) {
    const name = longestName(text, at + 1, table);
    if (name === null || !name.endsWith("市")) return null;
    const holders = [...(table.provinceOf.get(name) ?? [])];
    // A city that is a province itself, 石家庄市、天津市, begins anew.
    if (holders.length === 0 || table.provinces.includes(name)) return null;
    if (!holders.includes(province) && !(table.placesOf.get(name) ?? []).some((one) => one.province === province))
      return fault(at + 1, at + 1 + name.length, holders.length === 1 ? [`${holders[0] ?? ""}${name}`] : []);
    at += 1 + name.length;
  }
  return null;
}

/** 四川省西安: a city without 市, of two or three characters, behind the full name of another province. */
function shortCity(text: string, { province, start, end }: Place, table: Divisions): Omit<Match, "block"> | null {
  if (province.endsWith("市") || longestName(text, end, table) !== null) return null;
  for (const length of [3, 2]) {
    const name = text.slice(end, end + length);
    const holders = name.length < length ? undefined : table.provinceOf.get(`${name}市`);
    if (holders === undefined || /^[路街镇乡村区县湖河江山海岛港湾关湘]/.test(text.slice(end + length))) continue;
    const known =
      holders.has(province) || (table.placesOf.get(`${name}市`) ?? []).some((one) => one.province === province);
    const inside = ["区", "县"].some((kind) =>
      (table.placesOf.get(name + kind) ?? []).some((one) => one.province === province),
    );
    if (known || inside) return null;
    return fault(
      start,
      end + length,
      [...holders].map((holder) => holder + name),
    );
  }
  return null;
}

/** Parts of any city, and names by which parts of several go. */
const GENERIC = /^(?:[新老]?城[区中关厢]?区?|郊区|矿区|市[中北南东西]区|新区|[东西南北]区)$/;

/** A city followed by a county whose name exists in the country, and not in that city. */
function underCity(id: string, text: string, table: Divisions): readonly Match[] {
  const matches: Match[] = [];
  const cityEnds = endsOfCities(table);
  for (let at = text.indexOf("市"); at !== -1; at = text.indexOf("市", at + 1)) {
    const city = cityEnds.has(pairAt(text, at - 2)) ? cityBefore(text, at + 1, table) : null;
    if (city === null) continue;
    const name = longestName(text, at + 1, table);
    const places = name === null ? [] : (table.placesOf.get(name) ?? []);
    const [place] = places;
    if (name === null || place === undefined || places.length > 4 || name.length < 3 || GENERIC.test(name)) continue;
    if (places.some((one) => one.city === city || one.province === city || one.city === "")) {
      if (places.length > 1 || place.city !== "" || place.province === city || table.provinceOf.has(name)) continue;
    }
    const right = places.map((one) => (one.city === "" ? one.province : one.city) + name);
    matches.push({ block: id, ...fault(at + 1 - city.length, at + 1 + name.length, right) });
  }
  return matches;
}

const pairAt = (text: string, at: number): number => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
const ends = new WeakMap<Divisions, ReadonlySet<number>>();

/** The two units before 市 of every city, as one number. */
function endsOfCities(table: Divisions): ReadonlySet<number> {
  const known = ends.get(table);
  if (known !== undefined) return known;
  const names = [...table.provinceOf.keys(), ...table.provinces].filter((name) => name.endsWith("市"));
  const fresh = new Set(names.map((name) => pairAt(name, name.length - 3)));
  ends.set(table, fresh);
  return fresh;
}

function cityBefore(text: string, end: number, table: Divisions): string | null {
  for (let length = 6; length >= 3; length -= 1) {
    const name = text.slice(end - length, end);
    if (
      name.length === length &&
      (table.provinceOf.has(name) || (table.provinces.includes(name) && name.endsWith("市")))
    )
      return name;
  }
  return null;
}

function longestName(text: string, at: number, table: Divisions): string | null {
  CITY.lastIndex = at;
  if (CITY.exec(text) === null) return null;
  for (let length = 14; length >= 2; length -= 1) {
    const name = text.slice(at, at + length);
    if (
      name.length === length &&
      (table.provinceOf.has(name) || table.placesOf.has(name) || table.provinces.includes(name))
    )
      return /^[域间块划别位段隔民场容]/.test(text.slice(at + length)) ? null : name;
  }
  return null;
}

function fault(start: number, end: number, suggestions: readonly string[]): Omit<Match, "block"> {
  const right = suggestions.length === 0 ? "" : `，应为“${suggestions.join("”“")}”`;
  return { start, end, message: `行政区的隶属关系不对${right}，请核对。`, suggestions };
}
