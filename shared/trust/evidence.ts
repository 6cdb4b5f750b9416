/** What every part of a pack's verification works on. */
import { type AppError, explain } from "../failure";
import type { Anchors } from "./anchors";
import type { Pack } from "./pack-read";
import type { SignatureCheck } from "./port";

export interface Evidence {
  readonly pack: Pack;
  readonly anchors: Anchors;
  readonly check: SignatureCheck;
}

/** The clarification where there is one; the general sentence otherwise. */
export const reasonOf = (error: AppError): string => (error.detail === "" ? explain(error).text : error.detail);
