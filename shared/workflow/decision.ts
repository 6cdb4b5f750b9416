/** The answer of the workflow: allowed, or refused with a code and a Chinese reason. */
import type { FailureCode } from "../failure";

export interface Refusal {
  readonly allowed: false;
  readonly code: FailureCode;
  /** Short Chinese sentence for the person who tried. */
  readonly reason: string;
}
export type Decision = { readonly allowed: true } | Refusal;

export const allowed: Decision = { allowed: true };

export function refuse(code: FailureCode, reason: string): Refusal {
  return { allowed: false, code, reason };
}
