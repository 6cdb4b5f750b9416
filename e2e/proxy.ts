/**
 * A TCP proxy on loopback between the desk and the platform: cutting it cuts the desk's network
 * without touching the window's own connection to its shell.
 */
import { createServer, type Server, Socket } from "node:net";

export interface Network {
  readonly port: number;
  /** Destroys every connection and refuses new ones. */
  readonly cut: () => void;
  readonly restore: () => void;
  readonly close: () => Promise<void>;
}

export async function startProxy(targetPort: number): Promise<Network> {
  const open = new Set<Socket>();
  let up = true;
  const server = createServer((client) => {
    if (!up) {
      client.destroy();
      return;
    }
    const upstream = new Socket();
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => open.delete(socket));
    }
    upstream.connect(targetPort, "127.0.0.1");
    client.pipe(upstream).pipe(client);
  });
  const port = await listen(server);
  return {
    port,
    cut() {
      up = false;
      for (const socket of open) socket.destroy();
    },
    restore() {
      up = true;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy();
        server.close(() => done());
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") fail(new Error("no port"));
      else done(address.port);
    });
  });
}

/** A loopback port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}
