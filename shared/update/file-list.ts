/**
 * `files.json` at the top of a version's folder: every file of it but itself. The launcher holds the folder against it before
 * each start, the release signs its digest, so that nothing in the folder is believed that was not released.
 */
import { z } from "zod";
import { releaseVersion } from "../model/build-identity";
import { digest } from "../schema";

export const FILE_LIST = "files.json";

/** Relative, forward slashes, no part `.` or `..`, nothing that Windows reads otherwise. */
const releasedPath = z
  .string()
  .max(240)
  .regex(/^[A-Za-z0-9@_+-][\w@+.-]*(?:\/[A-Za-z0-9@_+-][\w@+.-]*)*$/);

export const releasedFile = z.strictObject({
  path: releasedPath,
  size: z.number().int().nonnegative(),
  /** 493 (0755) for what is run or loaded, 420 (0644) for the rest. */
  mode: z.union([z.literal(0o755), z.literal(0o644)]),
  sha256: digest,
});
export type ReleasedFile = z.infer<typeof releasedFile>;

export const fileList = z.strictObject({
  format: z.literal("caibian-files"),
  version: releaseVersion,
  /** Sorted by path. */
  files: z.array(releasedFile).min(1).max(5_000),
});
export type FileList = z.infer<typeof fileList>;
