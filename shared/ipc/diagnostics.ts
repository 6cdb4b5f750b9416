/**
 * Diagnostics 诊断信息 (L12): made on this machine, read by the person file by file, and saved by the person's own hand.
 * What the window knows goes in as counts and known words; a text of anybody's has no field here.
 */
import { z } from "zod";
import { failureCodes } from "../failure";
import { base64, id, instant } from "../schema";
import type { OperationState } from "../sync/operation";
import { checkLine } from "./self-check";

const count = z.number().int().nonnegative();

const states = [
  "queued",
  "sending",
  "acknowledged",
  "confirmed",
  "waiting",
  "conflict",
  "rejected",
  "withdrawn",
] as const satisfies readonly OperationState[];

/** What only the window can see. */
export const windowFacts = z.strictObject({
  /** `Chromium 140`: a name and its main version. */
  browser: z.string().regex(/^[A-Za-z]{1,20} \d{1,4}$/),
  language: z.string().max(20),
  screen: z.strictObject({ width: count, height: count, scale: z.number().positive() }),
  /** Lines of the self-check that are measured in the window. */
  lines: z.array(checkLine).max(10),
  /** Null while the workstation is locked. */
  work: z
    .strictObject({
      reachable: z.boolean(),
      lastSyncAt: instant.nullable(),
      /** Operations of the outbox by state, and by the failure of the last attempt. */
      states: z.partialRecord(z.enum(states), count),
      failures: z.partialRecord(z.enum(failureCodes), count),
      drafts: count,
      items: count,
      /** Whether both stores are written. */
      index: z.enum(["both", "journal-only"]),
    })
    .nullable(),
});
export type WindowFacts = z.infer<typeof windowFacts>;

const fileName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,40}$/);

export const bundleFile = z.strictObject({
  name: fileName,
  /** What it is, in words. */
  title: z.string(),
  bytes: count,
});
export type BundleFile = z.infer<typeof bundleFile>;

export const bundleView = z.strictObject({ bundleId: id, at: instant, files: z.array(bundleFile) });
export type BundleView = z.infer<typeof bundleView>;

const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

export const diagnosticsCalls = {
  /** Gathers what is there now, with the logs of so many days; replaces what was gathered before. */
  "desk:diagnostics.prepare": call(
    z.strictObject({ days: z.number().int().min(1).max(90), window: windowFacts }),
    bundleView,
  ),
  /** The very text that an export would write. */
  "desk:diagnostics.read": call(z.strictObject({ bundleId: id, name: fileName }), z.strictObject({ text: z.string() })),
  /** A zip of the files that were named; nothing else leaves. */
  "desk:diagnostics.export": call(
    z.strictObject({ bundleId: id, names: z.array(fileName).min(1).max(40) }),
    z.strictObject({ name: z.string(), bytes: base64 }),
  ),
} as const;
