/** A front of the platform that can tamper with what passes, as a man in the middle or a broken gateway would. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";

export interface Front {
  /** Starts before the platform's own port and answers its port. */
  readonly start: (platformPort: number) => Promise<number>;
  /** Changes answers to paths that end so; null lets everything pass. */
  tamper: { readonly pathEnd: string; readonly change: (body: string) => string } | null;
  readonly close: () => void;
}

export function makeFront(): Front {
  let platform = 0;
  const server = createServer((request, response) => forward(request, response));
  const front: Front = {
    tamper: null,
    start: (port) => {
      platform = port;
      return new Promise((done, fail) => {
        server.once("error", fail);
        server.listen(0, "127.0.0.1", () => {
          const address = server.address();
          if (address === null || typeof address === "string") fail(new Error("no port"));
          else done(address.port);
        });
      });
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const { method, url = "/", headers } = request;
    const onward = httpRequest({ host: "127.0.0.1", port: platform, method, path: url, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        const { tamper } = front;
        const sent =
          tamper !== null && url.endsWith(tamper.pathEnd) ? Buffer.from(tamper.change(body.toString("utf8"))) : body;
        const { "transfer-encoding": _, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, { ...kept, "content-length": sent.length });
        response.end(sent);
      });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }
  return front;
}
