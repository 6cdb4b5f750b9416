/**
 * Token drivers 密钥驱动: one for each kind of key, behind one interface. Vendor libraries are loaded only in the signer
 * process (docs/adr/0008); what is here crosses between the two processes as plain data.
 */

/** How near a PIN is to being locked, as the device tells it. */
export type PinState = "fine" | "low" | "final" | "locked";

export interface TokenInfo {
  /** Which driver, by its name in the machine policy. */
  readonly driver: string;
  /** The token is addressed by its serial number, never by slot. */
  readonly serial: string;
  readonly label: string;
  readonly pin: PinState;
  /** Null where the device tells no number (PKCS#11). */
  readonly retriesLeft: number | null;
  /** The PIN is typed on the key itself. */
  readonly hasPinPad: boolean;
}

export interface TokenCertificate {
  /** Names certificate and key on this token: CKA_ID in hex, or container and role. */
  readonly id: string;
  /** DER. */
  readonly der: Uint8Array;
  /** A certificate may lie on a token without its key. */
  readonly hasKey: boolean;
  /**
   * Of a signing certificate: the public point `04‖x‖y` of the SM2 encryption pair beside its key, when this driver can open
   * what is sealed to it. Sealing needs no more than that, and happens outside.
   */
  readonly envelopePoint?: Uint8Array;
}

/** A login on a token. The PIN is not kept: whoever signs later signs with a new session. */
export interface TokenSession {
  /**
   * Signature values over each of `data`, as CMS carries them: PKCS#1 v1.5 with SHA-256 for an RSA key, DER `r`, `s` over
   * SHA-256 for P-256, DER `r`, `s` over SM3(ZA‖data) for SM2.
   * @throws AppError E_TOKEN_REMOVED, E_TOKEN_LOGIN, E_KEY_MISSING, E_MECHANISM, E_TOKEN_TIMEOUT, E_SIGNER_CRASHED
   */
  readonly sign: (certificate: string, data: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>;
  /**
   * What is in an envelope (shared/trust/sm2-envelope.ts) for an encryption key of this token. The private half stays on it.
   * Absent where the kind of key cannot.
   * @throws AppError E_ENVELOPE, E_ENVELOPE_KEY, E_MECHANISM, and as `sign`
   */
  readonly open?: (envelope: Uint8Array) => Promise<Uint8Array>;
  /** Logs out. Never fails: a token that is gone is logged out. */
  readonly close: () => Promise<void>;
}

export interface TokenDriver {
  /** @throws AppError E_MODULE_LOAD, E_MODULE_REFUSED, E_MODULE_ABI, E_TOKEN_TIMEOUT, E_SIGNER_CRASHED */
  readonly tokens: () => Promise<readonly TokenInfo[]>;
  /** Without a PIN. @throws AppError E_TOKEN_ABSENT, E_TOKEN_REMOVED */
  readonly certificates: (serial: string) => Promise<readonly TokenCertificate[]>;
  /**
   * Tries the PIN exactly once; `pin` is null for a key with its own pad. The bytes are overwritten. Where the device says
   * that the next wrong one locks it, there is no try without `lastTry`, the person's word (S3).
   * @throws AppError E_PIN, E_PIN_LAST, E_PIN_LOCKED, E_PIN_FORMAT, E_PIN_EXPIRED, E_CANCELLED, E_TOKEN_ABSENT, E_TOKEN_REMOVED
   */
  readonly login: (serial: string, pin: Uint8Array | null, lastTry?: boolean) => Promise<TokenSession>;
  /** Ends the process that holds the library. */
  readonly close: () => Promise<void>;
}
