/**
 * RFC 8785 JSON Canonicalization Scheme: the one form in which anything is hashed or signed.
 * Member names are sorted by UTF-16 code units, numbers and strings are written as ECMAScript writes them.
 */
import { utf8 } from "./bytes";

/**
 * The canonical text of a JSON value.
 * @throws TypeError for what JSON cannot carry: undefined members, NaN, functions, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a canonical number is finite");
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("a canonical string has no lone surrogate");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new TypeError(`a canonical value is JSON, not ${typeof value}`);
}

function canonicalObject(value: object): string {
  const members = new Map<string, unknown>(Object.entries(value));
  let text = "";
  // The plain sort compares UTF-16 code units, as RFC 8785 §3.2.3 asks, and needs no function of ours.
  for (const name of [...members.keys()].sort()) {
    text += `${text === "" ? "" : ","}${canonicalJson(name)}:${canonicalJson(members.get(name))}`;
  }
  return `{${text}}`;
}

/** The canonical text as UTF-8: the bytes that are hashed and signed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}
