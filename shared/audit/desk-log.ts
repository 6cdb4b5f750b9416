/**
 * Lines of a workstation's own log 本机审计 (LG-1), as they lie in its file and as the platform keeps them. A log is named
 * by the hash of its first line.
 */
import { z } from "zod";
import { digestOfJson } from "../digest";
import { type Digest, digest, id, instant } from "../schema";

export const deskDetails = z.strictObject({
  /** Fingerprint of the certificate. */
  person: z.string().max(200).optional(),
  /** A failure code, or an event of a receipt. */
  code: z.string().max(200).optional(),
  /** An item's or operation's id, or a hash. */
  about: z.string().max(200).optional(),
});
export type DeskDetails = z.infer<typeof deskDetails>;

export const deskLine = z.strictObject({
  seq: z.number().int().nonnegative(),
  at: instant,
  event: z.string().regex(/^[a-z][a-z-]{1,60}$/),
  details: deskDetails,
  previous: digest.nullable(),
  hash: digest,
});
export type DeskLine = z.infer<typeof deskLine>;

export interface DeskPlace {
  readonly seq: number;
  readonly hash: Digest;
}

export const lineHash = ({ seq, at, event, details, previous }: Omit<DeskLine, "hash">): Digest =>
  digestOfJson({ seq, at, event, details, previous });

/** Where the lines end; null when one does not follow from the one before it. `after` is null before the first line. */
export function followLines(after: DeskPlace | null, lines: readonly DeskLine[]): DeskPlace | null {
  let place = after;
  for (const line of lines) {
    const fits = line.seq === (place === null ? 0 : place.seq + 1) && line.previous === (place?.hash ?? null);
    if (!fits || lineHash(line) !== line.hash) return null;
    place = { seq: line.seq, hash: line.hash };
  }
  return place;
}

/** The platform's signed word that it holds a workstation's log up to a line. */
export const deskCheckpoint = z.strictObject({
  type: z.literal("caibian-desk-checkpoint/1"),
  site: id,
  device: id,
  log: digest,
  seq: z.number().int().nonnegative(),
  hash: digest,
  /** Platform time. */
  at: instant,
});
export type DeskCheckpoint = z.infer<typeof deskCheckpoint>;
