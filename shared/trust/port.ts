/** What verification needs from the runtime. Node implements it; tests and other runtimes may too. */
export interface SignatureCheck {
  /** PKCS#1 v1.5 RSA with SHA-256 over `data`; false for any failure. `spki` is a DER SubjectPublicKeyInfo. */
  readonly rsaSha256: (spki: Uint8Array, data: Uint8Array, signature: Uint8Array) => boolean;
}

/** A key that can sign, wherever it lives. Nothing but its certificate and signatures ever comes out. */
export interface Signer {
  /** DER certificates: the signer's own first, then intermediates. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#1 v1.5 RSA signature with SHA-256 over `data`. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}
