/** Help pages 帮助: the failure's own two sentences, and what the table adds; found by code, word or step. */
import type { FailureCode } from "../failure";
import { failureCodes } from "../failure";
import { failures } from "../failure-rows";
import { assurances, type HelpRow, helpers } from "./help-row";
import { helpRows } from "./help-rows";

export interface HelpPage {
  readonly code: FailureCode;
  readonly text: string;
  readonly why: string;
  readonly safe: string;
  readonly steps: readonly string[];
  readonly ask: string;
  readonly related: readonly FailureCode[];
  readonly keys: readonly string[];
}

/** A code that the table lacks has its own two sentences at least: no link of a failure leads nowhere. */
const sparse = (next: string): HelpRow => ({
  why: "",
  safe: "draft",
  steps: [next],
  ask: "system",
  related: [],
  keys: [],
});

export function helpPage(code: FailureCode): HelpPage {
  const { text, next } = failures[code];
  const { why, safe, steps, ask, related, keys } = helpRows[code] ?? sparse(next);
  return { code, text, why, safe: assurances[safe], steps, ask: helpers[ask], related, keys };
}

/** Pages that hold every word of a query, in the order of the table; all of them for an empty one. */
export function findHelp(query: string): readonly HelpPage[] {
  const words = query
    .toLowerCase()
    .split(/[\s，、]+/)
    .filter((word) => word !== "");
  const pages = failureCodes.map(helpPage);
  return pages.filter((page) => {
    const whole = [page.code, page.text, page.why, ...page.steps].join(" ").toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}
