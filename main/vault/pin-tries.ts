/**
 * Ten tries of the application PIN. Counted in the store's header and in the keychain, and the larger number holds: neither
 * an old header put back nor an emptied keychain gives tries back.
 */
import { AppError } from "../../shared/failure";
import type { SecretStore } from "./secret-store";

export const MOST_TRIES = 10;
/** What a further try costs where the PIN is the only way in and is never taken away. */
export const LONG_WAIT_MS = 30_000;

export interface TryCounts {
  /** Its name in the keychain. */
  readonly storeId: string;
  readonly keychain: SecretStore | null;
  readonly inHeader: () => number;
  readonly writeHeader: (tries: number) => Promise<void>;
}

const accountOf = (storeId: string): string => `${storeId}.tries`;

/** Wrong tries so far. @throws AppError E_KEYCHAIN when the keychain does not answer */
export async function wrongTries({ storeId, keychain, inHeader }: TryCounts): Promise<number> {
  const text = (await keychain?.get(accountOf(storeId))) ?? "0";
  const counted = /^\d{1,6}$/.test(text) ? Number(text) : MOST_TRIES;
  return Math.max(counted, inHeader());
}

/** Written before the PIN is tried: ending the program in the middle gives no free try. */
export async function countTry(counts: TryCounts, tries: number): Promise<void> {
  await setTries(counts, tries + 1);
}

export async function forgetTries(counts: TryCounts): Promise<void> {
  await setTries(counts, 0);
}

async function setTries({ storeId, keychain, writeHeader }: TryCounts, tries: number): Promise<void> {
  await keychain?.set(accountOf(storeId), String(tries));
  await writeHeader(tries);
}

export function wrongPin(triesLeft: number): AppError {
  return triesLeft > 0
    ? new AppError("E_APP_PIN", triesLeft <= 3 ? `还可以试 ${triesLeft} 次，之后停用` : `还可以试 ${triesLeft} 次`)
    : new AppError("E_APP_PIN_GONE");
}
