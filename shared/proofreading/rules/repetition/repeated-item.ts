/** An item that stands twice in one parallel list: 文字、图片、文字. */
import { editing } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";

/** An item has no more characters than this, and a list no more items behind its first. */
const LONGEST = 16;
const MOST = 40;
/** What cannot stand in an item: 1 for each such unit. */
const outside = new Uint8Array(65_536);
for (const char of "、，。；：！？（）()“”《》0123456789 \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff")
  outside[char.charCodeAt(0)] = 1;
outside.fill(1, 0x2000, 0x200b);
const COMMA = "、".charCodeAt(0);

const LAST = /^(?<item>.{2,12}?)(?:和|及|与|以及|或者?|还有|并)(?<rest>.{2,16})$/;
const TAIL = /(?:等|之间|方面|工作|内容|组成|构成|负责|参加|共同|为|的|两|三|四|五|六|七|八|九|十|各|在内).{0,12}$/;

export const repeatedItem: BlockRule = {
  id: "rep-punct-word",
  category: "repetition",
  title: "并列项重复",
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 0.85,
  checks: ["MC-01"],
  antipatterns: [/([一-龥]{2})、\1、再\1/, /我为人人、人人为我/],
  scope: "block",
  needs: "、",
  find: (block) => listsIn(block.text).flatMap((list) => (mayRepeat(list.text) ? repeatsIn(block, list) : [])),
  wrong: [
    { text: "包括文字、图片、⟦文字⟧等内容。" },
    { text: "由办公室、财务科、信息科、⟦财务科⟧组成。" },
    { text: "覆盖县区、乡镇、⟦乡镇⟧、村社。" },
    { text: "做好采集、编辑、审核和⟦编辑⟧工作。" },
    { text: "严禁漏报、瞒报、迟报、⟦瞒报⟧。" },
  ],
  right: [
    "包括文字、图片、视频等内容。",
    "要学习、学习、再学习，形成我为人人、人人为我的风气。",
    "由市政府、县政府、乡政府组成。",
    "市级、县级、乡级和村级",
    "甲乙双方、丙方、甲乙丙三方。",
    "抓重点、补短板、抓落实、强弱项。",
    "对人、对事、对己，人、财、物。",
    "集会、游行、示威的负责人应当保证集会、游行、示威依法进行。",
    "建设、设计、施工单位进行建设、设计、施工应当遵守标准。",
  ],
};

interface Item {
  readonly text: string;
  readonly start: number;
}

/** Runs of short items joined by 、, each found by its first 、. The last two may be joined by 和. */
function listsIn(text: string): Item[] {
  const lists: Item[] = [];
  let end = 0;
  for (let comma = text.indexOf("、"); comma !== -1; comma = text.indexOf("、", Math.max(end, comma + 1))) {
    let start = comma;
    const first = Math.max(end, comma - LONGEST);
    while (start > first && outside[text.charCodeAt(start - 1)] === 0) start -= 1;
    const last = start === comma ? comma : endOfItems(text, comma);
    if (last === comma) continue;
    lists.push({ text: text.slice(start, last), start });
    end = last;
  }
  return lists;
}

/** The end of the items that follow, each behind a 、. */
function endOfItems(text: string, comma: number): number {
  let end = comma;
  for (let items = 0; items < MOST && text.charCodeAt(end) === COMMA; items += 1) {
    const from = end + 1;
    let at = from;
    while (at < text.length && at < from + LONGEST && outside[text.charCodeAt(at)] === 0) at += 1;
    if (at === from) return end;
    end = at;
  }
  return end;
}

/** Whether an item behind the first begins with two characters that stood before; without that nothing comes twice. */
function mayRepeat(list: string): boolean {
  let start = 0;
  for (let comma = list.indexOf("、"); comma !== -1; comma = list.indexOf("、", start)) {
    start = comma + 1;
    if (stoodBefore(list, start)) return true;
  }
  const rest = LAST.exec(list.slice(start))?.groups?.rest;
  return rest !== undefined && stoodBefore(list, list.length - rest.length);
}

const stoodBefore = (list: string, at: number): boolean =>
  at > 0 && at + 2 <= list.length && list.lastIndexOf(list.slice(at, at + 2), at - 1) !== -1;

function repeatsIn(block: TextBlock, list: Item): Match[] {
  const seen = new Set<string>();
  const items = itemsOf(list.text);
  return items.flatMap(({ text, start }, index) => {
    const isKnown = seen.has(text) || (index > 0 && index === items.length - 1 && seen.has(text.replace(TAIL, "")));
    const item = seen.has(text) ? text : text.replace(TAIL, "");
    if (restarts(text, seen)) seen.clear();
    seen.add(text);
    if (!isKnown || item.length < 2) return [];
    const at = list.start + start;
    const message = `并列的几项里“${item}”出现了两次，请核对。`;
    return [{ block: block.id, start: at, end: at + item.length, message }];
  });
}

/** 建设、设计、监理单位进行建设、设计、监理: a second list begins at the end of an item. */
function restarts(text: string, seen: ReadonlySet<string>): boolean {
  if (/以及|及其|并且/.test(text)) return true;
  for (const item of seen) if (text.length > item.length + 1 && text.endsWith(item)) return true;
  return false;
}

/** The first item loses the words that lead to the list: 包括文字 is 文字 when that comes again. */
function itemsOf(list: string): Item[] {
  const parts: Item[] = [];
  let start = 0;
  for (const text of list.split("、")) {
    parts.push({ text, start });
    start += text.length + 1;
  }
  const last = parts.at(-1);
  const split = last === undefined ? null : LAST.exec(last.text);
  if (last !== undefined && split !== null) {
    const { item = "", rest = "" } = split.groups ?? {};
    parts.splice(
      -1,
      1,
      { text: item, start: last.start },
      { text: rest, start: last.start + last.text.length - rest.length },
    );
  }
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const lead = others.find(
    ({ text }) => text.length >= 2 && text.length < first.text.length && first.text.endsWith(text),
  );
  const shorter =
    lead ??
    others
      .map((other) => ({ ...other, text: other.text.replace(TAIL, "") }))
      .find(({ text }) => text.length >= 2 && first.text.endsWith(text));
  if (shorter === undefined || !LEAD.test(first.text.slice(0, -shorter.text.length))) return parts;
  const at = first.text.length - shorter.text.length;
  return [{ text: shorter.text, start: first.start + at }, ...others];
}

/** Words that lead to a list, so that what follows is its first item. */
const LEAD =
  /^$|(?:包括|包含|含|由|做好|抓好|加强|推进|开展|严禁|覆盖|涉及|涵盖|有|为|是|对|在|把|将|的|向|及|和|与|按照|实行|完善|如|即|从|到|于|了|以|要求|组织|统筹|落实|坚持|强化|促进|推动|支持|提供|进行|负责)$/;
