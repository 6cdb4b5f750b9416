/** What a second engine says beside ours (R20): agreement is shown on our finding, the rest stands apart and is never signed. */
import type { Finding } from "../../shared/proofreading/finding";
import { keyOf } from "../../shared/proofreading/ledger";
import type { TextBlock } from "../../shared/proofreading/rule";
import { localFindings } from "./local-finding";

/** What an engine says of one block. */
export interface EngineRemark {
  readonly block: string;
  readonly start: number;
  readonly end: number;
  readonly right: string | null;
  readonly message: string;
}

export interface SecondOpinion {
  readonly engine: string;
  readonly name: string;
  readonly version: string;
  /** The text it was asked about. */
  readonly blocks: readonly TextBlock[];
  readonly remarks: readonly EngineRemark[];
}

export const SECOND_RULE = "second-engine";

export interface Merged {
  /** Keys of our findings that the other engine has at the same place. */
  readonly agreed: ReadonlySet<string>;
  /** What only the other engine has; blocks that changed since it was asked are left out. */
  readonly only: readonly Finding[];
}

export const noSecond: Merged = { agreed: new Set(), only: [] };

/** Merges by span: remarks that touch one of our findings are agreement on the place. */
export function merged(opinion: SecondOpinion, blocks: readonly TextBlock[], own: readonly Finding[]): Merged {
  const asked = new Map(opinion.blocks.map(({ id, text }) => [id, text]));
  const agreed = new Set<string>();
  const only = blocks.flatMap((block) => {
    if (asked.get(block.id) !== block.text) return [];
    const ours = own.filter((finding) => finding.block === block.id);
    const alone = opinion.remarks.filter((remark) => {
      if (remark.block !== block.id) return false;
      const met = ours.filter((finding) => touches(finding, remark));
      for (const finding of met) agreed.add(keyOf(finding));
      return met.length === 0;
    });
    return localFindings(block, alone.map(remarkOf), {
      rule: SECOND_RULE,
      category: "wording",
      severity: "hint",
      authority: `${opinion.name} ${opinion.version}`,
      confidence: 0.5,
      source: `${opinion.engine} ${opinion.version}`,
    });
  });
  return { agreed, only };
}

/** An insertion is a place without width: it touches what it stands beside. */
function touches(finding: Finding, { start, end }: EngineRemark): boolean {
  if (start === end) return finding.start <= start && start <= finding.end;
  return finding.start < end && start < finding.end;
}

const remarkOf = ({ start, end, right, message }: EngineRemark) => ({
  start,
  end,
  message,
  suggestions: right === null ? [] : [right],
});
