/** For the one process of an embedded database. A restart begins a new generation. */
import { newSecret } from "../identity/secret";
import type { SharedMemory } from "./shared-memory";

/** Proofs that count at once; beyond that the platform asks to come back later. */
const PROOFS = 200_000;
/** Addresses remembered at once; the oldest are forgotten first. */
const ADDRESSES = 10_000;

interface Failures {
  readonly since: number;
  readonly count: number;
}

export function localMemory(capacity = PROOFS): SharedMemory {
  const generation = newSecret();
  /** In order of insertion, which is nearly that of time. */
  const seen = new Map<string, number>();
  const failed = new Map<string, Failures>();
  const forget = (before: number): void => {
    for (const [name, until] of seen) {
      if (until >= before) return;
      seen.delete(name);
    }
  };
  const counted = (address: string, since: Date): Failures | undefined => {
    const known = failed.get(address);
    return known !== undefined && known.since > since.getTime() ? known : undefined;
  };
  return {
    generation: async () => generation,
    generationNow: async () => generation,
    take: async (proof, at) => {
      if (proof.generation !== generation) return "lost";
      if (seen.has(proof.name)) return "seen";
      forget(at.getTime());
      if (seen.size >= capacity) return "full";
      seen.set(proof.name, proof.until.getTime());
      return "fresh";
    },
    failures: async (address, since) => counted(address, since)?.count ?? 0,
    noteFailure: async (address, { since, at }) => {
      const known = counted(address, since);
      failed.delete(address);
      failed.set(address, { since: known?.since ?? at.getTime(), count: (known?.count ?? 0) + 1 });
      const [oldest] = failed.keys();
      if (failed.size > ADDRESSES && oldest !== undefined) failed.delete(oldest);
    },
    sweep: async ({ proofs, failures }) => {
      forget(proofs.getTime());
      for (const [address, { since }] of failed) if (since < failures.getTime()) failed.delete(address);
    },
  };
}
