/** The system's keychain as main needs it: named secrets that other accounts of the machine cannot read. */
export interface SecretStore {
  /** Null when there is none, or when the keychain stayed locked: the two look the same (see `deviceSecret`). */
  readonly get: (account: string) => Promise<string | null>;
  readonly set: (account: string, secret: string) => Promise<void>;
}
