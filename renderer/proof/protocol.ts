/** What the window and the proofreading worker say to each other. */
import type { AttachmentText } from "../../shared/attachments/extract";
import type { Failure } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import type { Report } from "../../shared/proofreading/finding";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Profile } from "../../shared/workflow/profile";

export interface PassRequest {
  readonly seq: number;
  readonly content: Content;
  /** The texts of its files; those left out are told as unchecked. */
  readonly attachments: readonly AttachmentText[];
  readonly at: string;
  /** The city profile whose settings the pass goes by; null before the first sign-in. */
  readonly profile: Profile | null;
  /** For scans after a change of lexicon packs, which spelling does not hang on. */
  readonly withoutSpelling?: true;
}

/** The city's lexicon packs for every pass from here on: sent once, not with each text. */
export interface UsePacks {
  readonly use: readonly PackData[];
}

export type PassAnswer =
  | { readonly seq: number; readonly ok: true; readonly report: Report }
  | { readonly seq: number; readonly ok: false; readonly failure: Failure };
