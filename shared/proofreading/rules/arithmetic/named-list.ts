/** So many are announced and others listed: 5个县，分别是甲、乙、丙、丁; 3个文件：《甲》《乙》 (MC-06). */

import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { wordsToNumber } from "../../numerals";
import type { BlockRule, Match, TextBlock } from "../../rule";

const COUNT = "(?<count>\\d{1,2}|[两二三四五六七八九十]|十[一二三四五六七八九])";
const NAMED = new RegExp(
  `(?<![第\\d.一二三四五六七八九十])${COUNT}(?:个|家|名|位|所|种|类|项|条|座|处)[一-龥]{0,10}(?:参加|参与|入选|获奖|试点|组成|获评|上榜)?[^，。；：、]{0,6}[，：](?:分别(?:是|为)|即|具体(?:是|为)|它们是|包括)(?<list>[^。；：（）()\\d]{3,160})(?=[。；])`,
  "g",
);
/** 提交以下三种材料：身份证、户口簿、申请表。 */
const FOLLOWING = new RegExp(
  `(?:以下|下列|如下)${COUNT}(?:种|项|个|类|份|件|条|家|方面)[一-龥]{0,8}：(?<list>[^。；：（）()\\d]{3,160})(?=[。；])`,
  "g",
);
/** 约谈了5家企业。被约谈的企业为甲、乙、丙。 */
const NEXT = new RegExp(
  `(?<![第\\d.一二三四五六七八九十])${COUNT}(?:个|家|名|位|所|种|类|项|条|座|处)[一-龥]{0,10}?(?<what>[一-龥]{2})(?:进行了?[一-龥]{2,6}|开展了?[一-龥]{2,6})?。[^，。；：、]{0,12}\\k<what>(?:名单)?(?:分别)?(?:为|是|有：|：)(?<list>[^。；：（）()\\d]{3,160})(?=。)`,
  "g",
);
const BOOKS = new RegExp(
  `(?<![第\\d.一二三四五六七八九十])${COUNT}(?:个|项|部|件|份|篇)(?:[一-龥]{0,6})(?:文件|办法|制度|方案|条例|法规|草案|规定|标准|议题|预案|规划|意见)[，：]?(?:即|分别为|分别是)?[，：]?(?<list>(?:《[^《》]{2,60}》(?:（[^（）]{1,12}）)?[、和及]?){2,20})(?=[。；，等])`,
  "g",
);

/** What costs a fraction of the patterns to look for, and without which they find nothing. */
const NAMED_SIGN = /[，：](?:分别|即|具体|它们|包括)/;
const FOLLOWING_SIGN = /(?:以下|下列|如下)(?:\d{1,2}|[两二三四五六七八九十]{1,2})[种项个类份件条家方][^，。；]{0,10}：/;
const NEXT_SIGN = /[个家名位所种类项条座处][^。；]{2,20}。[^，。；：、]{2,14}(?:为|是|有)[^。，；]{2,20}、/;

export const namedList: BlockRule = {
  id: "calc-named-list",
  category: "arithmetic",
  title: "个数与所列名称不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.82,
  checks: ["MC-06"],
  wraps: true,
  scope: "block",
  seeks: [
    NEXT_SIGN,
    FOLLOWING_SIGN,
    /[个家名位所种类项条座处部件份篇][^，。；]{0,20}[，：](?:分别|即|具体|它们|包括)|[个项部件份篇][^，。；]{0,12}《/,
  ],
  find: (block) => [
    ...(NAMED_SIGN.test(block.text) ? listed(block, NAMED, membersOf) : []),
    ...(FOLLOWING_SIGN.test(block.text) ? listed(block, FOLLOWING, membersOf) : []),
    ...(NEXT_SIGN.test(block.text) ? listed(block, NEXT, membersOf) : []),
    ...(block.text.includes("《") ? listed(block, BOOKS, (list) => list.match(/《/g)?.length ?? 0) : []),
  ],
  wrong: [
    { text: "全县设⟦4个监测点，分别是城东、城西、城南⟧。" },
    { text: "县局约谈了⟦5家物业企业。被约谈的企业为安居物业、锦城物业、民安物业⟧。" },
    { text: "会议审议通过了⟦3个文件：《工作规则》《议事规则》⟧。" },
    { text: "共有⟦三所学校入选，分别为一中、二中、三中和四中⟧。" },
    { text: "办理时提交⟦以下四种材料：身份证、户口簿、收入证明⟧。" },
    { text: "修订⟦五项制度：《值班制度》《考勤制度》《保密制度》《公文制度》⟧。" },
  ],
  right: [
    "全县设4个监测点，分别是城东、城西、城南、城北。",
    "会议审议通过了2个文件：《工作规则》《议事规则》。",
    "共有三所学校入选，分别为一中、二中和三中。",
    "印发了3个文件，《工作规则》《议事规则》等已施行。",
    "办理时提交以下三种材料：身份证、户口簿、收入证明。",
    "办理时提交以下两种材料：身份证或者户口簿、护照。",
    "设4个小组，包括综合、宣传等小组。",
  ],
};

function listed({ id, text }: TextBlock, pattern: RegExp, count: (list: string) => number): Match[] {
  return hitsOf(text, pattern).flatMap((found): Match[] => {
    const { count: said = "", list = "" } = found.groups ?? {};
    const number = said === "两" ? 2 : /^\d/.test(said) ? Number(said) : Number(wordsToNumber(said) ?? 0n);
    const members = count(list);
    const after = text.charAt(found.index + found[0].length);
    if (members < 2 || number < 2 || members === number || after === "等") return [];
    const message = `这里说有${number}个，后面列出了${members}个，请核对。`;
    return [{ block: id, start: found.index, end: found.index + found[0].length, message }];
  });
}

/** Members of one list; 0 where it is no plain list: 等, clauses, members that hold 和 themselves. */
function membersOf(list: string): number {
  if (/等|，|《|“/.test(list)) return 0;
  const parts = list.split("、");
  const last = parts.at(-1) ?? "";
  const joined = /[一-龥]{1,12}(?:和|以及|及|与)[一-龥]{1,12}$/.test(last);
  if (parts.slice(0, -1).some((part) => /[和与及]/.test(part)) || parts.some((part) => part.length > 16)) return 0;
  return parts.length < 2 ? 0 : parts.length + (joined ? 1 : 0);
}
