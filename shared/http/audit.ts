/** The audit over the wire: a workstation's own log goes to the platform, and administrators see whether both hold. */
import { z } from "zod";
import { deskLine } from "../audit/desk-log";
import { digest, id, instant } from "../schema";
import { signedDocument } from "../trust/receipt";

/** Lines that go in one call. */
export const DESK_LINES = 500;

export const deskLogState = z.strictObject({
  /** The line that the platform waits for. */
  next: z.number().int().nonnegative(),
});

export const deskLines = z.strictObject({ log: digest, lines: z.array(deskLine).min(1).max(DESK_LINES) });

/** A `caibian-desk-checkpoint/1`. */
export const deskLinesTaken = signedDocument;

const chainState = z.strictObject({
  chain: z.string(),
  first: z.number().int(),
  last: z.number().int(),
  head: z.string(),
  checkpoints: z.number().int(),
  covered: z.number().int(),
});

/** `fault` names the first place that does not fit; null when everything does. */
export const auditVerdict = z.strictObject({
  chains: z.array(chainState),
  fault: z.string().nullable(),
  at: instant,
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const deskLog = z.strictObject({
  device: id,
  log: digest,
  lines: z.number().int(),
  head: digest,
  firstAt: instant,
  lastAt: instant,
  receivedAt: instant,
});
export type DeskLog = z.infer<typeof deskLog>;

export const reconciledOperation = z.strictObject({
  operationId: z.string(),
  platformAt: instant.nullable(),
  platformEvent: z.string().nullable(),
  deskAt: instant.nullable(),
  deskEvent: z.string().nullable(),
  verdict: z.enum(["both", "platform-only", "desk-only", "differs"]),
});

/** `fault` is the first line of a stored log that does not follow from the one before. */
export const reconciliation = z.strictObject({
  logs: z.array(deskLog).max(1_000),
  operations: z.array(reconciledOperation).max(100_000),
  fault: z.string().nullable(),
});
export type Reconciliation = z.infer<typeof reconciliation>;
