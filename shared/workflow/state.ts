/** What a history amounts to under a profile. `replay` in replay.ts computes it. */

import type { Actor } from "../model/person";
import type { Digest } from "../schema";
import type { StepId } from "./profile";

export const phases = {
  draft: "草稿",
  "in-review": "审核中",
  returned: "已退回",
  approved: "可发布",
  "in-repository": "已入库",
  published: "已发布",
  withdrawn: "已撤稿",
} as const;
export type Phase = keyof typeof phases;

export interface Signature {
  readonly step: StepId;
  readonly actor: Actor;
  readonly role: string;
  readonly at: string;
  readonly contentHash: Digest;
  readonly layoutHash: Digest | null;
  readonly statementHash: Digest;
  /** False once the content changed in a way this signature does not stand for: shown as 已失效. */
  readonly valid: boolean;
}

export interface ItemState {
  readonly phase: Phase;
  readonly contentHash: Digest | null;
  readonly revision: number;
  readonly layoutHash: Digest | null;
  /** The step that must act next; null in phases where none does. */
  readonly next: StepId | null;
  readonly signatures: readonly Signature[];
  /** Persons who wrote text before the first review signature: the authors 采编人 for separation of duties. */
  readonly authors: readonly string[];
  readonly repoId: string | null;
  readonly lastReturn: {
    readonly step: StepId;
    readonly category: string;
    readonly text: string;
    readonly actor: Actor;
  } | null;
  readonly lastStatementHash: Digest | null;
}
