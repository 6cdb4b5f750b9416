/** Waiting for a server of ours to answer. */
import { createServer } from "node:net";

/** True once `url` answers 200; false when `stopped` says so or the deadline passes. */
export async function answers(url: string, deadlineMs: number, stopped: () => boolean): Promise<boolean> {
  const until = Date.now() + deadlineMs;
  while (Date.now() < until && !stopped()) {
    const ok = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
    if (ok) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

/** Whether nobody listens on this loopback port. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}
