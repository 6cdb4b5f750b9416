/**
 * What the platform must remember for minutes only, and every process of it alike: which proofs were used (RFC 9449
 * §11.1), and which addresses failed at a door. Losing it is allowed only where the loss is noticed: its generation
 * changes, proof nonces name the generation, and so proofs of before are worth nothing after.
 */

export interface SeenProof {
  readonly name: string;
  /** When the proof is worth nothing any more. */
  readonly until: Date;
  /** The generation its nonce was made in. */
  readonly generation: string;
}

/** `full` and `lost` are refusals too: forgetting a proof that still counts would let it pass again. */
export type ProofVerdict = "fresh" | "seen" | "full" | "lost";

export interface SharedMemory {
  /** Changes when anything was forgotten too early. */
  readonly generation: () => Promise<string>;
  /** The same, not as this process remembers it: another one may have noticed a loss, or nobody yet. */
  readonly generationNow: () => Promise<string>;
  readonly take: (proof: SeenProof, at: Date) => Promise<ProofVerdict>;
  /** Failures of an address since its count began, where that was after `since`. */
  readonly failures: (address: string, since: Date) => Promise<number>;
  readonly noteFailure: (address: string, times: { readonly since: Date; readonly at: Date }) => Promise<void>;
  /** Drops what counts no more. */
  readonly sweep: (before: { readonly proofs: Date; readonly failures: Date }) => Promise<void>;
}
