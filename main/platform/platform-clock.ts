/** The platform's clock as this machine knows it: a measured offset, and whether the platform answers at all. */
import type { Client } from "./client";

export interface Reading {
  readonly reachable: boolean;
  /** Platform minus local in milliseconds; null when it did not answer. */
  readonly offset: number | null;
}

/** Asks the platform for its time; half the round trip is taken off. */
export async function readClock(client: Client, clock: () => Date): Promise<Reading> {
  const asked = clock().getTime();
  try {
    const { serverTime } = await client.request("time.read");
    const answered = clock().getTime();
    return { reachable: true, offset: Date.parse(serverTime) - (asked + answered) / 2 };
  } catch {
    // Any failure here means only one thing: the platform is out of reach for now.
    return { reachable: false, offset: null };
  }
}
