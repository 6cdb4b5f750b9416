/** Members first, then their number: 红旗、东风、前进4个村; and a number of things of which all are told: 12个乡镇中，8个…，3个正在… (MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { wordsToNumber } from "../../numerals";
import type { BlockRule, Match, PatternRule, TextBlock } from "../../rule";

const COUNT =
  /(?<=[一-龥])(?<count>\d{1,2}|[三四五六七八九十]|十[一二三四五六七八九])(?:个|家|名|位|所|种|类|项|大|座|处|条|方面)(?<noun>[一-龥]{0,4})/g;
/** Stands in whatever has such a list: cheap to look for. */
const LISTED = /、[一-龥]{1,9}(?:\d{1,2}|[三四五六七八九十]{1,2})(?:个|家|名|位|所|种|类|项|大|座|处|条|方面)/;
const BREAK = /[，。；：！？“”《》（）()—…,;:0-9\s\u3000]/;
/** What a member ends in and what is then counted: 甲镇、乙镇2个乡镇, not 甲镇、乙镇3个村. */
const ENDS: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:镇|乡|街道)$/, /^(?:乡|镇|街道|地|单位|点)/],
  [/(?:县|市|区|省|州|旗)$/, /^(?:县|市|区|省|州|旗|地|城)/],
  [/(?:村|社区)$/, /^(?:村|社区|行政村|自然村|点|地)/],
  [/(?:局|委|办|部|院|校|学|公司|企业|中心)$/, /^(?:部门|单位|成员|机构|学校|企业|公司|地|中心)/],
];
/** A word in a later member that may begin another list: 县委、县政府从组织、人员、经费三个方面. */
const OPENS = /[从在对按为将就由向以把给与和及或的了含]|围绕|涉及|涵盖|包括|等|分别|其中|覆盖/;
const SHORTEST = 3;
const LONGEST_MEMBER = 9;

export const listThenCount: BlockRule = {
  id: "calc-list-count",
  category: "arithmetic",
  title: "所列成员与其后的个数不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.82,
  checks: ["MC-06"],
  wraps: true,
  roles: ["title", "heading", "body", "list"],
  scope: "block",
  seeks: [LISTED],
  find: (block) => (LISTED.test(block.text) ? listedBefore(block) : []),
  wrong: [
    { text: "⟦走访了永兴、双河、大坪4个⟧村。" },
    { text: "⟦督查组检查教育局、水务局、民政局、司法局五个⟧部门。" },
    { text: "⟦在组织、人员、经费四个⟧方面给予保障。" },
    { text: "⟦抓住产业、项目、人才、环境三个⟧重点。" },
  ],
  right: [
    "走访了永兴、双河、大坪3个村。",
    "县委、县政府从组织、人员、经费三个方面给予保障。",
    "在东河镇、西河镇、南河镇4个村试点。",
    "在永兴、双河、大坪等4个村试点。",
    "推广小麦、玉米和大豆三种作物，建立住房和城乡建设、教育、民政三个专班。",
    "印发了《方案》《办法》、通知等3个文件。",
  ],
};

function listedBefore({ id, text }: TextBlock): Match[] {
  return hitsOf(text, COUNT).flatMap((found): Match[] => {
    const { count = "", noun = "" } = found.groups ?? {};
    const start = segmentStart(text, found.index);
    const list = text.slice(start, found.index);
    const members = list.split("、");
    if (!isPlain(members, noun) || isCutOff(text, start)) return [];
    const said = /^\d/.test(count) ? Number(count) : Number(wordsToNumber(count) ?? 0n);
    const joined = (members.at(-1) ?? "").match(/和|及|与/g)?.length ?? 0;
    const least = members.length;
    const isMore = said === least + joined + 1;
    const isLess = said === least - 1 && joined === 0 && !members.slice(1).some((member) => OPENS.test(member));
    if (!isMore && !isLess) return [];
    const message = `前面列出${least + joined}个，这里说${said}个，请核对。`;
    return [{ block: id, start, end: found.index + found[0].length - noun.length, message }];
  });
}

function segmentStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 90 && !BREAK.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** A member before the stretch belongs to the list too. */
const isCutOff = (text: string, start: number): boolean =>
  text.charAt(start) === "、" || /[》”）)]/.test(text.charAt(start - 1));

function isPlain(members: readonly string[], noun: string): boolean {
  const [first = "", ...rest] = members;
  const last = rest.at(-1) ?? "";
  if (
    members.length < SHORTEST ||
    first.length > 16 ||
    rest.some((member) => member === "" || member.length > LONGEST_MEMBER)
  )
    return false;
  if (members.some((member) => /等|第|每|各/.test(member))) return false;
  if (rest.slice(0, -1).some((member) => /[和及与]/.test(member)) || /[和及与]/.test(first)) return false;
  const end = ENDS.find(([member]) => member.test(last));
  return end === undefined || end[1].test(noun);
}

const UNIT = "(?<unit>[个家户件名所座条处项起宗])";

export const setAndParts: PatternRule = {
  id: "calc-set-parts",
  category: "arithmetic",
  title: "总数与各部分之和不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.88,
  checks: ["MC-06"],
  wraps: true,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.第])(?<whole>\\d{1,4})${UNIT}[一-龥（）、]{0,14}中，(?<part>\\d{1,4})\\k<unit>[^，。；\\d]{1,20}[，、；](?:(?<more>\\d{1,4})\\k<unit>[^，。；\\d]{1,20}[，、；])?(?<rest>\\d{1,4})\\k<unit>[一-龥]{0,6}?(?:正在|尚未|还未|未|仍|待|还在|暂未)[^，。；\\d]{1,20}(?=。)`,
        "g",
      ),
      message: ({ groups }) =>
        `各部分相加为${partsOf(groups)}${groups?.unit ?? ""}，与${groups?.whole ?? ""}${groups?.unit ?? ""}不符，请核对。`,
      accept: ({ groups }) => partsOf(groups) !== Number(groups?.whole),
    },
    {
      // 128个村中，已通宽带的120个，尚未通的6个。
      regex: new RegExp(
        `(?<![\\d.第])(?<whole>\\d{1,5})${UNIT}[一-龥（）]{0,10}中，已[一-龥]{1,10}的(?:有)?(?<part>\\d{1,5})\\k<unit>，(?:尚未|还未|未|没有)[一-龥]{1,10}的(?:有)?(?<rest>\\d{1,5})\\k<unit>(?=[。；])`,
        "g",
      ),
      message: ({ groups }) =>
        `各部分相加为${partsOf(groups)}${groups?.unit ?? ""}，与${groups?.whole ?? ""}${groups?.unit ?? ""}不符，请核对。`,
      accept: ({ groups }) => partsOf(groups) !== Number(groups?.whole),
    },
  ],
  wrong: [
    { text: "全县⟦128个村中，已通宽带的120个，尚未通的6个⟧。" },
    { text: "⟦16个乡镇中，10个已完成登记，5个正在复核⟧。" },
    { text: "全县⟦30家企业中，20家已复工，6家部分复工，5家尚未复工⟧。" },
    { text: "⟦25个村中，18个村已通水，8个村正在施工⟧。" },
    { text: "⟦25件提案中，18件已办结，8件正在办理⟧。" },
  ],
  right: [
    "15个乡镇中，10个已完成登记，5个正在复核。",
    "30家企业中，20家已复工，5家部分复工，5家尚未复工。",
    "25件提案中，18件已办结，5件正在办理，2件列入计划。",
    "25件提案中，18件已办结。",
  ],
};

const partsOf = (groups: Readonly<Record<string, string | undefined>> | undefined): number =>
  [groups?.part, groups?.more, groups?.rest].reduce((sum, part) => sum + Number(part ?? "0"), 0);
