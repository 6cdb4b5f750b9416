/** Where a feed is read from: a web server of the extranet, or a bundle on a USB stick. Both are believed as little. */

import { AppError } from "../../shared/failure";
import { DOCUMENT_LIMIT } from "../../shared/update/manifest";
import type { Fetch } from "../platform/client";

export interface FeedSource {
  /** `unchanged`: as the mark said. Null: the feed has none. @throws AppError E_NET, E_UPDATE_FEED; Unreachable */
  readonly document: (name: string, mark?: string | null) => Promise<FeedDocument | "unchanged" | null>;
  /** Bytes from a place on. The answer says where they begin: a server may know no ranges. */
  readonly artifact: (name: string, from: number) => Promise<ArtifactBytes>;
}

export interface FeedDocument {
  readonly bytes: Uint8Array;
  /** What to ask with next time; null where the source knows no such thing. */
  readonly mark: string | null;
}

export interface ArtifactBytes {
  readonly from: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Nobody answered, or not the feed. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

const DOCUMENT_MS = 20_000;
/** A download may take long, but not without a byte. */
const SILENCE_MS = 60_000;

/** `feed`: the folder's address in the policy. The fetch refuses what lies outside the extranet (BD-3). */
export function httpFeed(feed: string, fetch: Fetch): FeedSource {
  const base = feed.replace(/\/+$/, "");
  const ask = async (name: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(`${base}/${encodeURIComponent(name)}`, { redirect: "error", ...init });
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new Unreachable("no answer", { cause });
    }
  };
  return {
    document: async (name, mark = null) => {
      const headers = mark === null ? {} : { "if-none-match": mark };
      const reply = await ask(name, { headers, signal: AbortSignal.timeout(DOCUMENT_MS) });
      if (reply.status === 304 && mark !== null) return "unchanged";
      if (reply.status === 404) return null;
      if (reply.status !== 200) throw new Unreachable(`status ${reply.status}`);
      return { bytes: await wholeOf(reply), mark: reply.headers.get("etag") };
    },
    artifact: async (name, from) => {
      const silence = new Silence();
      const headers = from === 0 ? {} : { range: `bytes=${from}-` };
      const reply = await ask(name, { headers, signal: silence.signal });
      if (reply.status === 416) return { from: 0, bytes: none() };
      if ((reply.status !== 200 && reply.status !== 206) || reply.body === null) {
        throw new Unreachable(`status ${reply.status}`);
      }
      return { from: startOf(reply), bytes: heard(reply.body, silence) };
    },
  };
}

async function* none(): AsyncGenerator<Uint8Array> {}

/** RFC 9110 §14.4; a whole answer begins at the beginning. */
function startOf({ status, headers }: Response): number {
  if (status === 200) return 0;
  const start = /^bytes (\d{1,15})-/.exec(headers.get("content-range") ?? "")?.[1];
  if (start === undefined) throw new AppError("E_UPDATE_FEED", "服务器给出的片段没有说明位置");
  return Number(start);
}

async function wholeOf(reply: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of reply.body ?? none()) {
      length += part.length;
      if (length > DOCUMENT_LIMIT) throw new AppError("E_UPDATE_FEED", "文件过大");
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new Unreachable("cut off", { cause });
  }
  return Buffer.concat(parts);
}

class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  readonly signal = this.#controller.signal;

  constructor() {
    this.heard();
  }

  readonly heard = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), SILENCE_MS);
  };

  readonly end = (): void => clearTimeout(this.#timer);
}

async function* heard(body: AsyncIterable<Uint8Array>, silence: Silence): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of body) {
      silence.heard();
      yield part;
    }
  } catch (cause) {
    throw new Unreachable("cut off", { cause });
  } finally {
    silence.end();
  }
}
