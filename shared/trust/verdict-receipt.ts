/**
 * The platform's receipts: each event of the history has one, signed by the pinned key, and none is left over. Those of the
 * second kind bind the very bytes of a signature to the time of its arrival, and the history to what it was then.
 */
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { never } from "../never";
import type { Action } from "../workflow/history";
import { verifyDetached } from "./cms";
import type { Evidence } from "./evidence";
import { headsOf } from "./history-chain";
import type { Pack, SignedPart } from "./pack-read";
import type { Receipt, StampedReceipt } from "./receipt";
import type { Statement } from "./statement";

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
  switch (event) {
    case "revision":
      return key(event, contentHash);
    case "review":
      return key(event, contentHash, statementHash);
    case "ingest":
    case "publish":
      return key(event, contentHash, repoId);
    case "takedown":
      return key(event, contentHash, repoId, statementHash);
    default:
      return never(event);
  }
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
    case "takedown":
      return key(action.kind, action.contentHash, action.repoId, action.statementHash);
    case "machine-pass":
    case "layout":
      return null;
    default:
      return never(action);
  }
}

/** The receipts that stand for a signed paper. */
const takesPaper = ({ event }: Receipt): boolean => event === "review" || event === "takedown";

export const isStamped = (value: Receipt): value is StampedReceipt => value.type === "caibian-receipt/2";

/** The receipt under which the platform took a statement; null when there is none. */
export function receiptFor(pack: Pack, part: SignedPart<Statement>): Receipt | null {
  const hash = digestOf(part.bytes);
  return pack.receipts.find(({ value }) => takesPaper(value) && value.statementHash === hash)?.value ?? null;
}

/** 平台回签: the signature file in the pack is, byte for byte, the one that arrived at the time of the receipt. */
export function checkStamps({ pack }: Evidence): string {
  const files = new Map(pack.statements.map(({ bytes, signature }) => [digestOf(bytes), digestOf(signature)]));
  const begun = pack.receipts.findIndex(({ value }) => isStamped(value));
  pack.receipts.forEach(({ name, value }, i) => {
    if (!isStamped(value)) {
      // A platform that stamps does not stop: a plain receipt after a stamped one was put in its place.
      if (begun >= 0 && i > begun) throw new AppError("E_RECEIPT", `${name} 缺少平台回签`);
      return;
    }
    const file = value.statementHash === null ? null : (files.get(value.statementHash) ?? null);
    if (value.signatureHash !== file) throw new AppError("E_RECEIPT", `${name} 回签的不是所附的签名文件`);
  });
  const stamped = pack.receipts.filter(({ value }) => isStamped(value) && takesPaper(value)).length;
  const plain = pack.statements.length - stamped;
  const parts = [
    ...(stamped > 0 ? [`${stamped} 份签名由平台回签`] : []),
    ...(plain > 0 ? [`${plain} 份签于平台启用回签之前`] : []),
  ];
  return parts.join("，");
}

/** Account of the actor of the entry that each receipt stands for, in their order. */
export const receiptActors = ({ history }: Pack): readonly string[] =>
  history.value.flatMap(({ action, actor }) => (expectedReceipt(action) === null ? [] : [actor.accountId]));

/** 流程哈希链: each receipt names the head of the history as it was when the receipt was given. */
export function checkHistoryChain({ pack }: Evidence): string {
  const history = pack.history.value;
  const heads = headsOf(history);
  const taken = history.flatMap(({ action }, at) => {
    const expected = expectedReceipt(action);
    return expected === null ? [] : [{ at, expected }];
  });
  pack.receipts.forEach(({ name, value }, i) => {
    if (!isStamped(value)) return;
    const entry = taken[i];
    const until = taken[i + 1]?.at ?? history.length;
    // What the platform adds by itself, a sample page or a machine pass, follows before the next receipt.
    const named = entry?.expected === receiptKey(value) && heads.slice(entry.at, until).includes(value.historyHead);
    if (!named) throw new AppError("E_RECEIPT", `${name} 所记的流程哈希与流程记录不符`);
  });
  const count = pack.receipts.filter(({ value }) => isStamped(value)).length;
  return count === 0 ? "早期回执，未记流程哈希" : `${count} 份回执逐一锁定当时的流程记录`;
}
