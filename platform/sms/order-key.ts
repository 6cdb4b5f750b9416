/** Names of messages for logs and audit: letters only, so that a scan for codes and numbers never meets one. */
import { randomInt } from "node:crypto";

/** No vowels, so that no key reads as a word. */
const LETTERS = "bcdfghjkmnpqrstvwxz";
const LENGTH = 12;

export function newOrderKey(): string {
  return Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
}
