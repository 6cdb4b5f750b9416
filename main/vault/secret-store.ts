/** The system's keychain as main needs it: named secrets that other accounts of the machine cannot read. */
export interface SecretStore {
  /** Null when there is none. @throws AppError E_KEYCHAIN, E_KEYCHAIN_LOCKED when that cannot be known */
  readonly get: (account: string) => Promise<string | null>;
  /** Resolves once the secret was read back. @throws AppError E_KEYCHAIN, E_KEYCHAIN_LOCKED */
  readonly set: (account: string, secret: string) => Promise<void>;
}

/** One place where secrets are kept. Its null may mean a locked keychain (`markedStore` tells the two apart). */
export interface SecretBackend extends SecretStore {
  readonly name: string;
  /** False when there was none, or when it stayed locked. @throws AppError E_KEYCHAIN */
  readonly remove: (account: string) => Promise<boolean>;
}
