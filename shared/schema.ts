/** The scalars that every other schema is built from. */
import { z } from "zod";

/** Opaque identifier: UUID or a short id of our own making. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$/);

/** A point in time, UTC, ISO 8601 with milliseconds: `2026-11-22T01:42:47.000Z`. */
export const instant = z.iso.datetime({ precision: 3 });

/** A calendar day `YYYY-MM-DD`. */
export const day = z.iso.date();

/**
 * A digest that names its algorithm: `sha-256:` or `sm3:` followed by 64 lower-case hex digits.
 * Every hash that is signed, stored or shown has this form.
 */
export const digest = z.string().regex(/^(sha-256|sm3):[0-9a-f]{64}$/);
export type Digest = z.infer<typeof digest>;

const FOREIGN = /[^A-Za-z0-9+/=]/;

/** Looked over by hand: a pattern that repeats a group runs out of stack at a few megabytes, and a draft may be larger. */
function isBase64(text: string): boolean {
  if (text.length % 4 !== 0 || FOREIGN.test(text)) return false;
  const padded = text.indexOf("=");
  return padded === -1 || padded === text.length - 1 || (padded === text.length - 2 && text.endsWith("=="));
}

/** Standard base64 with padding. */
export const base64 = z
  .string()
  .refine(isBase64, "Invalid string: must be base64")
  .meta({ pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$" });

/** A call that takes or returns nothing. */
export const nothing = z.null();
