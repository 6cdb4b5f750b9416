import type { KeyKind } from "./key-kind";

/** A public key that was taken out of a certificate, with the kind its own algorithm names. */
export interface PublicKey {
  readonly kind: KeyKind;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** What verification needs from the runtime. Node implements it; tests and other runtimes may too. */
export interface SignatureCheck {
  /**
   * Whether `signature` is the key's over `data`: PKCS#1 v1.5 with SHA-256, DER `r`, `s` over SHA-256 for P-256, DER `r`,
   * `s` over SM3(ZA‖data) for SM2. False for any failure.
   */
  readonly holds: (key: PublicKey, data: Uint8Array, signature: Uint8Array) => boolean;
}

/** A key that can sign, wherever it lives. Nothing but its certificate and signatures ever comes out. */
export interface Signer {
  /** DER certificates: the signer's own first, then intermediates. */
  readonly chain: readonly Uint8Array[];
  /** The signature value over `data` as CMS carries it for the kind of the certificate's key, see `SignatureCheck`. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}
