/**
 * Several backends as one store: reads all, keeps everything in the first. A secret found further down moves up, and is
 * taken from its old place only when the new one has given it back (L2).
 */
import { AppError } from "../../shared/failure";
import type { SecretBackend } from "./secret-store";

/** A set that resolves only when the secret can be read. @throws AppError E_KEYCHAIN otherwise */
export function readingBack(backend: SecretBackend): SecretBackend {
  const set = async (account: string, secret: string): Promise<void> => {
    await backend.set(account, secret);
    if ((await backend.get(account)) !== secret) throw new AppError("E_KEYCHAIN", "系统钥匙串没有保存成功");
  };
  return { ...backend, set };
}

export function dualStore(first: SecretBackend, others: readonly SecretBackend[]): SecretBackend {
  return {
    name: [first, ...others].map(({ name }) => name).join("+"),
    get: (account) => find(first, others, account),
    set: async (account, secret) => {
      await first.set(account, secret);
      for (const other of others) await ignoring(other.remove(account));
    },
    remove: async (account) => {
      const removed = await Promise.all([first, ...others].map((backend) => backend.remove(account)));
      return removed.includes(true);
    },
  };
}

/** Null only when every backend said so. */
async function find(first: SecretBackend, others: readonly SecretBackend[], account: string): Promise<string | null> {
  let unsure: AppError | null = null;
  for (const backend of [first, ...others]) {
    const answer = await asked(backend, account);
    if (answer instanceof AppError) {
      unsure ??= answer;
      continue;
    }
    if (answer === null) continue;
    // A keychain that did not answer is not written to behind its back.
    if (backend !== first && unsure === null) await ignoring(move(account, answer, { from: backend, to: first }));
    return answer;
  }
  if (unsure !== null) throw unsure;
  return null;
}

function asked(backend: SecretBackend, account: string): Promise<string | null | AppError> {
  return backend.get(account).catch((error) => {
    if (error instanceof AppError) return error;
    throw error;
  });
}

async function move(account: string, secret: string, way: { from: SecretBackend; to: SecretBackend }): Promise<void> {
  await way.to.set(account, secret);
  if ((await way.to.get(account)) === secret) await way.from.remove(account);
}

/** The secret is in hand and stays where it was: moving it is tried again at the next reading. */
async function ignoring(work: Promise<unknown>): Promise<void> {
  await work.catch((error) => {
    if (!(error instanceof AppError)) throw error;
  });
}
