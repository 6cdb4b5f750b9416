/**
 * The proof ledger 校对台账: which person decided what about each machine finding, and why (R21).
 * The machine never approves; a finding of severity block, error or warning needs a disposition.
 */
import { z } from "zod";
import { digestOfJson } from "../digest";
import { type Digest, digest, instant } from "../schema";
import { type Finding, finding, needsDisposition, type Report, usedPack } from "./finding";

export const dispositions = { accept: "采纳", ignore: "忽略", escalate: "转人工" } as const;
export type Disposition = keyof typeof dispositions;

export const ledgerEntry = z.strictObject({
  finding,
  disposition: z.enum(["accept", "ignore", "escalate"]),
  /** Required for 忽略 and 转人工. */
  reason: z.string().max(500),
  personId: z.string(),
  name: z.string(),
  at: instant,
  /** Step at which it was decided: `draft` or a step id. */
  stage: z.string(),
  /** Set when one disposition covered a collapsed group of identical findings. */
  group: z.string().nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

export const ledger = z.strictObject({
  format: z.literal("caibian-ledger/1"),
  contentHash: digest,
  /** Findings of the pass on `contentHash` and the packs that made them. */
  status: z.enum(["complete", "partial"]),
  packs: z.array(usedPack),
  findings: z.array(finding).max(50_000),
  /** Decisions, including those on findings that an accepted correction removed. */
  entries: z.array(ledgerEntry).max(100_000),
});
export type Ledger = z.infer<typeof ledger>;

const hashes = new WeakMap<Ledger, Digest>();

/** A ledger never changes, and a long one is asked for at every keystroke in a reviewer's note. */
export function ledgerHash(value: Ledger): Digest {
  const known = hashes.get(value);
  if (known !== undefined) return known;
  const hash = digestOfJson(value);
  hashes.set(value, hash);
  return hash;
}

/** The ledger of a fresh pass: the report's findings with the decisions that still speak of them or of text since repaired. */
export function ledgerOf(report: Report, entries: readonly LedgerEntry[]): Ledger {
  return {
    format: "caibian-ledger/1",
    contentHash: report.contentHash,
    status: report.status,
    packs: report.packs,
    findings: report.findings,
    entries: [...entries],
  };
}

/** The findings nobody has decided yet. A finding is decided by an ignore or escalate entry with its print and rule. */
export function undecided(value: Pick<Ledger, "findings" | "entries">): Finding[] {
  const decided = new Set(
    value.entries.filter((entry) => entry.disposition !== "accept").map((entry) => keyOf(entry.finding)),
  );
  return value.findings.filter((item) => needsDisposition(item) && !decided.has(keyOf(item)));
}

/** One finding, wherever edits elsewhere have moved it. */
export function keyOf(item: Pick<Finding, "rule" | "block" | "print">): string {
  return `${item.rule} ${item.block} ${item.print}`;
}

/**
 * Ignored and escalated findings that the text no longer has: the sentence they stood in has changed, so that the
 * decision speaks of nothing any more (R7).
 */
export function unusedDecisions(value: Pick<Ledger, "findings" | "entries">): LedgerEntry[] {
  const present = new Set(value.findings.map(keyOf));
  return value.entries.filter((entry) => entry.disposition !== "accept" && !present.has(keyOf(entry.finding)));
}

/** The blocks at the last pass and at this one; there is no last pass when the draft was just opened. */
export interface Passes {
  readonly before: readonly { readonly id: string }[];
  readonly after: readonly { readonly id: string }[];
}

/**
 * Decisions go with their sentence into the half of a split paragraph that holds it, and into the paragraph that took
 * in theirs (R7). An equal sentence that stood elsewhere all along is another one. The same list when nothing moved.
 */
export function followed(
  entries: readonly LedgerEntry[],
  findings: readonly Finding[],
  passes: Passes,
): readonly LedgerEntry[] {
  const unused = new Set(unusedDecisions({ findings: [...findings], entries: [...entries] }));
  if (unused.size === 0) return entries;
  const kept = new Set(entries.filter((entry) => !unused.has(entry)).map(({ finding }) => keyOf(finding)));
  const [before, after] = [idsOf(passes.before), idsOf(passes.after)];
  const isNew = (block: string): boolean => before.size > 0 && !before.has(block);
  let moved = false;
  const result = entries.map((entry) => {
    if (!unused.has(entry)) return entry;
    const { finding: old } = entry;
    const here = findings.find(
      (item) =>
        item.rule === old.rule &&
        sentencePrint(item) === sentencePrint(old) &&
        (isNew(item.block) || !after.has(old.block)) &&
        !kept.has(keyOf(item)),
    );
    if (here === undefined) return entry;
    kept.add(keyOf(here));
    moved = true;
    const { block, start, end, print } = here;
    return { ...entry, finding: { ...old, block, start, end, print } };
  });
  return moved ? result : entries;
}

const idsOf = (blocks: Passes["before"]): ReadonlySet<string> => new Set(blocks.map(({ id }) => id));

/** Without the number by which equal sentences of one block are told apart. */
const sentencePrint = ({ print }: Pick<Finding, "print">): string => print.replace(/-\d+$/, "");
