/** Lexicon packs on the wire. What is signed travels as the file itself; this only says which there are. */
import { z } from "zod";
import { digest, id, instant } from "../schema";

export const offeredPack = z.strictObject({
  packId: id,
  name: z.string(),
  version: z.number().int().positive(),
  /** Names exactly this issue. */
  hash: digest,
  /** The issue a rollback would put back; null when there is none. */
  previous: z.strictObject({ version: z.number().int().positive(), hash: digest }).nullable(),
  uploadedBy: z.string(),
  at: instant,
});
export type OfferedPack = z.infer<typeof offeredPack>;
