/**
 * Looks for the system's keychain, and again while one of its backends does not answer: a keyring that is unlocked, or a
 * desktop service that comes up, after the workstation was started is found without starting it anew.
 */
import type { Keychain } from "./open-keychain";
import type { SecretStore } from "./secret-store";

/** Soon enough for a person who has just unlocked it, and seldom enough for a machine that has none. */
export const LOOK_AGAIN_MS = 10_000;

export function keychainSearch(
  look: () => Promise<Keychain>,
  uptime: () => number = () => performance.now(),
): () => Promise<SecretStore | null> {
  let found: Promise<Keychain> | null = null;
  /** From when on it is worth looking again; null while looking, and once all has answered. */
  let again: number | null = null;
  const begin = (): Promise<Keychain> => {
    again = null;
    const looking = look();
    const ended = (complete: boolean): void => {
      if (!complete) again = uptime() + LOOK_AGAIN_MS;
    };
    looking.then(
      ({ backends }) => ended(backends.every(({ failure }) => failure === null)),
      () => ended(false),
    );
    return looking;
  };
  return async () => {
    if (found === null || (again !== null && uptime() >= again)) found = begin();
    return (await found).store;
  };
}
