/** The platform behind a real TLS listener with a certificate of our choice, as it stands on the extranet. */
import { connect } from "node:net";
import { createServer } from "node:tls";
import { type Authority, serverCertificate } from "../main/policy/testing/tls-server";

export interface TlsFront {
  readonly url: string;
  /** How many connections got past the handshake. */
  readonly admitted: () => number;
  readonly close: () => void;
}

export interface TlsFrontOptions {
  readonly platformUrl: string;
  readonly port: number;
  /** Who signed its certificate, which is for `localhost`. */
  readonly authority: Authority;
}

export async function startTlsFront({ platformUrl, port, authority }: TlsFrontOptions): Promise<TlsFront> {
  const target = Number(new URL(platformUrl).port);
  let admitted = 0;
  const server = createServer(serverCertificate("localhost", authority), (client) => {
    admitted += 1;
    const onward = connect(target, "127.0.0.1");
    for (const socket of [client, onward]) socket.on("error", () => socket.destroy());
    client.on("close", () => onward.destroy());
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return { url: `https://localhost:${port}`, admitted: () => admitted, close: () => server.close() };
}
