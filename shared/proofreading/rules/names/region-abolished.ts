/** R11: names of divisions that were abolished, judged by the day of the event. */
import { cites } from "../../authority";
import { isInTitle, standing } from "../../event-day";
import type { DatedName, DocumentRule, Lexicon } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import { type DatedFact, datedFact, type Hit, judgeDated } from "./dated-names";
import { type Abolished, abolishedTable, currentTable } from "./region-table";

interface Index {
  readonly names: readonly Abolished[];
  readonly matcher: TermMatcher;
}

const indexes = new WeakMap<readonly DatedName[], Index>();

function indexOf(lexicon: Lexicon): Index {
  const known = indexes.get(lexicon.regions);
  if (known !== undefined) return known;
  const names = [...abolishedTable(lexicon).values()];
  const fresh = { names, matcher: new TermMatcher(names.map(({ name }) => name)) };
  indexes.set(lexicon.regions, fresh);
  return fresh;
}

export const placeAbolished: DocumentRule<DatedFact<Abolished>> = {
  id: "org-place-abolished",
  category: "region",
  title: "已撤销的行政区名称",
  severity: "warning",
  fix: "suggest",
  authority: [cites("民政部行政区划变更公告")(), cites("《行政区划管理条例》", "2019-01-01")()],
  confidence: 0.9,
  checks: ["MC-42"],
  needsToday: true,
  scope: "document",
  needs: "市县区旗盟州镇年〔",
  facts: (block, context) => datedFact(block, context, placesIn(block.text, indexOf(context.lexicon))),
  judge: (facts) =>
    judgeDated(
      facts,
      (place, day) => {
        if (standing(place, day) !== "past") return null;
        const now = place.successors.length === 0 ? "" : `，现为${place.successors.join("、")}`;
        return {
          message: `“${place.name}”在${Number(place.until.slice(0, 4)) - 1}年的区划调整中撤销或更名${now}；说的是当时的事，请写“原${place.name}”或写明时间。`,
          suggestions: place.successors,
        };
      },
      "faint",
    ),
  wrong: [
    { text: "⟦襄樊市⟧政务服务中心。", first: "襄阳市" },
    { text: "2024年，杭州市⟦下城区⟧开展检查。", first: "拱墅区" },
    { text: "四川省⟦达县⟧农业农村局", first: "达川区" },
    { text: "北京市⟦崇文区⟧市场监督管理局", first: "东城区" },
    { text: "游客从⟦中甸县⟧出发。", first: "香格里拉市" },
    { text: "成都市⟦郫县⟧人民政府" },
    { text: "2025年，⟦即墨市⟧举办展会。", first: "即墨区" },
    { text: "上海市⟦闸北区⟧的老街", first: "静安区" },
    { text: "浙江省⟦萧山市⟧企业名录" },
    { text: "项目位于⟦崇礼县⟧境内。", first: "崇礼区" },
    { text: "⟦思茅市⟧茶叶协会", first: "普洱市" },
  ],
  right: [
    "襄阳市政务服务中心。",
    "2009年，襄樊市举办文化节。",
    "原襄樊市、江苏省淮阴县（现淮阴区）。",
    "创建平安县（市、区），建设太平县城。",
    "召开县委常委会，担任县长。",
    "2016年，即墨市举办展会。",
    "赣县区、沙县区、郊区、城区的居民。",
    "郫县豆瓣、沙县小吃远近闻名。",
    "中宁县、永宁县、宁国市同时入选。",
    "撤销下城区、江干区，设立新的拱墅区。",
    "马边县、沿河县、琼中县的民族文化节。",
    "2018年，莱芜市举办年会。\n2020年，济南市莱芜区举办年会。",
  ],
};

/** 区域, 县城, 市民: the last character belongs to another word. */
const INSIDE = /^(?:域|间|块|划|别|位|段|隔|分|城(?!管|投)|级|域|民|场|值|容|况|面|区|市(?!场)|县|乡|花|郎|豆|小吃)/;
const ORGAN = /^(?:人民|政府|县委|市委|区委|委|人大|政协|纪委|公安|教育|法院|检察|[一-龥]{2,6}[局镇乡])/;

function placesIn(text: string, { names, matcher }: Index): Hit<Abolished>[] {
  return matcher.find(text).flatMap(({ term, start, end }) => {
    const what = names[term];
    if (what === undefined || INSIDE.test(text.slice(end, end + 3)) || isInTitle(text, start)) return [];
    const before = text.slice(Math.max(0, start - 12), start);
    // 中宁国县 is no 宁国县: a longer current name may hold this one.
    if (isPartOfCurrent(text, start, end)) return [];
    if (what.weak && !isPlaced(before, text.slice(end))) return [];
    return [{ start, end, what }];
  });
}

function isPartOfCurrent(text: string, start: number, end: number): boolean {
  const { placesOf, provinceOf } = currentTable();
  for (let from = Math.max(0, start - 6); from <= start; from += 1)
    for (let to = end; to <= end + 6; to += 1) {
      if (from === start && to === end) continue;
      const longer = text.slice(from, to);
      if (placesOf.has(longer) || provinceOf.has(longer)) return true;
    }
  return false;
}

/** Behind a province or city; a district name also where an organ follows at once and nothing stands before. */
function isPlaced(before: string, after: string): boolean {
  const { provinces, provinceOf } = currentTable();
  if (provinces.some((name) => before.endsWith(name) || before.endsWith(shortOf(name)))) return true;
  for (let length = 2; length <= 11; length += 1) if (provinceOf.has(before.slice(-length))) return true;
  return /(?:^|[^一-龥])$/.test(before) && ORGAN.test(after) && !/^(?:委|政府)?(?:和|与)/.test(after);
}

function shortOf(province: string): string {
  return province.startsWith("内蒙古") || province.startsWith("黑龙江") ? province.slice(0, 3) : province.slice(0, 2);
}
