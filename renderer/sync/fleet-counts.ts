/** Tells main how much waits to be sent, and since when, whenever it changes: administrators see numbers, never titles (L12). */
import type { UnsyncedCounts } from "../../shared/http/fleet";
import type { Ask, OutboxEntry } from "../services";
import type { Signal } from "../signal";
import type { OutboxView } from "./outbox";

/** Items, not operations: one submission is one thing that waits. */
export function countsOf(entries: readonly OutboxEntry[]): UnsyncedCounts {
  const open = entries.filter(({ state }) => state !== "confirmed" && state !== "withdrawn");
  const items = new Set(open.map(({ operation }) => operation.body.itemId));
  const [oldest = null] = open.map(({ queuedAt }) => queuedAt).sort();
  return { unsynced: items.size, oldest };
}

/** Answers the undo. Numbers for administrators hold up nobody's work: a failure is forgotten. */
export function followCounts(ask: Ask, view: Signal<OutboxView>): () => void {
  let told = "";
  const tell = (): void => {
    const counts = countsOf(view.get().entries);
    const text = JSON.stringify(counts);
    if (text === told) return;
    told = text;
    ask("desk:fleet.counts", counts).catch(() => undefined);
  };
  tell();
  return view.subscribe(tell);
}
