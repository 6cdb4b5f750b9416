/** A TCP relay that lets only so much through to the platform in a second: a line on which an upload can be cut. */
import { createServer, Socket } from "node:net";
import { Transform } from "node:stream";

const TICK_MS = 50;

/** Answers the relay's port. It ends with the process. */
export async function startSlowLine(targetPort: number, bytesPerSecond: number): Promise<number> {
  const server = createServer((client) => {
    const upstream = new Socket();
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    upstream.connect(targetPort, "127.0.0.1");
    client.pipe(slowed(bytesPerSecond)).pipe(upstream).pipe(client);
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Each piece is held as long as the line would need for it. */
function slowed(bytesPerSecond: number): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const wait = (chunk.length / bytesPerSecond) * 1_000;
      if (wait < TICK_MS / 10) done(null, chunk);
      else setTimeout(() => done(null, chunk), wait);
    },
  });
}
