/** MC-17: a reprint says what its original says. The originals come with the packs (`lexicon.sources`). */

import { emptyMetadata, type Metadata } from "../../../model/metadata";
import { siteGuide2017 } from "../../authority";
import type { BlockFact, DocumentRule, Match, SourceText, TextBlock } from "../../rule";

/** Spaces and the width of marks are not the reprint's doing. */
function plain(text: string): string {
  return text
    .replace(/[\s\u3000]/g, "")
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** A paragraph shorter than this says too little to be looked for. */
const SHORTEST = 12;
const reprint: Metadata = {
  ...emptyMetadata,
  itemType: "reprint",
  source: { name: "新华社", url: "https://www.news.cn/a", publishedOn: "2026-11-01" },
};

export const reprintDiffers: DocumentRule<TextBlock> = {
  id: "reprint-differs",
  category: "source",
  title: "转载内容与原文不一致",
  severity: "error",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.9,
  checks: ["MC-17"],
  roles: ["title", "heading", "body", "list"],
  when: ({ metadata, lexicon }) => metadata?.itemType === "reprint" && lexicon.sources.length > 0,
  scope: "document",
  facts: (block) => block,
  judge: (facts, { lexicon }) => {
    const original = originalOf(facts, lexicon.sources);
    return original === null ? [] : differences(facts, original);
  },
  setting: {
    metadata: reprint,
    lexicon: {
      sources: [
        {
          title: "全市夏粮收购工作启动",
          text: "记者六月三日从市粮食部门获悉，全市夏粮收购工作已经全面启动。\n今年共设收购站点一百二十个，比去年增加八个。\n各站点延长服务时间，方便农户售粮。",
        },
      ],
    },
  },
  wrong: [
    {
      text: "全市夏粮收购工作启动\n记者六月三日从市粮食部门获悉，全市夏粮收购工作已经全面启动。\n今年共设收购站点⟦三⟧百二十个，比去年增加八个。",
    },
    {
      text: "全市夏粮收购工作启动\n记者六月三日从市粮食部门获悉，全市夏粮收购工作⟦尚未⟧全面启动。\n各站点延长服务时间，方便农户售粮。",
    },
    {
      text: "全市夏粮收购工作启动\n各站点延长服务时间，方便农户售粮。\n今年共设收购站点一百二十个，⟦明显⟧比去年增加八个。",
    },
  ],
  right: [
    "全市夏粮收购工作启动\n记者六月三日从市粮食部门获悉，全市夏粮收购工作已经全面启动。\n今年共设收购站点一百二十个，比去年增加八个。",
    "全市夏粮收购工作启动\n各站点延长服务时间，方便农户售粮。\n编辑：某某",
    "另一件事\n与原文毫不相干的一段文字在这里写着。",
  ],
};

/** The stored text that most of the reprint stands in, or that bears its title. */
function originalOf(facts: readonly BlockFact<TextBlock>[], sources: readonly SourceText[]): SourceText | null {
  const title = plain(facts.find(({ index }) => index === 0)?.fact.text ?? "");
  const paragraphs = facts.filter(({ index }) => index > 0).map(({ fact }) => plain(fact.text));
  const long = paragraphs.filter((text) => text.length >= SHORTEST);
  const scored = sources.map((source) => {
    const whole = plain(source.text);
    const shared = long.filter((text) => whole.includes(text) || nearest(text, source) !== null).length;
    return { source, shared, isTitled: title !== "" && plain(source.title) === title };
  });
  const best = scored.reduce<(typeof scored)[number] | null>(
    (top, item) => (top === null || item.shared > top.shared || (item.isTitled && !top.isTitled) ? item : top),
    null,
  );
  return best !== null && best.shared > 0 && best.shared * 2 >= long.length ? best.source : null;
}

function differences(facts: readonly BlockFact<TextBlock>[], original: SourceText): Match[] {
  const whole = plain(original.text);
  return facts.flatMap(({ block, role, index, fact }): Match[] => {
    if (role === "title" || (index === 0 && fact.text.length < 60 && !/[。；]$/.test(fact.text))) {
      if (plain(fact.text) === plain(original.title)) return [];
      const message = `转载标题与原文“${original.title}”不一致，不得歪曲、篡改标题原意。`;
      return [{ block, start: 0, end: fact.text.length, message }];
    }
    const text = plain(fact.text);
    if (text.length < SHORTEST || whole.includes(text)) return [];
    const source = nearest(text, original);
    return source === null ? [] : [{ block, ...changed(fact.text, source), message: DIFFERS }];
  });
}

const DIFFERS = "转载正文此处与原文不一致，请对照原文，不得歪曲、篡改原意。";

/** The paragraph of the original that begins and ends most alike; null when none is near. */
function nearest(text: string, { text: original }: SourceText): string | null {
  let best: string | null = null;
  let most = 0;
  for (const paragraph of original.split("\n")) {
    const candidate = plain(paragraph);
    const shared = Math.min(prefix(text, candidate) + suffix(text, candidate), Math.min(text.length, candidate.length));
    if (shared > most) [best, most] = [paragraph, shared];
  }
  return most * 2 >= text.length ? best : null;
}

function prefix(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

function suffix(a: string, b: string): number {
  let count = 0;
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}

/** Between what is alike at both ends; a passage that only lacks something is shown by the character before it. */
function changed(text: string, source: string): { start: number; end: number } {
  const before = prefix(text, source);
  const after = Math.min(suffix(text, source), text.length - before, source.length - before);
  const end = text.length - after;
  return end > before
    ? { start: before, end }
    : { start: Math.max(0, before - 1), end: Math.min(text.length, before + 1) };
}

interface Notice {
  readonly start: number;
  readonly end: number;
}

const FORBIDS =
  /未经[^。；\n]{0,12}(?:许可|授权|同意|允许)[^。；\n]{0,10}(?:不得|禁止|严禁|谢绝)[^。；\n]{0,8}(?:转载|使用|复制|摘编)|(?:谢绝|禁止|严禁|不得)(?:任何形式的?)?转载|版权所有[，, ]?(?:翻印必究|侵权必究|违者必究|翻版必究)/;

/** MC-18: the original itself forbids what is being done. */
export const reprintPermission: DocumentRule<Notice> = {
  id: "reprint-permission",
  category: "source",
  title: "转载未获许可",
  severity: "block",
  fix: "none",
  authority: [siteGuide2017()],
  confidence: 0.9,
  checks: ["MC-18"],
  when: ({ metadata }) => metadata?.itemType === "reprint",
  scope: "document",
  facts: ({ text, role }) => {
    if (role === "attachment") return null;
    const found = FORBIDS.exec(text);
    return found === null ? null : { start: found.index, end: found.index + found[0].length };
  },
  judge: (facts) => {
    const message = "原稿声明未经许可不得转载，请取得授权并存档后再转载，或删去本稿。";
    return facts.map(({ block, fact }) => ({ block, ...fact, message }));
  },
  setting: { metadata: reprint },
  wrong: [
    { text: "⟦未经本报书面授权不得转载⟧。" },
    { text: "本文为独家稿件，⟦谢绝转载⟧" },
    { text: "⟦版权所有，侵权必究⟧" },
    { text: "⟦未经许可，禁止转载⟧" },
  ],
  right: ["经某报授权转载。", "不得擅自改变用途。", "转载自某报。"],
};
