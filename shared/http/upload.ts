/** What makes an upload a file of an item; the bytes themselves go by tus (platform/uploads/tus.ts). */
import { z } from "zod";
import { MAX_FILE_BYTES } from "../attachments/limits";
import { id } from "../schema";

export const fileMime = z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/);

export const fileCommit = z.strictObject({
  itemId: id,
  mime: fileMime,
  size: z.number().int().nonnegative().max(MAX_FILE_BYTES),
  /** The upload that holds the bytes; null where the platform has them already. */
  uploadId: id.nullable(),
});

/** tus 1.0, as both sides speak it. */
export const uploadsPath = "/uploads";
export const tusVersion = "1.0.0";
export const uploadBodyType = "application/offset+octet-stream";
