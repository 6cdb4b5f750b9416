/** When the words 已送达 and 已上报 may be said (D2). Pure: what was answered, what the platform shows. */

import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import type { ItemDetail } from "../../shared/http/item";
import { never } from "../../shared/never";
import type { Digest } from "../../shared/schema";
import { type Receipt, receipt } from "../../shared/trust/receipt";
import type { OutboxValue } from "./outbox-record";

const events = {
  revision: "revision",
  review: "review",
  takedown: "takedown",
  ingest: "ingest",
  publish: "publish",
} as const;

/** The receipt, when it speaks of exactly this operation, this item and this content; else null. */
export function matchingReceipt(text: string, entry: OutboxValue): Receipt | null {
  const said = readReceipt(text);
  if (said === null || entry.kind === "file") return null;
  const same =
    said.operationId === entry.operationId &&
    said.itemId === entry.itemId &&
    said.event === events[entry.kind] &&
    said.contentHash === entry.contentHash &&
    (entry.statementHash === null || said.statementHash === entry.statementHash);
  return same ? said : null;
}

function readReceipt(text: string): Receipt | null {
  try {
    const parsed = receipt.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: a foreign page answered, not the platform.
    return null;
  }
}

/** Whether the platform's own view of the item shows what the operation brought. */
export function isShown(entry: OutboxValue, { history }: Pick<ItemDetail, "history">): boolean {
  const actions = history.map((line) => line.action);
  switch (entry.kind) {
    case "revision":
      return actions.some((action) => action.kind === "edit" && action.contentHash === entry.contentHash);
    case "review":
      return actions.some(
        (action) =>
          (action.kind === "sign" || action.kind === "return") &&
          action.statementHash === entry.statementHash &&
          action.contentHash === entry.contentHash,
      );
    case "takedown":
      return actions.some((action) => action.kind === "takedown" && action.statementHash === entry.statementHash);
    case "ingest":
      return actions.some((action) => action.kind === "ingest" && action.contentHash === entry.contentHash);
    case "publish":
      return actions.some((action) => action.kind === "publish" && action.contentHash === entry.contentHash);
    case "file":
      return true;
    default:
      return never(entry.kind);
  }
}

/** 已上报: a stored receipt equal to the local content, and the platform shows it. */
export function isConfirmed(entry: OutboxValue, detail: Pick<ItemDetail, "history">): boolean {
  if (entry.state !== "acknowledged" || entry.receipt === null) return false;
  return matchingReceipt(entry.receipt.receipt, entry) !== null && isShown(entry, detail);
}

/** Hash of a signed statement: the digest of the canonical text that was signed. */
export const statementDigest = (text: string): Digest => digestOf(utf8(text));
