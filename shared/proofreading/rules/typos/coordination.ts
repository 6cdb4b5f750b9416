/** MC-02: what is joined is not of one kind: 核桃、板栗和干果 puts a class beside its own members. */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { classTable } from "./class-table";

/** By class, what belongs to it. */
const classes: ReadonlyMap<string, ReadonlySet<string>> = tableOf(classTable);

function tableOf(table: string): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const line of table.trim().split("\n")) {
    const [names = "", members = ""] = line.split("：");
    for (const name of names.split(" "))
      known.set(name, new Set([...(known.get(name) ?? []), ...members.split(" ").filter((one) => one !== name)]));
  }
  return known;
}

const names = [...classes.keys()].sort((a, b) => b.length - a.length).join("|");
const members = [...new Set([...classes.values()].flatMap((all) => [...all]))];
const LONGEST = Math.max(...members.map(({ length }) => length));

/** What makes the class another one than the members': 苹果和其他水果, 学生和校外未成年人. */
const APART =
  "(?!其他|其它|其余|别的|相关|有关|各类|各种|一些|许多|多种|部分|更多|配套|校外|社会|所有|全部|当地|本地|进口|反季)";
const DESCRIBED =
  "(?:特色|时令|新鲜|优质|民族|传统|危险|重要|重大|常见|主要|生活|日常|大型|小型|公共|开放|自然|极端|有效|农村|珍稀|名优|经济|高档|各式|群众性|法定|慢性|交通|家用|易燃|劳动|文化|网络)?";
/** The class after its members; 和 may have 一 named thing before it only, when that thing is long enough to be no part of another word. */
const LAST = new RegExp(
  `(?<=[一-龥])(?<mark>和|与|以及|及)${APART}(?<kind>${DESCRIBED}(?:${names}))(?=[，。；、！）]|$|种植|培训|产业|生产|养殖|加工|销售|游泳|玩耍|比赛|表演|展示|进行|开展|发放|提供|的)`,
  "g",
);
const FIRST = new RegExp(`(?<kind>${names})(?<mark>和|与|以及)(?<one>[一-龥]{1,${LONGEST}})`, "g");

/** Whether a class is joined with anything: asked where there is a word that joins, not wherever a class may begin. */
const JOINED = new RegExp(`(?:[和与]|以及)(?<=(?:${names})(?:[和与]|以及))`);

function faultsIn({ id, text }: TextBlock): Match[] {
  const matches: Match[] = [];
  for (const { index, groups } of hitsOf(text, LAST)) {
    const { mark = "", kind = "" } = groups ?? {};
    const name = classIn(kind);
    const member = name === null ? null : memberBefore(text, index, name);
    if (member === null) continue;
    const listed = text.charAt(index - member.length - 1) === "、";
    // 学生和未成年人: of two, one may be meant to be left out.
    const message = listed
      ? `“${kind}”包括“${member}”，不能并列，“${mark}”应为“等”。`
      : `“${kind}”包括“${member}”，二者不能并列。`;
    matches.push({ block: id, start: index, end: index + mark.length, message, suggestions: ["等"] });
  }
  if (!JOINED.test(text)) return matches;
  for (const { index, groups } of hitsOf(text, FIRST)) {
    const { kind = "", mark = "", one = "" } = groups ?? {};
    const member = memberAtStart(one, kind, text.slice(index + kind.length + mark.length + one.length));
    if (member === null) continue;
    const start = index + kind.length;
    const message = `“${kind}”包括“${member}”，二者不能并列。`;
    matches.push({ block: id, start, end: start + mark.length, message, suggestions: [] });
  }
  return matches;
}

function classIn(kind: string): string | null {
  for (let from = 0; from < kind.length - 1; from += 1) if (classes.has(kind.slice(from))) return kind.slice(from);
  return null;
}

/** The member that ends there, whole: after a mark, or long enough. */
function memberBefore(text: string, end: number, name: string): string | null {
  for (let size = Math.min(LONGEST, end); size >= 1; size -= 1) {
    const one = text.slice(end - size, end);
    if (classes.get(name)?.has(one) !== true) continue;
    const before = text.charAt(end - size - 1);
    return before === "、" ||
      (size >= 2 && !/[一-龥]/.test(before)) ||
      (size >= 2 && VERBS.test(text.slice(0, end - size)))
      ? one
      : null;
  }
  return null;
}

/** A word of doing before it: its name begins here. */
const VERBS =
  /(?:种植|发展|养殖|发放|购买|销售|采购|学习|开设|向|对|给|为|组织|帮助|关爱|慰问|走访|严查|查处|防治|预防|应对|携带|提供|设立|建设|使用|利用|通过|品尝|包括|有|到|在|及)$/;

function memberAtStart(one: string, kind: string, rest: string): string | null {
  for (let size = one.length; size >= 2; size -= 1) {
    const member = one.slice(0, size);
    if (classes.get(kind)?.has(member) === true)
      return /^(?:[，。；、！）]|$|的)/.test(one.slice(size) + rest) ? member : null;
  }
  return null;
}

export const coordination: BlockRule = {
  id: "grammar-coordination",
  category: "collocation",
  title: "并列不当",
  severity: "warning",
  fix: "suggest",
  authority: [editing("并列")],
  confidence: 0.8,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "block",
  words: [...classes.keys()],
  find: faultsIn,
  wrong: [
    { text: "大力发展核桃、板栗⟦和⟧干果，种植面积达十五万亩。", first: "等" },
    { text: "不要到水库、河流⟦和⟧危险水域游泳。", first: "等" },
    { text: "开设二胡、古筝⟦和⟧民族乐器培训班。", first: "等" },
    { text: "向学生⟦和⟧未成年人发放手册。", first: "等" },
    { text: "供应蔬菜⟦和⟧黄瓜。" },
  ],
  right: [
    "大力发展核桃、板栗等干果，发展核桃、板栗和其他干果。",
    "开设二胡、古筝等民族乐器培训班，购买书籍和乐器。",
    "不要到水库、河流等危险水域游泳，种植蔬菜和水果。",
    "向学生和家长发放手册，关爱老年人和未成年人。",
  ],
};
