/** Proof of possession 会话证明 on the wire (RFC 9449): names and limits that desk and platform share. */

export const proofHeader = "dpop";
export const proofNonceHeader = "dpop-nonce";
/** Scheme of the Authorization header: not Bearer, since whoever bears the token alone has nothing. */
export const proofScheme = "DPoP";
export const proofType = "dpop+jwt";
export const proofAlgorithm = "ES256";
/** RFC 9449 §8: the answer that only wants the proof made again over the nonce beside it. */
export const useNonceChallenge = `${proofScheme} error="use_dpop_nonce"`;
/** A proof's own time may be off by so much from the platform's clock. */
export const PROOF_SKEW_MS = 60_000;
