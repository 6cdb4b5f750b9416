/** What the results of SUBMIT_RESP mean for us. */
import { type Blame, SmsFault } from "../provider";

const results: ReadonlyMap<number, { readonly reason: string; readonly blame: Blame }> = new Map([
  [1, { reason: "STRUCTURE", blame: "message" }],
  [2, { reason: "COMMAND", blame: "provider" }],
  // Our number was used by a message before a restart; the next attempt on a new connection has another one.
  [3, { reason: "SEQUENCE", blame: "passing" }],
  [4, { reason: "LENGTH", blame: "message" }],
  [5, { reason: "FEE_CODE", blame: "provider" }],
  [6, { reason: "TOO_LONG", blame: "message" }],
  [7, { reason: "SERVICE_CODE", blame: "provider" }],
  [8, { reason: "RATE_LIMIT", blame: "passing" }],
  // This gateway does not serve the number; another operator's may.
  [9, { reason: "NOT_SERVED", blame: "provider" }],
  [10, { reason: "SOURCE_NUMBER", blame: "provider" }],
  [11, { reason: "ENTERPRISE", blame: "provider" }],
  [12, { reason: "FEE_NUMBER", blame: "provider" }],
  [13, { reason: "NUMBER", blame: "message" }],
]);

export function submitFault(result: number): SmsFault {
  const { reason, blame } = results.get(result) ?? { reason: "OTHER", blame: "passing" };
  return new SmsFault(blame, reason);
}
