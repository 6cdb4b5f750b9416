/** A keychain may wait for a prompt that nobody sees, on this screen or at all. */
import { AppError } from "../../shared/failure";

const DEADLINE_MS = 5_000;

/** @throws AppError E_KEYCHAIN when the deadline passes or the keychain refuses; it is told why, not what was asked for */
export async function within<T>(work: Promise<T>, deadlineMs = DEADLINE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError("E_KEYCHAIN", "系统钥匙串没有应答")), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("E_KEYCHAIN", "", { cause });
  } finally {
    clearTimeout(timer);
  }
}
