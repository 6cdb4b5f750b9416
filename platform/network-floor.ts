/** TLS and extranet floors 政务外网 (AU-6; LA-41.3a, NC-6): pure, so that every case is a test. */
import { BlockList, isIPv6 } from "node:net";

export interface Connection {
  readonly address: string;
  readonly encrypted: boolean;
}

const loopback = rangesOf(["127.0.0.0/8", "::1/128"]);

/** True for this machine itself, also as an IPv4-mapped address. */
export function isLoopback(address: string): boolean {
  return within(loopback, address);
}

/** The demo city relaxes both floors, and only for this machine. Elsewhere both hold. */
export function allowed(connection: Connection, ranges: readonly string[], demo: boolean): boolean {
  if (demo && isLoopback(connection.address)) return true;
  return connection.encrypted && within(rangesOf(ranges), connection.address);
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
