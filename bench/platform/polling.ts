/** Terminals that ask a feed whether there is anything new, each over a connection of its own, as after an hour's silence. */
import { Agent, request } from "node:http";

export interface Poll {
  readonly status: number;
  readonly ms: number;
  /** On the wire below TCP, both ways. */
  readonly bytes: number;
}

export function poll(url: URL, headers: Readonly<Record<string, string>>): Promise<Poll> {
  const begun = performance.now();
  const agent = new Agent({ keepAlive: false, maxSockets: 1 });
  return new Promise((resolve, reject) => {
    const ask = request(url, { headers, agent }, (reply) => {
      // The reply lets go of it at its end.
      const { socket } = reply;
      reply.resume();
      reply.once("end", () => {
        const { bytesRead, bytesWritten } = socket;
        agent.destroy();
        resolve({ status: reply.statusCode ?? 0, ms: performance.now() - begun, bytes: bytesRead + bytesWritten });
      });
    });
    ask.once("error", reject);
    ask.end();
  });
}

export interface Crowd {
  readonly terminals: number;
  /** Milliseconds over which their hours end, evenly. */
  readonly within: number;
}

/** All of a crowd, each at its moment. */
export function pollAll({ terminals, within }: Crowd, one: () => Promise<Poll>): Promise<Poll[]> {
  const turns = Array.from({ length: terminals }, (_, n) => (n * within) / terminals);
  return Promise.all(
    turns.map(async (wait) => {
      await new Promise((done) => setTimeout(done, wait));
      return one();
    }),
  );
}
