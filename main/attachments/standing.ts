/**
 * What main remembers of its files besides their bytes: which uploads are under way, and what the platform has confirmed.
 * All of it can be lost without harm: an upload starts anew, a chunk is kept longer.
 */
import { z } from "zod";
import type { Digest } from "../../shared/schema";
import { digest, id, instant } from "../../shared/schema";
import { type SealedPlace, sealedFile } from "../vault/sealed-file";

const remembered = z.strictObject({
  /** Upload on the platform by the hash of the file. */
  uploads: z.record(digest, id),
  /** When the platform took the file. */
  confirmed: z.record(digest, instant),
});
type Remembered = z.infer<typeof remembered>;

export interface Standing {
  readonly uploadOf: (hash: Digest) => Promise<string | null>;
  readonly keepUpload: (hash: Digest, uploadId: string | null) => Promise<void>;
  readonly confirmedAt: (hash: Digest) => Promise<string | null>;
  readonly confirm: (hash: Digest, at: Date) => Promise<void>;
}

export function standingOf(place: SealedPlace): Standing {
  const file = sealedFile(place, "attachments", remembered);
  let value: Remembered | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<Remembered> => {
    value ??= (await file.read()) ?? { uploads: {}, confirmed: {} };
    return value;
  };
  /** One change after the other: each writes the whole. */
  const change = (next: (now: Remembered) => Remembered): Promise<void> => {
    const mine = turn.then(async () => {
      const changed = next(await read());
      await file.write(changed);
      value = changed;
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    uploadOf: async (hash) => (await read()).uploads[hash] ?? null,
    keepUpload: (hash, uploadId) =>
      change(({ uploads: { [hash]: _old, ...uploads }, confirmed }) => ({
        uploads: uploadId === null ? uploads : { ...uploads, [hash]: uploadId },
        confirmed,
      })),
    confirmedAt: async (hash) => (await read()).confirmed[hash] ?? null,
    confirm: (hash, at) =>
      change(({ uploads: { [hash]: _done, ...uploads }, confirmed }) => ({
        uploads,
        confirmed: { ...confirmed, [hash]: at.toISOString() },
      })),
  };
}
