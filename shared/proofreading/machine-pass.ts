/** What the history records of a machine pass: the platform writes it, the review screen asks `decide` with it. */
import type { Action } from "../workflow/history";
import type { Finding } from "./finding";
import { type Ledger, ledgerHash, undecided } from "./ledger";

export type MachinePass = Extract<Action, { kind: "machine-pass" }>;

/** Counted from the ledger, never taken from whoever sent it. A partial pass is none. */
export function machinePass(ledger: Ledger, hash = ledgerHash(ledger)): MachinePass | null {
  if (ledger.status !== "complete") return null;
  const open = undecided(ledger);
  const count = (findings: readonly Finding[], severity: Finding["severity"]): number =>
    findings.filter((item) => item.severity === severity).length;
  const block = count(open, "block");
  return {
    kind: "machine-pass",
    contentHash: ledger.contentHash,
    ledgerHash: hash,
    undecided: { block, error: count(open, "error"), warning: count(open, "warning") },
    ignoredBlocks: count(ledger.findings, "block") - block,
  };
}
