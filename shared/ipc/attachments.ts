/**
 * Attachments 附件 between window and main. Files travel in chunks of at most 4 MB, never whole. Main seals and names
 * each chunk and keeps it in its own folder; the window keeps the same ciphertext in its own database.
 */
import { z } from "zod";
import { CHUNK_BYTES, MAX_FILE_BYTES } from "../attachments/limits";
import { digest, id, nothing } from "../schema";
import { sealedRecord } from "../store/record";
import { attachmentText } from "./manuscript-text";

/** The keyed hash of a chunk's bytes: equal bytes have one name, and the name tells a reader of the disk nothing. */
export const chunkName = z.string().regex(/^[0-9a-f]{64}$/);

const size = z.number().int().nonnegative().max(MAX_FILE_BYTES);
/** How many characters a chunk has in base64, sealed or not. */
const longest = Math.ceil((CHUNK_BYTES + 64) / 3) * 4;
const bytes = z.string().max(longest).refine(isBase64);

/** Over millions of characters: a pattern that could go back would run out of stack. */
function isBase64(text: string): boolean {
  const padding = text.indexOf("=");
  return text.length % 4 === 0 && (padding < 0 || padding >= text.length - 2) && !/[^A-Za-z0-9+/=]/.test(text);
}
const nth = z
  .number()
  .int()
  .nonnegative()
  .max(MAX_FILE_BYTES / CHUNK_BYTES);

/** What a file consists of, in order. */
export const manifest = z.strictObject({
  hash: digest,
  size,
  chunks: z.array(chunkName).max(MAX_FILE_BYTES / CHUNK_BYTES),
});
export type Manifest = z.infer<typeof manifest>;

const importing = z.strictObject({ importId: id });
const ofFile = z.strictObject({ hash: digest });
const ofChunk = ofFile.extend({ nth });

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const attachmentCalls = {
  /** One file is taken in at a time; a new one takes the place of an unfinished one. */
  "desk:attachments.begin": call(z.strictObject({ size }), importing),
  /** Chunks in order. Nothing of a file whose text can be read is stored before all of it was scanned. */
  "desk:attachments.add": call(importing.extend({ nth, bytes }), nothing),
  /** Scans for secrecy marks, seals what was held back. Its chunks are on main's disk when this answers. */
  "desk:attachments.finish": call(importing, manifest),
  /** Notes the file in the journal, once the window has its own copy; answers the record for the index. */
  "desk:attachments.record": call(importing, z.strictObject({ records: z.array(sealedRecord) })),
  "desk:attachments.cancel": call(importing, nothing),
  "desk:attachments.manifest": call(ofFile, manifest.nullable()),
  /** Files that must lie in both stores, because the platform has not confirmed them, and what main lacks of each. */
  "desk:attachments.unconfirmed": call(nothing, z.array(manifest.extend({ absent: z.array(nth) }))),
  /** Numbers of the chunks that main lacks, or cannot open. */
  "desk:attachments.damaged": call(ofFile, z.strictObject({ chunks: z.array(nth) })),
  /** The ciphertext, for the window's own store; null where main lacks it. */
  "desk:attachments.sealed": call(ofChunk, z.strictObject({ sealed: bytes.nullable() })),
  /** The window's ciphertext for a chunk that main lacks; false when it does not open as that chunk. */
  "desk:attachments.heal": call(ofChunk.extend({ sealed: bytes }), z.strictObject({ healed: z.boolean() })),
  /** Plain bytes of one chunk; null where main cannot open it. */
  "desk:attachments.read": call(ofChunk, z.strictObject({ bytes: bytes.nullable() })),
  /** Takes a file from the platform into main's folder. */
  "desk:attachments.fetch": call(ofFile, manifest),
  /** The text inside, read by the same code as on the platform (MC-36). Nothing of it is kept on disk. */
  "desk:attachments.text": call(ofFile.extend({ name: z.string().max(200) }), attachmentText),
} as const;

/** How far an upload is; `sent` counts what the platform has said it holds. */
export const attachmentProgress = z.strictObject({ hash: digest, sent: size, size });
export type AttachmentProgress = z.infer<typeof attachmentProgress>;
