/**
 * RFC 8785 JSON Canonicalization Scheme: the one form in which anything is hashed or signed.
 * Member names are sorted by UTF-16 code units, numbers and strings are written as ECMAScript writes them.
 */
import { utf8 } from "./bytes";

/**
 * The canonical text of a JSON value. The runtime's own writer does the writing wherever an object can hold its
 * members in canonical order; where it cannot, the text is put together here.
 * @throws TypeError for what JSON cannot carry: undefined members, NaN, functions, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  const ordered = inOrder(value);
  return ordered === UNORDERED ? written(value) : JSON.stringify(ordered);
}

/** The canonical text as UTF-8: the bytes that are hashed and signed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}

/** Some object in it cannot hold its members in canonical order, or is not a plain one. */
const UNORDERED = Symbol("unordered");

/** Whether JSON has this value and no members in it. @throws TypeError for what it does not have. */
function isSimple(value: unknown): boolean {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a canonical number is finite");
    return true;
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("a canonical string has no lone surrogate");
    return true;
  }
  if (typeof value === "object") return false;
  throw new TypeError(`a canonical value is JSON, not ${typeof value}`);
}

/** The value with the members of its objects in canonical order: itself where they are. */
function inOrder(value: unknown): unknown {
  if (isSimple(value)) return value;
  if (Array.isArray(value)) return listInOrder(value);
  return isPlain(value) ? membersInOrder(value) : UNORDERED;
}

/** What the runtime's writer takes as it stands: `toJSON` would speak for it otherwise. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || "toJSON" in value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function listInOrder(list: readonly unknown[]): unknown {
  let copy: unknown[] | null = null;
  for (let i = 0; i < list.length; i += 1) {
    const item = list[i];
    const ordered = inOrder(item);
    if (ordered === UNORDERED) return UNORDERED;
    if (ordered === item) continue;
    copy ??= [...list];
    copy[i] = ordered;
  }
  return copy ?? list;
}

function membersInOrder(members: Readonly<Record<string, unknown>>): unknown {
  const names = Object.keys(members);
  const isSorted = inNameOrder(names);
  if (!isSorted) names.sort();
  let copy: Record<string, unknown> | null = isSorted ? null : {};
  for (let i = 0; i < names.length; i += 1) {
    const name = names[i] ?? "";
    if (!name.isWellFormed()) throw new TypeError("a canonical string has no lone surrogate");
    // Numbers come first in any object, in their own order; and one name would set what the copy descends from.
    if (name === "__proto__" || INDEX.test(name)) return UNORDERED;
    const member = members[name];
    const ordered = inOrder(member);
    if (ordered === UNORDERED) return UNORDERED;
    if (copy === null && ordered === member) continue;
    copy ??= firstOf(members, names.slice(0, i));
    copy[name] = ordered;
  }
  return copy ?? members;
}

/** Those members, in this order, of an object whose other members will follow. */
function firstOf(members: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name of names) copy[name] = members[name];
  return copy;
}

const INDEX = /^\d+$/;

/** By UTF-16 code units, as RFC 8785 §3.2.3 asks: the order of the language's own comparison. */
function inNameOrder(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i += 1) if ((names[i - 1] ?? "") > (names[i] ?? "")) return false;
  return true;
}

function written(value: unknown): string {
  if (isSimple(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const members = new Map<string, unknown>(Object.entries(Object(value)));
  // The plain sort compares UTF-16 code units and needs no function of ours.
  const texts = [...members.keys()].sort().map((name) => `${written(name)}:${written(members.get(name))}`);
  return `{${texts.join(",")}}`;
}
