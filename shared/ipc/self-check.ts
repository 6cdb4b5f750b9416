/** 自检: one line for each thing that signing in, signing and keeping the work rest on (A4). */
import { z } from "zod";
import { failureCodes } from "../failure";
import { instant } from "../schema";

export const checkSubjects = [
  "driver",
  "token",
  "certificate",
  "chain",
  "revocation",
  "server",
  "clock",
  "keychain",
  "policy",
  "update",
  "disk",
  "journal",
  "temp",
  "timezone",
  "audit",
  "printer",
  "fonts",
] as const;

export const checkLine = z.strictObject({
  subject: z.enum(checkSubjects),
  /** `unknown`: it could not be looked at now, and why is said. */
  state: z.enum(["good", "attention", "bad", "unknown"]),
  /** What was found. No secret, no name of a person, no full serial number: it may go to the help desk. */
  words: z.string(),
  /** What to do; empty where nothing is. */
  next: z.string(),
  code: z.enum(failureCodes).nullable(),
});
export type CheckLine = z.infer<typeof checkLine>;

export const selfCheck = z.strictObject({ at: instant, lines: z.array(checkLine) });
export type SelfCheck = z.infer<typeof selfCheck>;
