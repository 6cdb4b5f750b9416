/** Which version the launcher starts (L9): pure. The order in which versions are tried, the best first. */
import { isWithdrawn, type RollbackOrder } from "./manifest";
import { isBad, isSpent, type Starts } from "./starts";
import { compareVersions, isOlder } from "./version";

/** A version on this machine. `installed`: put there by the administrator, whom the system itself guards. */
export interface Candidate {
  readonly version: string;
  readonly place: "installed" | "downloaded";
}

export interface ChoiceFacts {
  readonly candidates: readonly Candidate[];
  readonly starts: Starts;
  /** Signed, and verified by the launcher itself; null when there is none. */
  readonly rollback: Pick<RollbackOrder, "from" | "to"> | null;
  /** The least version that the newest release known here allows; null when none is known. */
  readonly minimum: string | null;
}

/**
 * Newest first. What failed twice, was withdrawn or is too old comes after everything else instead of being left out: a
 * person is never left without a program, and the platform refuses sign-in to what is too old.
 */
export function startOrder(facts: ChoiceFacts): readonly Candidate[] {
  const single = facts.candidates.filter(
    ({ version, place }) =>
      place === "installed" ||
      !facts.candidates.some((other) => other.place === "installed" && other.version === version),
  );
  return [...single].sort((a, b) => rank(facts, a) - rank(facts, b) || compareVersions(b.version, a.version));
}

function rank({ starts, rollback, minimum }: ChoiceFacts, { version }: Candidate): number {
  if (rollback !== null && isWithdrawn(rollback, version)) return 3;
  if (isBad(starts, version) || isSpent(starts, version)) return 2;
  return minimum !== null && isOlder(version, minimum) ? 1 : 0;
}
