/** 全部采纳 (R8): which corrections may be made in bulk, and how they look in their sentences. */
import type { Category } from "../../shared/proofreading/category";
import type { Finding } from "../../shared/proofreading/finding";
import type { TextBlock } from "../../shared/proofreading/rule";
import type { PanelView } from "./dispositions";
import { isLocal } from "./local-finding";

/** Wording that is politics or a person's name is decided one by one, however sure the engine is. */
const neverInBulk: ReadonlySet<string> = new Set<Category>([
  "secrecy",
  "territory",
  "party-wording",
  "people",
  "leader",
  "organ",
  "law",
  "quotation",
]);

/** Open, mechanical, outside quotations, not political; overlapping ones wait for the next pass. */
export function safeFixes(view: PanelView, blocks: readonly TextBlock[]): readonly Finding[] {
  const texts = new Map(blocks.map(({ id, text }) => [id, text]));
  const able = view.groups
    .flatMap(({ open }) => open)
    .filter((finding) => finding.fix === "safe" && finding.suggestions.length > 0)
    .filter((finding) => !isLocal(finding) && !neverInBulk.has(finding.category));
  const quoted = new Set([...byBlock(able)].flatMap(([block, own]) => quotedOf(texts.get(block) ?? "", own)));
  return apart(able.filter((finding) => !quoted.has(finding)));
}

/** Personal numbers that one click masks (R14): the suggestion is the masked form. */
export function maskings(view: PanelView): readonly Finding[] {
  const able = view.groups
    .flatMap(({ open }) => open)
    .filter(({ category, fix, suggestions }) => category === "privacy" && fix !== "none" && suggestions.length > 0);
  return apart(able);
}

function byBlock(findings: readonly Finding[]): ReadonlyMap<string, Finding[]> {
  const blocks = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = blocks.get(finding.block);
    if (own === undefined) blocks.set(finding.block, [finding]);
    else own.push(finding);
  }
  return blocks;
}

/** Of those that overlap the shortest. A damaged text has thousands in one paragraph. */
function apart(findings: readonly Finding[]): Finding[] {
  const chosen = new Set<Finding>();
  for (const own of byBlock(findings).values()) {
    const inOrder: Finding[] = [];
    for (const item of own.sort((a, b) => a.end - a.start - (b.end - b.start))) {
      const at = placeFor(inOrder, item.start);
      const [left, right] = [inOrder[at - 1], inOrder[at]];
      const isFree = (left === undefined || left.end <= item.start) && (right === undefined || right.start >= item.end);
      if (!isFree) continue;
      inOrder.splice(at, 0, item);
      chosen.add(item);
    }
  }
  return findings.filter((item) => chosen.has(item));
}

/** How many of them begin before the place. */
function placeFor(inOrder: readonly Finding[], start: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const pairs: Readonly<Record<string, string>> = { "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》" };

/** Those inside quotation or title marks of the same block, in one walk over it. The marks themselves are not inside. */
export function quotedOf<P extends Pick<Finding, "start" | "end">>(text: string, places: readonly P[]): P[] {
  const lastOf = new Map(Object.values(pairs).map((close) => [close, text.lastIndexOf(close)]));
  const open: string[] = [];
  let at = 0;
  return [...places]
    .sort((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      for (; at < start; at += 1) {
        const char = text.charAt(at);
        const close = pairs[char];
        if (close !== undefined) open.push(close);
        else if (char === open.at(-1)) open.pop();
      }
      return open.some((close) => (lastOf.get(close) ?? -1) >= end);
    });
}

/** One change as a person reads it. */
export interface Preview {
  readonly finding: Finding;
  readonly before: string;
  readonly from: string;
  readonly to: string;
  readonly after: string;
}

const AROUND = 14;

export function previewOf(finding: Finding, text: string): Preview {
  const { start, end } = finding;
  return {
    finding,
    before: (start > AROUND ? "…" : "") + text.slice(Math.max(0, start - AROUND), start),
    from: finding.text,
    to: finding.suggestions[0] ?? "",
    after: text.slice(end, end + AROUND) + (end + AROUND < text.length ? "…" : ""),
  };
}

/** By rule, in the order of the text. */
export function previewsByRule(
  findings: readonly Finding[],
  blocks: readonly TextBlock[],
): readonly { readonly rule: string; readonly lead: Finding; readonly previews: readonly Preview[] }[] {
  const texts = new Map(blocks.map(({ id, text }) => [id, text]));
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  return [...byRule].flatMap(([rule, members]) => {
    const [lead] = members;
    if (lead === undefined) return [];
    return [{ rule, lead, previews: members.map((each) => previewOf(each, texts.get(each.block) ?? "")) }];
  });
}
