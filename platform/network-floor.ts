/** TLS and extranet floors 政务外网 (AU-6; LA-41.3a, NC-6): pure, so that every case is a test. */
import { BlockList, isIPv6 } from "node:net";
import type { DeskVersion } from "../shared/http/desk-version";

export interface Connection {
  readonly address: string;
  readonly encrypted: boolean;
  /** What the caller says it is; null or absent where it does not. */
  readonly desk?: DeskVersion | null;
}

const loopback = rangesOf(["127.0.0.0/8", "::1/128"]);

/** True for this machine itself, also as an IPv4-mapped address. */
export function isLoopback(address: string): boolean {
  return within(loopback, address);
}

/** The demo city relaxes both floors, and only for this machine. Elsewhere both hold. */
export function allowed(connection: Connection, ranges: readonly string[], demo: boolean): boolean {
  if (demo && isLoopback(connection.address)) return true;
  return connection.encrypted && within(listOf(ranges), connection.address);
}

const lists = new WeakMap<readonly string[], BlockList>();

/** The ranges of a profile never change; a new profile has new ones. */
function listOf(ranges: readonly string[]): BlockList {
  const known = lists.get(ranges);
  if (known !== undefined) return known;
  const list = rangesOf(ranges);
  lists.set(ranges, list);
  return list;
}

function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits = ""] = range.split("/");
    list.addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
  }
  return list;
}

function within(list: BlockList, address: string): boolean {
  const plain = address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
  return list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
}
