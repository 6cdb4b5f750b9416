/** Values of primitive DER elements, each in its one permitted encoding (X.690 §8, §11). */
import { type DerElement, DerError } from "./der";

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** [n], constructed when it wraps or replaces a constructed type. */
export const context = (n: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | n;

/** The two's complement bytes of an INTEGER, checked to be the shortest ones. */
export function integerBytes({ tag, body }: DerElement): Uint8Array {
  const [first, second] = body;
  if (tag !== tags.integer || first === undefined) throw new DerError("INTEGER");
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw new DerError("non-minimal INTEGER");
  return body;
}

export function smallInteger(element: DerElement): number {
  const bytes = integerBytes(element);
  if (bytes.length > 4 || (bytes[0] ?? 0) >= 0x80) throw new DerError("INTEGER out of range");
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

export function booleanValue({ tag, body }: DerElement): boolean {
  if (tag !== tags.boolean || body.length !== 1 || (body[0] !== 0 && body[0] !== 0xff)) throw new DerError("BOOLEAN");
  return body[0] === 0xff;
}

/** A BIT STRING of whole octets, as keys and signatures are. */
export function wholeBits({ tag, body }: DerElement): Uint8Array {
  if (tag !== tags.bits || body[0] !== 0) throw new DerError("BIT STRING of whole octets");
  return body.subarray(1);
}

/** The numbers of the bits set in a named-bit list, whose trailing zeros DER forbids (X.690 §11.2.2). */
export function namedBits({ tag, body }: DerElement): number[] {
  const [unused, ...octets] = body;
  const last = octets.at(-1);
  if (tag !== tags.bits || unused === undefined || unused > 7) throw new DerError("BIT STRING");
  if (last === undefined ? unused !== 0 : ((last >> unused) & 1) === 0 || (last & ((1 << unused) - 1)) !== 0)
    throw new DerError("non-minimal BIT STRING");
  return octets.flatMap((octet, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((b) => octet & (0x80 >> b)).map((b) => i * 8 + b),
  );
}

export function oidText({ tag, body }: DerElement): string {
  if (tag !== tags.oid || body.length === 0 || body.length > 64 || (body.at(-1) ?? 0x80) >= 0x80)
    throw new DerError("OBJECT IDENTIFIER");
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of body) {
    if (fresh && byte === 0x80) throw new DerError("non-minimal OBJECT IDENTIFIER");
    arc = arc * 128n + BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...rest].join(".");
}

/** UTCTime until 2049 and GeneralizedTime after, both in seconds and Z (RFC 5280 §4.1.2.5), as an instant. */
export function timeText(element: DerElement): string {
  if (element.tag === tags.utcTime) {
    const digits = digitsOf(element, 12);
    return instantOf(`${digits.slice(0, 2) < "50" ? "20" : "19"}${digits}`);
  }
  const instant = generalizedTimeText(element);
  if (instant < "2050") throw new DerError("GeneralizedTime before 2050");
  return instant;
}

/** GeneralizedTime of any year, in seconds and Z, as OCSP writes all its times (RFC 6960 §4.2.2.1). */
export function generalizedTimeText(element: DerElement): string {
  if (element.tag !== tags.generalizedTime) throw new DerError("time");
  return instantOf(digitsOf(element, 14));
}

function digitsOf({ body }: DerElement, count: number): string {
  const text = String.fromCharCode(...body.subarray(0, 20));
  if (body.length !== count + 1 || !/^\d+Z$/.test(text)) throw new DerError("time");
  return text.slice(0, count);
}

function instantOf(digits: string): string {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  const instant = `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z`;
  const parsed = new Date(instant);
  // A date that does not exist is either refused by Date or comes back as another day.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString() !== instant) throw new DerError("impossible time");
  return instant;
}
