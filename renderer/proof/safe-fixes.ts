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
    .filter((finding) => !isLocal(finding) && !neverInBulk.has(finding.category))
    .filter((finding) => !isQuoted(texts.get(finding.block) ?? "", finding));
  return apart(able);
}

/** Personal numbers that one click masks (R14): the suggestion is the masked form. */
export function maskings(view: PanelView): readonly Finding[] {
  const able = view.groups
    .flatMap(({ open }) => open)
    .filter(({ category, fix, suggestions }) => category === "privacy" && fix !== "none" && suggestions.length > 0);
  return apart(able);
}

function apart(findings: readonly Finding[]): Finding[] {
  const chosen: Finding[] = [];
  for (const item of [...findings].sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const taken = chosen.some(
      (other) => other.block === item.block && other.start < item.end && item.start < other.end,
    );
    if (!taken) chosen.push(item);
  }
  return findings.filter((item) => chosen.includes(item));
}

const pairs: Readonly<Record<string, string>> = { "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》" };

/** Inside quotation or title marks of the same block. The marks themselves are not. */
export function isQuoted(text: string, { start, end }: Pick<Finding, "start" | "end">): boolean {
  const open: string[] = [];
  for (let at = 0; at < start; at += 1) {
    const char = text.charAt(at);
    const close = pairs[char];
    if (close !== undefined) open.push(close);
    else if (char === open.at(-1)) open.pop();
  }
  return open.some((close) => text.indexOf(close, end) >= 0);
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
