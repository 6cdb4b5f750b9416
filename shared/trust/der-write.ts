/** A small DER writer for what we sign and issue ourselves. */
import { tags } from "./der-values";

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = joinBytes(parts);
  return joinBytes([Uint8Array.of(tag, ...lengthOctets(body.length)), body]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(tags.sequence, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => element(tags.octets, bytes);
export const nothing = (): Uint8Array => element(tags.nothing);

/** SET OF: members in ascending order of their encodings (X.690 §11.6). */
export const setOf = (...members: readonly Uint8Array[]): Uint8Array =>
  element(tags.set, ...[...members].sort(compareBytes));

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A non-negative INTEGER. */
export function integer(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  return element(tags.integer, Uint8Array.from((bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes));
}

const oidsWritten = new Map<string, Uint8Array>();

/** The names are constants of ours, and few. */
export function oid(text: string): Uint8Array {
  const known = oidsWritten.get(text);
  if (known !== undefined) return known;
  const written = writeOid(text);
  oidsWritten.set(text, written);
  return written;
}

function writeOid(text: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = text.split(".").map(Number);
  return element(tags.oid, Uint8Array.from([top * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const groups = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) groups.unshift(0x80 | (rest % 128));
  return groups;
}

/** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; whole seconds. */
export function time(at: Date): Uint8Array {
  const digits = at.toISOString().replace(/\D/g, "").slice(0, 14);
  const utc = at.getUTCFullYear() < 2050;
  const text = `${utc ? digits.slice(2) : digits}Z`;
  return element(
    utc ? tags.utcTime : tags.generalizedTime,
    Uint8Array.from(text, (character) => character.charCodeAt(0)),
  );
}
