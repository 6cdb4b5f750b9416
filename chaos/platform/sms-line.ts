/** A unit's own SMS service: takes what the platform sends and keeps the newest code of each number. */
import { createServer } from "node:http";
import { z } from "zod";
import { freePort } from "../../e2e/proxy";

export interface SmsLine {
  readonly url: string;
  /** The newest code sent to a number. @throws Error when there is none */
  readonly codeFor: (phone: string) => string;
  readonly close: () => Promise<void>;
}

const message = z.object({ phone: z.string(), text: z.string() });

export async function openSmsLine(): Promise<SmsLine> {
  const codes = new Map<string, string>();
  const port = await freePort();
  const server = createServer(async (request, answer) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const { phone, text } = message.parse(JSON.parse(Buffer.concat(parts).toString("utf8")));
    const code = /\d{6}/.exec(text)?.[0];
    if (code !== undefined) codes.set(phone, code);
    answer.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${port}/sms`,
    codeFor: (phone) => {
      const code = codes.get(phone);
      if (code === undefined) throw new Error("no code was sent");
      return code;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
