/**
 * Whether a workstation's log and the platform's records tell the same story (L11): every operation that one side calls
 * done must be known to the other.
 */
import type { DeskLine } from "./desk-log";

/** An operation the platform gave a receipt for. */
export interface DoneOperation {
  readonly operationId: string;
  readonly event: string;
  readonly at: string;
}

export interface Reconciled {
  readonly operationId: string;
  /** 平台时间; null when the platform knows nothing of it. */
  readonly platformAt: string | null;
  readonly platformEvent: string | null;
  /** The workstation's time; null when its log does not name it. */
  readonly deskAt: string | null;
  readonly deskEvent: string | null;
  /**
   * `platform-only` happens when an answer was lost on the way; `desk-only` and `differs` mean that one side's records
   * were changed or lost.
   */
  readonly verdict: "both" | "platform-only" | "desk-only" | "differs";
}

/** In the order of the platform's records, then what only the workstation names. */
export function reconcileOperations(lines: readonly DeskLine[], done: readonly DoneOperation[]): readonly Reconciled[] {
  const delivered = new Map<string, DeskLine>();
  for (const line of lines)
    if (line.event === "delivered" && line.details.about !== undefined) delivered.set(line.details.about, line);
  const known = done.map((operation) => compare(operation, delivered.get(operation.operationId)));
  const ids = new Set(done.map(({ operationId }) => operationId));
  const rest = [...delivered].filter(([operationId]) => !ids.has(operationId));
  return [
    ...known,
    ...rest.map(([operationId, line]) => ({
      operationId,
      platformAt: null,
      platformEvent: null,
      deskAt: line.at,
      deskEvent: line.details.code ?? "",
      verdict: "desk-only" as const,
    })),
  ];
}

function compare({ operationId, event, at }: DoneOperation, line: DeskLine | undefined): Reconciled {
  const platform = { operationId, platformAt: at, platformEvent: event };
  if (line === undefined) return { ...platform, deskAt: null, deskEvent: null, verdict: "platform-only" };
  const deskEvent = line.details.code ?? "";
  return { ...platform, deskAt: line.at, deskEvent, verdict: deskEvent === event ? "both" : "differs" };
}
