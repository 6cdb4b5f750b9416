/** The platform's receipts: each event of the history has one, signed by the pinned key, and none is left over. */
import { AppError } from "../failure";
import { never } from "../never";
import type { Action } from "../workflow/history";
import { verifyDetached } from "./cms";
import type { Evidence } from "./evidence";
import type { Receipt } from "./receipt";

export function checkReceipts({ pack, anchors, check }: Evidence): string {
  for (const { value, bytes, signature } of pack.receipts) {
    verifyDetached(bytes, signature, { anchors, check, at: value.at, purpose: "receipt" });
  }
  const expected = pack.history.value.flatMap(({ action }) => expectedReceipt(action) ?? []).sort();
  const actual = pack.receipts.map(({ value }) => receiptKey(value)).sort();
  const missing = expected.find((key, i) => actual[i] !== key);
  if (missing !== undefined || actual.length !== expected.length) {
    throw new AppError("E_RECEIPT", "平台回执与流程记录不能一一对应");
  }
  return `${actual.length} 份回执与流程记录一一对应`;
}

const key = (event: Receipt["event"], ...names: readonly (string | null)[]): string => [event, ...names].join(" ");

function receiptKey({ event, contentHash, statementHash, repoId }: Receipt): string {
  return event === "review"
    ? key(event, contentHash, statementHash)
    : event === "revision"
      ? key(event, contentHash)
      : key(event, contentHash, repoId);
}

/** The receipt that must exist for an entry; null for what the platform does by itself. */
function expectedReceipt(action: Action): string | null {
  switch (action.kind) {
    case "edit":
      return key("revision", action.contentHash);
    case "sign":
    case "return":
      return key("review", action.contentHash, action.statementHash);
    case "ingest":
    case "publish":
      return key(action.kind, action.contentHash, action.repoId);
    case "machine-pass":
    case "layout":
      return null;
    default:
      return never(action);
  }
}
