/** What the history records of a machine pass: the platform writes it, the review screen asks `decide` with it. */
import type { Action } from "../workflow/history";
import type { Finding } from "./finding";
import { type Ledger, ledgerHash, undecided } from "./ledger";

export type MachinePass = Extract<Action, { kind: "machine-pass" }>;

/** A ledger never changes, and a long one is asked for at every keystroke in a reviewer's note. */
const known = new WeakMap<Ledger, MachinePass>();

/** Counted from the ledger, never taken from whoever sent it. A partial pass is none. */
export function machinePass(ledger: Ledger): MachinePass | null {
  if (ledger.status !== "complete") return null;
  const kept = known.get(ledger);
  if (kept !== undefined) return kept;
  const fresh = counted(ledger);
  known.set(ledger, fresh);
  return fresh;
}

function counted(ledger: Ledger): MachinePass {
  const open = undecided(ledger);
  const count = (findings: readonly Finding[], severity: Finding["severity"]): number =>
    findings.filter((item) => item.severity === severity).length;
  const block = count(open, "block");
  return {
    kind: "machine-pass",
    contentHash: ledger.contentHash,
    ledgerHash: ledgerHash(ledger),
    undecided: { block, error: count(open, "error"), warning: count(open, "warning") },
    ignoredBlocks: count(ledger.findings, "block") - block,
  };
}
