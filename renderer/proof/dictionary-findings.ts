/** What the dictionaries of this machine say about a pass: words that excuse findings, words that are findings. */
import { citation } from "../../shared/proofreading/authority";
import type { Category } from "../../shared/proofreading/category";
import type { Finding } from "../../shared/proofreading/finding";
import type { LedgerEntry } from "../../shared/proofreading/ledger";
import { keyOf } from "../../shared/proofreading/ledger";
import { numbered } from "../../shared/proofreading/overlap";
import type { TextBlock } from "../../shared/proofreading/rule";
import { type DictionaryWord, scopeNames } from "./dictionary";
import { type Decider, entriesFor } from "./dispositions";
import { localFindings, type Remark } from "./local-finding";

/** Red lines: no word of a dictionary settles these. */
const unexcused: ReadonlySet<string> = new Set<Category>([
  "secrecy",
  "privacy",
  "territory",
  "party-wording",
  "people",
  "leader",
]);

/** Words of the text only: what is said of a metadata field or of something absent is no word. */
export const mayBeExcused = ({ severity, category, block, text }: Finding): boolean =>
  severity !== "block" && !unexcused.has(category) && text !== "" && !block.startsWith("meta.");

/** The word that excuses each finding: the finding lies inside it. */
export function excused(
  findings: readonly Finding[],
  blocks: readonly TextBlock[],
  words: readonly DictionaryWord[],
): ReadonlyMap<Finding, DictionaryWord> {
  const accepted = words.filter(({ kind }) => kind === "accept");
  const found = new Map<Finding, DictionaryWord>();
  if (accepted.length === 0) return found;
  const texts = new Map(blocks.map(({ id, text }) => [id, text]));
  for (const finding of findings) {
    if (!mayBeExcused(finding)) continue;
    const text = texts.get(finding.block) ?? "";
    const word = accepted.find((each) => covers(text, each.word, finding));
    if (word !== undefined) found.set(finding, word);
  }
  return found;
}

function covers(text: string, word: string, { start, end }: Finding): boolean {
  for (let at = text.indexOf(word, Math.max(0, end - word.length)); at >= 0 && at <= start; ) {
    if (at + word.length >= end) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
}

/** The group by which the ledger shows that a dictionary decided. */
export const DICTIONARY_GROUP = "dictionary";

/**
 * A finding that an accepted word covers stays in the report and the ledger; it is ignored there in the person's name
 * with the word as the reason, so that the platform finds the same and a reviewer sees why (ADR 0007).
 */
export function excuses(
  found: ReadonlyMap<Finding, DictionaryWord>,
  decided: readonly LedgerEntry[],
  decider: Decider & { readonly at: string },
): LedgerEntry[] {
  const known = new Set(
    decided.filter(({ disposition }) => disposition !== "accept").map((each) => keyOf(each.finding)),
  );
  return [...found].flatMap(([finding, word]) => {
    if (known.has(keyOf(finding))) return [];
    const reason = `${scopeNames[word.scope]}：“${word.word}”${word.why === "" ? "" : `，${word.why}`}`;
    const entries = entriesFor([finding], { disposition: "ignore", reason }, { ...decider, group: DICTIONARY_GROUP });
    return entries.map((entry) => ({ ...entry, group: DICTIONARY_GROUP }));
  });
}

export const LOCAL_RULE = "local-dictionary";

/** Rejected words where they stand, unless our own engine already says so or an accepted word covers them. */
export function rejectedIn(
  blocks: readonly TextBlock[],
  words: readonly DictionaryWord[],
  known: readonly Finding[],
): Finding[] {
  const rejected = words.filter(({ kind }) => kind === "reject");
  if (rejected.length === 0) return [];
  return blocks.flatMap((block) => {
    const own = known.filter((finding) => finding.block === block.id);
    const said = rejected.flatMap((word) => remarksOf(block, word).map((remark) => ({ word, remark })));
    const fresh = said
      .filter(({ remark }) => !own.some((other) => other.start < remark.end && remark.start < other.end))
      .sort((a, b) => a.remark.start - b.remark.start || b.remark.end - a.remark.end);
    const apart = fresh.filter(({ remark }, at) => at === 0 || (fresh[at - 1]?.remark.end ?? 0) <= remark.start);
    const findings = apart.flatMap(({ word, remark }) => localFindings(block, [remark], originOf(word)));
    const excusedHere = excused(findings, [block], words);
    return numbered(findings.filter((finding) => !excusedHere.has(finding)));
  });
}

function remarksOf({ text }: TextBlock, { word, right, why }: DictionaryWord): Remark[] {
  const remarks: Remark[] = [];
  // A right form that holds the wrong one is not reported again once it is written: `规上企业` → `规模以上企业`.
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const inside = right.indexOf(word);
    if (inside >= 0 && text.startsWith(right, at - inside)) continue;
    const what = right === "" ? `“${word}”请改写` : `“${word}”应为“${right}”`;
    const message = `${what}${why === "" ? "。" : `：${why.replace(/[。；]$/u, "")}。`}`;
    remarks.push({ start: at, end: at + word.length, message, suggestions: right === "" ? [] : [right] });
  }
  return remarks;
}

const originOf = ({ scope, by, at }: DictionaryWord) => ({
  rule: LOCAL_RULE,
  category: "wording",
  severity: "warning" as const,
  authority: citation([{ document: `${scopeNames[scope]}（${by}加入）`, date: at.slice(0, 10), verified: false }]),
  confidence: 1,
  source: `${scopeNames[scope]} ${at.slice(0, 10)}`,
});
