/**
 * The encryption pair of a key. `wrap` needs its public half only; `unwrap` happens on the key, which hands out what was
 * wrapped and never the private half (SKF_ImportSessionKey and SM4 on the key, GM/T 0016).
 */
export interface KeyEnvelope {
  readonly wrap: (share: Uint8Array) => Promise<Uint8Array>;
  /** @throws AppError E_ENVELOPE, E_ENVELOPE_KEY, E_TOKEN_REMOVED, E_TOKEN_LOGIN, E_MECHANISM … */
  readonly unwrap: (wrapped: Uint8Array) => Promise<Uint8Array>;
  /** Whether it was wrapped to the pair that `wrap` uses now: after a renewal it was not. */
  readonly isCurrent: (wrapped: Uint8Array) => boolean;
}
