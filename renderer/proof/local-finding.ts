/**
 * Findings of this machine alone: of a dictionary, of a second engine. They are shown and decided like the others, but
 * the platform cannot repeat them, so they and the decisions on them never enter the signed ledger (ADR 0007).
 */
import type { Finding } from "../../shared/proofreading/finding";
import type { LedgerEntry } from "../../shared/proofreading/ledger";
import { numbered } from "../../shared/proofreading/overlap";
import { Prints } from "../../shared/proofreading/print";
import type { TextBlock } from "../../shared/proofreading/rule";

const LOCAL = "local:";

export const isLocal = ({ pack }: Pick<Finding, "pack">): boolean => pack.startsWith(LOCAL);

/** What may be signed of a draft's decisions. */
export const signedEntries = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  entries.filter(({ finding }) => !isLocal(finding));

/** A place in a text and what somebody says about it. */
export interface Remark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export type Origin = Pick<Finding, "rule" | "category" | "authority" | "confidence" | "severity"> & {
  /** Name and version of what said it. */
  readonly source: string;
};

/** The findings of one block; those alike in one sentence are told apart by their number. */
export function localFindings(block: TextBlock, remarks: readonly Remark[], origin: Origin): readonly Finding[] {
  const { source, ...said } = origin;
  const prints = new Prints(block.text);
  return numbered(
    remarks.map(({ start, end, message, suggestions }) => ({
      ...said,
      pack: `${LOCAL}${source}`,
      block: block.id,
      start,
      end,
      text: block.text.slice(start, end),
      message,
      suggestions: [...suggestions],
      fix: suggestions.length === 0 ? "none" : "suggest",
      print: prints.of(origin.rule, { start, end }),
    })),
  );
}
