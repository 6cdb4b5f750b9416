/** A style as a Content Security Policy names it: by the hash of its text, so that no other text is let in (CSP 3 §6.7.3.3). */
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64, utf8 } from "../bytes";

/** `'sha256-…'` for the exact text between `<style>` and `</style>`. */
export const styleSource = (css: string): string => `'sha256-${toBase64(sha256(utf8(css)))}'`;
