/** What the window and the proofreading worker say to each other. */
import type { Failure } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import type { Report } from "../../shared/proofreading/finding";

export interface PassRequest {
  readonly seq: number;
  readonly content: Content;
  readonly at: string;
}

export type PassAnswer =
  | { readonly seq: number; readonly ok: true; readonly report: Report }
  | { readonly seq: number; readonly ok: false; readonly failure: Failure };
