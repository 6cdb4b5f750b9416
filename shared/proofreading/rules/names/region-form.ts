/** Divisions under a name of another kind or a slip away from their own: 南京市玄武县, 凉山彝族州, 江苏省南景市. */

import { cites } from "../../authority";
import { isExcused, isInTitle } from "../../event-day";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";
import { areConfusable, type Slip, slipBetween } from "./near-miss";
import { abolishedTable, currentTable } from "./region-table";

const codes = cites("民政部行政区划代码");
const autonomy = cites("《中华人民共和国民族区域自治法》", "2001-02-28");

interface Found {
  readonly start: number;
  readonly end: number;
  readonly right: readonly string[];
}

/** What lies in a province or city: whole names, and names by their stem. */
interface Inside {
  readonly names: ReadonlySet<string>;
  readonly byStem: ReadonlyMap<string, string>;
}

interface Table {
  readonly inside: ReadonlyMap<string, Inside>;
  /** Every name of today, wherever it lies. */
  readonly all: ReadonlySet<string>;
  /** 自治区, 自治州, 自治县 and 自治旗 by what stands before the name of the people. */
  readonly autonomous: ReadonlyMap<string, readonly string[]>;
}

const KIND = /(?:自治[区州县旗]|地区|[市县区旗盟])$/;
const PEOPLES =
  "(?:维吾尔|哈萨克|柯尔克孜|鄂伦春|鄂温克|达斡尔|布依|土家|仡佬|毛南|仫佬|傈僳|拉祜|布朗|景颇|哈尼|纳西|独龙|朝鲜|裕固|保安|东乡|撒拉|锡伯|塔吉克|蒙古|壮|回|藏|苗|彝|侗|瑶|白|傣|黎|畲|羌|土|满|佤|怒|普米|各)族?";
const AUTONOMOUS = new RegExp(`^([一-龥]{2,7}?)(?:${PEOPLES}){0,5}自治([区州县旗])$`);

let table: Table | null = null;

function regionTable(): Table {
  table ??= readTable();
  return table;
}

function readTable(): Table {
  const { provinceOf, placesOf, provinces } = currentTable();
  const children = new Map<string, Set<string>>();
  const put = (parent: string, child: string) => {
    if (parent === "") return;
    (children.get(parent) ?? children.set(parent, new Set()).get(parent))?.add(child);
  };
  for (const [city, holders] of provinceOf) for (const province of holders) put(province, city);
  for (const [county, places] of placesOf)
    for (const { province, city } of places) {
      put(city, county);
      put(province, county);
    }
  const all = new Set([...provinces, ...provinceOf.keys(), ...placesOf.keys()]);
  return {
    inside: new Map(Array.from(children, ([parent, names]) => [parent, { names, byStem: stemsOf(names) }])),
    all,
    autonomous: autonomousOf(all),
  };
}

function stemsOf(names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const stems = new Map<string, string>();
  for (const name of names) {
    const stem = name.replace(KIND, "");
    if (stem.length >= 2 && !GENERIC.test(name)) stems.set(stem, name);
  }
  return stems;
}

/** 城区, 郊区 and the like name a part of any city. */
const GENERIC = /^(?:新?城[区中关厢]?区?|郊区|矿区|市[中北南东西]区|新区|[东西南北]区|.{2}新区)$/;

function autonomousOf(all: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const stems = new Map<string, string[]>();
  for (const name of all) {
    const stem = AUTONOMOUS.exec(name)?.[1];
    if (stem === undefined) continue;
    const names = stems.get(stem);
    if (names === undefined) stems.set(stem, [name]);
    else names.push(name);
  }
  return stems;
}

export const placeForm: BlockRule = {
  id: "org-place-form",
  category: "region",
  title: "行政区名称错误",
  severity: "error",
  fix: "suggest",
  authority: [codes(), autonomy()],
  confidence: 0.92,
  checks: ["MC-42"],
  scope: "block",
  words: ["省", "洲市", "洲区", "自治", "自制", "自冶", "市", "族州", "族县"],
  find: (block, { lexicon }) => {
    const abolished = abolishedTable(lexicon);
    const found = [...autonomousSlips(block.text), ...childSlips(block.text), ...islandSlips(block.text)];
    return found.flatMap(({ start, end, right }): Match[] => {
      const written = block.text.slice(start, end);
      if (abolished.has(written) || isExcused(block.text, start, end) || isInTitle(block.text, start)) return [];
      const message = `行政区划中没有“${written}”，应为“${right.join("”“")}”，请核对。`;
      return [{ block: block.id, start, end, message, suggestions: right }];
    });
  },
  wrong: [
    { text: "项目位于南京市⟦玄武县⟧。", first: "玄武区" },
    { text: "合肥市⟦瑶海市⟧的企业", first: "瑶海区" },
    { text: "到⟦凉山彝族州⟧考察。", first: "凉山彝族自治州" },
    { text: "⟦延边朝鲜自治州⟧和⟦广西壮族自治州⟧", first: "延边朝鲜族自治州" },
    { text: "⟦苏洲市⟧和⟦郑洲市⟧的客商", first: "苏州市" },
    { text: "⟦大理白族自制州⟧的民宿", first: "大理白族自治州" },
    { text: "⟦新疆维吾尔族自治区⟧代表团", first: "新疆维吾尔自治区" },
    { text: "江苏省⟦南景市⟧的展会", first: "南京市" },
    { text: "四川省⟦锦阳市⟧涪城区", first: "绵阳市" },
    { text: "家住杭州市⟦于杭区⟧。", first: "余杭区" },
    { text: "⟦阿坝羌族藏族自治州⟧、⟦甘孜自治州⟧", first: "阿坝藏族羌族自治州" },
  ],
  right: [
    "南京市玄武区、合肥市瑶海区、南京市江宁区。",
    "凉山彝族自治州、凉山州、新疆伊犁哈萨克自治州、广西恭城瑶族自治县。",
    "设立民族自治州、自治县，实行民族区域自治。",
    "成都市区域发展、重庆市县域经济、上海市民服务。",
    "株洲市、满洲里市、五大洲区域组织。",
    "江苏省南部、四川省绵阳市涪城区。",
    "云南的民族自治州，青海省六个民族自治州。",
    "扬州市江都市已经改为江都区。",
    "广州市黄埔海关、长沙市芙蓉国。",
  ],
};

const CALLED = /[一-龥]{2,14}?(?:自[治制冶][区州县旗]|族[州县旗])/g;
const LOOSE = /民族|各|等|的|个|和|与|、|属|辖|实行|区域|是|了|内|为/;

/** Where the stem of an autonomous area is followed by 自治 or a people, and no whole name ends there. */
function autonomousSlips(text: string): Found[] {
  if (!/自[治制冶]|族[州县旗]/.test(text)) return [];
  const { all, autonomous } = regionTable();
  return hitsOf(text, CALLED).flatMap((found): Found[] => {
    const end = found.index + found[0].length;
    if (/^[域委人主]/.test(text.slice(end)) || endsWithName(text, end, all)) return [];
    for (let start = Math.max(0, end - 16); start < end - 3; start += 1)
      for (let length = 7; length >= 2; length -= 1) {
        const names = autonomous.get(text.slice(start, start + length));
        const between = text.slice(start + length, end).replace(/(?:自[治制冶])?[区州县旗]$/, "");
        if (names === undefined || start + length > end - 2 || LOOSE.test(between) || !/^[一-龥]{0,10}$/.test(between))
          continue;
        if (!new RegExp(`^(?:${PEOPLES}|[一-龥]族|[一-龥]{1,2}){0,4}$`).test(between)) continue;
        const kind = text.charAt(end - 1);
        const same = names.filter((name) => name.endsWith(kind));
        return [{ start, end, right: same.length === 0 ? names : same }];
      }
    return [];
  });
}

function endsWithName(text: string, end: number, all: ReadonlySet<string>): boolean {
  for (let length = 3; length <= 18; length += 1) if (all.has(text.slice(Math.max(0, end - length), end))) return true;
  return false;
}

/** 苏洲市 for 苏州市: the commonest slip of all in names of places. */
function islandSlips(text: string): Found[] {
  const { all } = regionTable();
  if (!text.includes("洲")) return [];
  return Array.from(text.matchAll(/洲[市区]/g)).flatMap(({ index }): Found[] => {
    for (const length of [4, 3, 2, 1]) {
      const start = index - length;
      const written = start < 0 ? "" : text.slice(start, index + 2);
      if (all.has(written)) return [];
      const right = written.replace("洲", "州");
      if (/^[一-龥]+$/.test(written) && all.has(right)) return [{ start, end: index + 2, right: [right] }];
    }
    return [];
  });
}

const PARENT = /[省区市州盟]/g;
const CHILD = /^([一-龥]{2,5}?)(地区|[市县区旗盟])(?![域间块划别位段隔分级民场容值]|镇|乡镇|委办|直)/;

/** Behind a province or a city: a name that it does not hold, but nearly. */
function childSlips(text: string): Found[] {
  const { inside, all } = regionTable();
  const found: Found[] = [];
  for (const { index } of hitsOf(text, PARENT)) {
    const at = index + 1;
    const parent = parentBefore(text, at, inside);
    if (parent === null || !/^[一-龥]{3}/.test(text.slice(at, at + 3)) || beginsWithName(text, at, all)) continue;
    const [written = "", stem = ""] = CHILD.exec(text.slice(at, at + 9)) ?? [];
    const known = parent.byStem.get(stem);
    const near = known === undefined ? nearName(text, at, parent.names) : { name: known, length: written.length };
    if (near !== null) found.push({ start: at, end: at + near.length, right: [near.name] });
  }
  return found;
}

let endings: { readonly inside: ReadonlyMap<string, Inside>; readonly pairs: ReadonlySet<string> } | null = null;

/** The last two characters of every province and city: few places of a text have any of them. */
function endingsOf(inside: ReadonlyMap<string, Inside>): ReadonlySet<string> {
  if (endings?.inside !== inside)
    endings = { inside, pairs: new Set(Array.from(inside.keys(), (name) => name.slice(-2))) };
  return endings.pairs;
}

function parentBefore(text: string, end: number, inside: ReadonlyMap<string, Inside>): Inside | null {
  if (!endingsOf(inside).has(text.slice(end - 2, end))) return null;
  for (let length = 11; length >= 3; length -= 1) {
    const known = length > end ? undefined : inside.get(text.slice(end - length, end));
    if (known !== undefined) return known;
  }
  return null;
}

function beginsWithName(text: string, at: number, all: ReadonlySet<string>): boolean {
  for (let length = 2; length <= 15; length += 1) if (all.has(text.slice(at, at + length))) return true;
  return false;
}

interface Near {
  readonly name: string;
  /** Of what is written. */
  readonly length: number;
}

/** One slip away from one name only: mistaken, crossed or doubled characters, one lost from a longer name. */
function nearName(text: string, at: number, names: ReadonlySet<string>): Near | null {
  const near: Near[] = [];
  for (const name of names) {
    if (name.length < 3 || GENERIC.test(name)) continue;
    for (const length of [name.length, name.length - 1, name.length + 1]) {
      const written = text.slice(at, at + length);
      if (!/^[一-龥]+$/.test(written)) continue;
      const slip = slipBetween(name, written);
      if (slip !== null && isLikely(slip, name, written)) near.push({ name, length });
    }
  }
  return near.length === 1 ? (near[0] ?? null) : null;
}

function isLikely(slip: Slip, name: string, written: string): boolean {
  const last = name.length - 1;
  // 吉林省的城市 is not 白城市.
  if (slip.kind === "changed") return slip.from !== "的" && slip.at < last && areConfusable(slip.from, slip.to);
  if (slip.kind === "swapped") return true;
  if (slip.kind === "dropped") return slip.at < last && name.length > 3;
  return slip.at > 0 && slip.at <= last && written.at(-1) === name.at(-1) && written[slip.at] === written[slip.at - 1];
}
