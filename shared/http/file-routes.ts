/** Routes about files 附件 that speak JSON. Bytes go up by tus (platform/uploads) and come down by range (platform/routes/downloads.ts). */
import { z } from "zod";
import { base64, digest, id } from "../schema";
import { get, none, once, send } from "./route";
import { fileCommit, fileMime } from "./upload";

export const fileRoutes = {
  "files.read": get(
    "/files/:hash",
    "session",
    z.strictObject({ hash: digest }),
    none,
    z.strictObject({ mime: z.string(), bytes: base64 }),
    "附件字节",
  ),
  "files.known": get(
    "/files/:hash/known",
    "session",
    z.strictObject({ hash: digest }),
    z.strictObject({ itemId: id }),
    z.strictObject({ known: z.boolean() }),
    "平台是否已有本人可见的这份附件，已有的不必再传",
  ),
  "files.commit": once(
    send(
      "POST",
      "/files/:hash/commit",
      "session",
      z.strictObject({ hash: digest }),
      fileCommit,
      z.strictObject({ hash: digest, size: z.number() }),
      "核对上传的附件并归入稿件；平台已有的，不经上传直接归入",
    ),
  ),
  "files.store": once(
    send(
      "PUT",
      "/files/:hash",
      "session",
      z.strictObject({ hash: digest }),
      z.strictObject({ itemId: id, mime: fileMime, bytes: base64 }),
      z.strictObject({ hash: digest, size: z.number() }),
      "上传附件字节",
    ),
  ),
} as const;
