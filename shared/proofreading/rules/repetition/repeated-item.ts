/** An item that stands twice in one parallel list: 文字、图片、文字. */
import { editing } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";

/** A run of short items joined by 、; the last two may be joined by 和. */
const LIST = /[^、，。；：！？（）()“”《》\s\d]{1,16}(?:、[^、，。；：！？（）()“”《》\s\d]{1,16}){1,40}/g;
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
  scope: "block",
  needs: "、",
  find: (block) => Array.from(block.text.matchAll(LIST)).flatMap((found) => repeatsIn(block, found)),
  wrong: [
    { text: "包括文字、图片、⟦文字⟧等内容。" },
    { text: "由办公室、财务科、信息科、⟦财务科⟧组成。" },
    { text: "覆盖县区、乡镇、⟦乡镇⟧、村社。" },
    { text: "做好采集、编辑、审核和⟦编辑⟧工作。" },
    { text: "严禁漏报、瞒报、迟报、⟦瞒报⟧。" },
  ],
  right: [
    "包括文字、图片、视频等内容。",
    "由市政府、县政府、乡政府组成。",
    "市级、县级、乡级和村级",
    "甲乙双方、丙方、甲乙丙三方。",
    "抓重点、补短板、抓落实、强弱项。",
    "对人、对事、对己，人、财、物。",
  ],
};

interface Item {
  readonly text: string;
  readonly start: number;
}

function repeatsIn(block: TextBlock, found: RegExpExecArray): Match[] {
  const seen = new Set<string>();
  const items = itemsOf(found[0]);
  return items.flatMap(({ text, start }, index) => {
    const isKnown = seen.has(text) || (index > 0 && index === items.length - 1 && seen.has(text.replace(TAIL, "")));
    const item = seen.has(text) ? text : text.replace(TAIL, "");
    seen.add(text);
    if (!isKnown || item.length < 2) return [];
    const at = found.index + start;
    const message = `并列的几项里“${item}”出现了两次，请核对。`;
    return [{ block: block.id, start: at, end: at + item.length, message }];
  });
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
