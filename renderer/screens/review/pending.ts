/** What this machine has queued for an item and the platform has not confirmed yet: the buttons wait for it. */
import { operationStates } from "../../../shared/sync/operation";
import type { OutboxEntry } from "../../services";

const settled: readonly OutboxEntry["state"][] = ["confirmed", "rejected", "conflict", "withdrawn"];
const names = { revision: "新版本", file: "附件", review: "签名", ingest: "入库", publish: "发布" } as const;

/** `签名：待上报`, or empty when nothing of the item is under way. */
export function pendingLine(entries: readonly OutboxEntry[], itemId: string): string {
  const waiting = entries.findLast(
    ({ operation: { body }, state }) => body.itemId === itemId && !settled.includes(state),
  );
  if (waiting === undefined) return "";
  return `${names[waiting.operation.body.kind]}：${operationStates[waiting.state]}，待平台确认。`;
}
