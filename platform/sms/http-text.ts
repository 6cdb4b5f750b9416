/** HTTP bodies from either side, read up to a limit: a gateway is not ours, and a listener is open to who finds it. */
import type { IncomingMessage } from "node:http";

const MOST = 64 * 1_024;

async function limited(source: AsyncIterable<Uint8Array>): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    size += part.length;
    if (size > MOST) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Null when it is longer than 64 KB. @throws the transport's error when it breaks off */
export function requestText(request: IncomingMessage): Promise<string | null> {
  return limited(request);
}

export async function answerText(answer: Response): Promise<string | null> {
  return answer.body === null ? "" : limited(answer.body);
}
