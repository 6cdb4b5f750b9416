/** What the window knows of updates 更新, and what a person can do about them (L7–L10). No address crosses here (BD-4). */
import { z } from "zod";
import { failure } from "../failure";
import { releaseVersion } from "../model/build-identity";
import { ring } from "../model/policy";
import { base64, id, instant, nothing } from "../schema";
import { fallback } from "../update/starts";

/** Bytes of one piece of an offline bundle. */
export const BUNDLE_PIECE = 4 * 1024 * 1024;

export const updateView = z.strictObject({
  /** The version that runs. */
  version: releaseVersion,
  /** Null when the policy names no feed. */
  ring: ring.nullable(),
  /** `none`: no feed in the policy. `unmanaged`: started without the launcher, or a build that pins no keys. */
  phase: z.enum(["none", "unmanaged", "quiet", "busy", "ready"]),
  checkedAt: instant.nullable(),
  /** Why the last check or download came to nothing. */
  failure: failure.nullable(),
  offer: z
    .strictObject({
      version: releaseVersion,
      notes: z.array(z.string()),
      direction: z.enum(["forward", "back"]),
      /** Neither window nor deferral holds it; work alone does. */
      urgent: z.boolean(),
      /** Share of the download; null while nothing is being brought here. */
      progress: z.number().min(0).max(1).nullable(),
      /** Verified and unpacked: a restart puts it in. */
      ready: z.boolean(),
    })
    .nullable(),
  /** What holds it back now. */
  waiting: z
    .strictObject({
      why: z.enum(["ring", "paused", "clock", "window", "work", "deferred"]),
      until: instant.nullable(),
    })
    .nullable(),
  /** Until when it may be put off; null: not any more, or nothing is ready. */
  deferrableUntil: instant.nullable(),
  /** The restart that is announced; null when none is. */
  restartAt: instant.nullable(),
  /** Ways back that the launcher went, until they were seen. */
  fallbacks: z.array(fallback),
});
export type UpdateView = z.infer<typeof updateView>;

/** What a restart would interrupt (L8), as the window knows it. */
export const windowWork = z.strictObject({
  composing: z.boolean(),
  signing: z.boolean(),
  unsynced: z.number().int().min(0).max(1_000_000),
});
export type WindowWork = z.infer<typeof windowWork>;

export const bundlePiece = z.strictObject({
  upload: id,
  /** Where in the file it begins; pieces come in their order. */
  at: z.number().int().min(0).max(4_294_967_295),
  bytes: base64.max(BUNDLE_PIECE * 2),
  last: z.boolean(),
});

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const updateCalls = {
  "desk:update.state": call(nothing, updateView),
  "desk:update.check": call(nothing, updateView),
  /** Restarts with what is ready, unless work forbids it; the answer says what holds it then. */
  "desk:update.install": call(nothing, updateView),
  /** Puts it off by a day, as far as the policy lets. */
  "desk:update.defer": call(nothing, updateView),
  /** The person has seen what the launcher did. */
  "desk:update.seen": call(nothing, updateView),
  "desk:update.work": call(windowWork, nothing),
  /** An offline bundle, piece by piece; judged like the feed after the last. */
  "desk:update.importBundle": call(bundlePiece, updateView),
} as const;
