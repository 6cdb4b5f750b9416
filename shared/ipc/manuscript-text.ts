/** The text of attached files, and remarks of second engines, as they cross from main to the window. */
import { z } from "zod";
import { failureCodes } from "../failure";
import { digest } from "../schema";

const attachedBlock = z.strictObject({
  id: z.string(),
  role: z.literal("attachment"),
  text: z.string(),
  cell: z.strictObject({ table: z.string(), row: z.number().int(), column: z.number().int() }).exactOptional(),
  part: z.strictObject({ kind: z.literal("hidden"), why: z.string() }).exactOptional(),
});

/** `AttachmentText` of shared/attachments. */
export const attachmentText = z.strictObject({
  hash: digest,
  name: z.string(),
  blocks: z.array(attachedBlock),
  notes: z.array(z.string()),
  failure: z.strictObject({ code: z.enum(failureCodes), reason: z.string() }).nullable(),
});

/** What a second engine says of a passage. */
export const engineRemark = z.strictObject({
  block: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  right: z.string().nullable(),
  message: z.string(),
});
