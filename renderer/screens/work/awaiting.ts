/** Signatures of this machine that the platform has not confirmed: marked 待平台确认 and exported as such (S8). */
import { AppError } from "../../../shared/failure";
import { type Content, contentHash } from "../../../shared/model/content";
import type { OperationBody, OperationState } from "../../../shared/sync/operation";
import { writePending } from "../../../shared/trust/pending";
import { statement } from "../../../shared/trust/statement";
import type { PendingItem } from "../../sync/summary";

type ReviewBody = Extract<OperationBody, { kind: "review" }>;

/** With a receipt, or refused, a signature waits no more. */
const awaiting: ReadonlySet<OperationState> = new Set(["queued", "sending", "waiting"]);

/** The newest signature of an item that waits for the platform; null when none does. */
export function awaitingSignature({ entries }: Pick<PendingItem, "entries">): ReviewBody | null {
  const bodies = entries.flatMap(({ operation, state }) => (awaiting.has(state) ? [operation.body] : []));
  return bodies.findLast((body) => body.kind === "review") ?? null;
}

export interface ExportParts {
  /** What the platform last showed of the item, where the text did not go out with the signature. */
  readonly shown: () => Promise<Content>;
  readonly at: Date;
}

/** @throws AppError E_NOT_FOUND when nothing waits, E_HASH when this machine no longer has what was signed */
export async function exportedSignature(
  item: Pick<PendingItem, "entries">,
  { shown, at }: ExportParts,
): Promise<Uint8Array> {
  const body = awaitingSignature(item);
  if (body === null) throw new AppError("E_NOT_FOUND", "没有待平台确认的签名");
  const { signed, ledger } = body;
  const wanted = statement.parse(JSON.parse(signed.statement)).contentHash;
  const own = item.entries.flatMap(({ operation }) =>
    operation.body.kind === "revision" ? [operation.body.content] : [],
  );
  const content = own.find((each) => contentHash(each) === wanted) ?? (await shown());
  return writePending({ content, ledger, signed }, at);
}
