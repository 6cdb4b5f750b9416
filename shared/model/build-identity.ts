/**
 * What a build is and whom it believes, written once by `npm run package` beside the bundle (`build.json`). A locked build
 * 锁定版 pins the administrators' keys; without the file this is a development build, which takes demo policies only.
 */
import { z } from "zod";
import { documentKey } from "../trust/document-signature";

/** `MAJOR.MINOR.PATCH`, without leading zeros or suffix: versions are compared by number. */
export const releaseVersion = z.string().regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/);

export const edition = z.enum(["electron", "browser"]);
export type Edition = z.infer<typeof edition>;

export const buildIdentity = z.strictObject({
  format: z.literal("caibian-build"),
  version: releaseVersion,
  edition,
  locked: z.boolean(),
  /** The day of the build: a clock before it is wrong. */
  builtOn: z.iso.date().exactOptional(),
  /** Who may sign the machine's policy. */
  policyKeys: z.array(documentKey).max(8),
  /** Who may sign releases and roll-back orders. */
  releaseKeys: z.array(documentKey).max(8),
  /** Version of the stores' records that this build writes (shared/store/store-version.ts); the launcher goes by it. */
  storeSchema: z.number().int().positive().exactOptional(),
});
export type BuildIdentity = z.infer<typeof buildIdentity>;
