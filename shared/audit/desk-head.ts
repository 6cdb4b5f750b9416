/**
 * The workstation's own signed word on its log 本机检查点 (L11): where the log begins, now that old parts of it have gone by
 * the retention rule, and where it ends. Without it a log shortened at either end would still hold together.
 */
import { z } from "zod";
import { base64, digest, instant } from "../schema";

const place = z.strictObject({ seq: z.number().int().nonnegative(), hash: digest });

export const deskHead = z.strictObject({
  type: z.literal("caibian-desk-head/1"),
  /** Ed25519, SubjectPublicKeyInfo. The log names it in the line of every start. */
  key: base64,
  /** The log's name; null before its first line. */
  log: digest.nullable(),
  /** The last line that was removed by the retention rule; null while none was. */
  base: place.nullable(),
  /** The last line; null while there is none. */
  end: place.nullable(),
  at: instant,
});
export type DeskHead = z.infer<typeof deskHead>;
