/** The signed list of files in a payload: an unpacked tree is verified against it before each start (L7). */
import { z } from "zod";
import { releaseVersion } from "../model/build-identity";
import { digest } from "../schema";

/** At the top of a payload; it does not list itself. */
export const FILES_FILE = "files.json";

/** Relative, with forward slashes, in characters that every system keeps as they are. */
export const treePath = z
  .string()
  .max(240)
  .regex(/^[A-Za-z0-9@_+.~()[\] -]+(\/[A-Za-z0-9@_+.~()[\] -]+)*$/)
  .refine((path) => path.split("/").every((part) => !/^\.\.?$|^ |[ .]$/.test(part)));

export const fileList = z
  .strictObject({
    format: z.literal("caibian-files"),
    version: releaseVersion,
    files: z
      .array(
        z.strictObject({
          path: treePath,
          size: z.number().int().min(0).max(4_294_967_295),
          /** Programs keep the right to be run; nothing else of a mode is taken from a payload. */
          mode: z.union([z.literal(0o644), z.literal(0o755)]),
          sha256: digest.startsWith("sha-256:"),
        }),
      )
      .min(1)
      .max(50_000),
  })
  .refine(({ files }) => files.every(({ path }, n) => n === 0 || (files[n - 1]?.path ?? "") < path), {
    path: ["files"],
  })
  // Two names that differ in case alone are one file on Windows; the list's own name is taken.
  .refine(({ files }) => new Set(files.map(({ path }) => path.toLowerCase())).size === files.length, {
    path: ["files"],
  })
  .refine(({ files }) => files.every(({ path }) => path.toLowerCase() !== FILES_FILE), { path: ["files"] });
export type FileList = z.infer<typeof fileList>;
export type ListedFile = FileList["files"][number];
