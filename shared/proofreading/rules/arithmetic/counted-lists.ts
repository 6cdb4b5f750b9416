/** 三项工作：一是…；二是… The count announced and the items that follow. */

import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { wordsToNumber } from "../../numerals";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface Announced {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

interface Item {
  readonly kind: string;
  readonly value: number;
  readonly start: number;
}

interface CountFact {
  /** Announcements that are followed by an item at once, or that end the block with a colon. */
  readonly announced: readonly Announced[];
  readonly items: readonly Item[];
}

const ANNOUNCED =
  /(?<![第章节编\d一二三四五六七八九十百千零])(?<count>[两二三四五六七八九十]|十[一二三四五]|\d{1,2})(?:个|大|项|条|点|种|类|步|件|份|家|名|处|部分|方面|层次|环节|阶段)(?!月)[^，。；：、（）\s]{0,10}(?:之一的，[^，。；：、（）\s]{0,16})?(?:[：:。]|$)/g;
const WORD = "[一二三四五六七八九十]{1,2}";
interface Kind {
  readonly name: string;
  /** Must stand somewhere in a block that has such an item: cheap to look for. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
}

const kinds: readonly Kind[] = [
  {
    name: "是",
    sign: /[一二三四五六七八九十]是/,
    pattern: new RegExp(`(?<=^|[。；，：、\\s\\u3000”）])(${WORD})是(?!否|非)`, "g"),
  },
  {
    name: "要",
    sign: /二要/,
    pattern: new RegExp(`(?<=^|[。；，：、\\s\\u3000”）])(${WORD})要(?!求|素|件|点)`, "g"),
  },
  {
    name: "第",
    sign: /第[一二三四五六七八九十]{1,2}[，,、]/,
    pattern: new RegExp(`(?<=^|[。；：\\s\\u3000”])第(${WORD})[，,、]`, "g"),
  },
  {
    name: "（一）",
    sign: /[（(][一二三四五六七八九十]{1,2}[)）]/,
    pattern: new RegExp(`(?<=^|[。；：\\s\\u3000])[（(](${WORD})[)）]`, "g"),
  },
  {
    name: "一、",
    sign: /^[\s\u3000]{0,4}[一二三四五六七八九十]{1,2}、/,
    pattern: new RegExp(`(?<=^[\\s\\u3000]{0,4})(${WORD})、`, "g"),
  },
  { name: "1.", sign: /\d[.．](?!\d)/, pattern: /(?<=^|[。；：\s\u3000])(\d{1,2})[.．](?!\d)/g },
  { name: "（1）", sign: /[（(]\d{1,2}[)）]/, pattern: /(?<=^|[。；：\s\u3000])[（(](\d{1,2})[)）]/g },
  { name: "①", sign: /[①-⑳]/, pattern: /([①-⑳])/g },
];

/** What announces the blocks behind it. */
const COLON = /[：:]$/;
/** Any of the signs. */
const SIGN =
  /^[\s\u3000]{0,4}[一二三四五六七八九十]{1,2}、|[（(][\d一二三四五六七八九十]{1,2}[)）]|\d[.．](?!\d)|[①-⑳]|[一二三四五六七八九十][是要]|第[一二三四五六七八九十]{1,2}[，,、]/;

export const countedList: DocumentRule<CountFact> = {
  id: "calc-count-list",
  category: "arithmetic",
  title: "项数与所列不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-06"],
  roles: ["body", "list", "heading", "attachment"],
  scope: "document",
  seeks: [SIGN, COLON],
  facts,
  judge: (facts) =>
    facts.flatMap((item, at) => (item.fact.announced.length === 0 ? [] : inBlock(item, facts.slice(at + 1, at + 60)))),
  wrong: [
    { text: "重点抓好⟦三项工作⟧：一是自查；二是整改。" },
    { text: "突出⟦两个重点⟧。一是网站；二是新媒体；三是热线。" },
    { text: "工作分⟦4个阶段⟧：（1）部署；（2）自查；（3）整改。" },
    { text: "主要有以下⟦五个方面⟧：\n（一）加强领导\n（二）压实责任\n（三）强化考核" },
    { text: "提出⟦三点意见⟧：第一，统一思想。第二，明确责任。第三，狠抓落实。第四，加强督查。" },
    { text: "实行⟦三类管理⟧：①甲类；②乙类。" },
    { text: "有下列⟦四种情形之一的，不予受理⟧：\n（一）材料不全\n（二）超过期限\n（三）不在范围" },
    { text: "请报送以下⟦两份材料⟧：一是总结，二是台账，三是案例。" },
    { text: "抓好以下⟦两个方面工作⟧：一要强化责任；二要突出重点；三要严格执法。" },
  ],
  right: [
    "重点抓好三项工作：一是自查；二是整改；三是验收。",
    "重点抓好三项工作。会议强调，一是自查；二是整改。",
    "主要有以下三个方面：\n（一）加强领导\n（二）压实责任\n（三）强化考核\n二、保障\n（一）经费",
    "有下列三种情形之一的，不予受理：\n（一）材料不全\n（二）超过期限\n（三）不在范围",
    "全年召开三次会议：1月、5月、9月各一次。",
    "完成三项工作：登记、受理、办结。",
    "《办法》共7章36条。一是放宽条件；二是提高标准；三是简化程序。",
    "做好两项工作：一是抓好自查。\n二是抓好整改。",
    "第一百零六条本章下列用语的含义：\n（一）船舶\n（二）货物",
  ],
};

function facts({ text }: TextBlock): CountFact | null {
  const items = SIGN.test(text) ? itemsIn(text) : noItems;
  const isFollowed = COLON.test(text) || items.some(({ value }) => value === 1);
  const announced = isFollowed ? announcedIn(text, items) : [];
  return items.length === 0 && announced.length === 0 ? null : { announced, items };
}

const noItems: readonly Item[] = [];

function itemsIn(text: string): readonly Item[] {
  const items: Item[] = [];
  for (const { name, sign, pattern } of kinds) {
    if (!sign.test(text)) continue;
    for (const found of hitsOf(text, pattern))
      items.push({ kind: name, value: numberIn(found[1] ?? ""), start: found.index });
  }
  return items.sort((a, b) => a.start - b.start);
}

function announcedIn(text: string, items: readonly Item[]): Announced[] {
  return hitsOf(text, ANNOUNCED).flatMap((found): Announced[] => {
    const after = found.index + found[0].length;
    const opens = items.some(({ start, value }) => value === 1 && start - after >= 0 && start - after <= 1);
    if (!opens && !(after === text.length && /[：:]$/.test(found[0]))) return [];
    const end = after - (/[：:。]$/.test(found[0]) ? 1 : 0);
    return [{ start: found.index, end, count: numberIn(found.groups?.count ?? "") }];
  });
}

function numberIn(text: string): number {
  const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".indexOf(text);
  if (circled >= 0 && text !== "") return circled + 1;
  return /^\d+$/.test(text) ? Number(text) : Number(wordsToNumber(text) ?? 0n);
}

function inBlock({ block, index, fact }: BlockFact<CountFact>, following: readonly BlockFact<CountFact>[]): Match[] {
  return fact.announced.flatMap(({ start, end, count }) => {
    const own = fact.items.filter((item) => item.start >= end);
    const near = own.length === 0 ? following.filter((other) => other.index > index) : following;
    const listed = lengthOf([...own, ...near.flatMap((other) => other.fact.items)]);
    if (listed < 2 || listed === count) return [];
    return [{ block, start, end, message: `这里说有${count}项，后面列出了${listed}项，请核对。` }];
  });
}

/** How far the row goes that begins with the first item. */
function lengthOf(items: readonly Item[]): number {
  const first = items[0];
  if (first === undefined || first.value !== 1) return 0;
  let length = 0;
  for (const { kind, value } of items) {
    if (kind !== first.kind) continue;
    if (value !== length + 1) break;
    length += 1;
  }
  return length;
}
