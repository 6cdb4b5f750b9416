/** Address ranges 地址段 in CIDR form (RFC 4632, RFC 4291): whether one lies in another. An address is a range of one. */

interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  /** Fixed bits from the left. */
  readonly prefix: number;
}

/** Whether the range or address lies wholly in one of the ranges. What cannot be read lies nowhere. */
export function liesIn(inner: string, ranges: readonly string[]): boolean {
  const one = rangeOf(inner);
  if (one === null) return false;
  return ranges.some((each) => {
    const outer = rangeOf(each);
    return outer !== null && contains(outer, one);
  });
}

function contains(outer: Range, inner: Range): boolean {
  if (outer.bits !== inner.bits || inner.prefix < outer.prefix) return false;
  const free = BigInt(outer.bits - outer.prefix);
  return outer.first >> free === inner.first >> free;
}

function rangeOf(text: string): Range | null {
  const [address = "", length, ...rest] = text.split("/");
  if (rest.length > 0) return null;
  const plain = mapped(address);
  const bits = plain.includes(":") ? 128 : 32;
  const first = bits === 128 ? ipv6(plain) : ipv4(plain);
  const prefix = length === undefined ? bits : numberIn(length, bits);
  return first === null || prefix === null ? null : { bits, first, prefix };
}

/** IPv4 written as IPv6 (RFC 4291 §2.5.5.2), as sockets name their peers. */
const mapped = (address: string): string =>
  /^::ffff:\d+\./i.test(address) ? address.slice("::ffff:".length) : address;

function numberIn(text: string, most: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function ipv4(text: string): bigint | null {
  const parts = text.split(".").map((part) => numberIn(part, 255));
  if (parts.length !== 4 || parts.includes(null)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part ?? 0), 0n);
}

function ipv6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = tail === undefined ? 0 : 8 - head.length - tail.length;
  if (missing < 0 || (tail !== undefined && missing === 0)) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
