/** The network between one desk and the platform, which does to requests what networks do. */
import type { Fetch } from "../../../main/platform/client";
import type { Life } from "./life";
import { ConnectionLost, type PlatformProcess, type Reply, type Request } from "./platform-process";

/** What happens to one request. */
export const faults = {
  none: "nothing",
  timeout: "the request never arrives",
  "lost-answer": "the platform did it, the answer never arrives",
  "cut-body": "the answer breaks off in the middle",
  "server-error": "a gateway answers 502",
  busy: "a gateway answers 503 with Retry-After",
  duplicate: "the request arrives twice",
  late: "given up by the desk, the request arrives after those that follow",
  portal: "a captive portal answers 200",
} as const;
export type Fault = keyof typeof faults;

export class Network {
  readonly #platform: () => PlatformProcess;
  #plan: Fault[] = [];
  #late: Request[] = [];
  /** Cut off altogether. */
  down = false;

  constructor(platform: () => PlatformProcess) {
    this.#platform = platform;
  }

  /** What will happen to the next requests, in their order; after that nothing does. */
  readonly arm = (plan: readonly Fault[]): void => {
    this.#plan = [...plan];
  };

  /** Requests that were held up arrive now. */
  readonly drain = async (): Promise<void> => {
    const late = this.#late;
    this.#late = [];
    for (const request of late) await this.#platform().answer(request).catch(lost);
  };

  readonly fetchFor =
    ({ step }: Life): Fetch =>
    (url, init) =>
      step(() => this.#exchange(requestOf(url, init)));

  async #exchange(request: Request): Promise<Response> {
    if (this.down) throw new TypeError("fetch failed");
    const fault = this.#plan.shift() ?? "none";
    const { answer } = this.#platform();
    switch (fault) {
      case "timeout":
        throw new DOMException("timed out", "TimeoutError");
      case "late":
        this.#late.push(request);
        throw new DOMException("timed out", "TimeoutError");
      case "server-error":
        return new Response("<html>Bad Gateway</html>", { status: 502 });
      case "busy":
        return new Response("<html>Busy</html>", { status: 503, headers: { "retry-after": "7" } });
      case "portal":
        return new Response("<html>请登录网络</html>", { status: 200 });
      case "lost-answer":
        await answer(request).catch(lost);
        throw new TypeError("terminated");
      case "cut-body":
        return brokenOff(await answer(request));
      case "duplicate":
        await answer(request).catch(lost);
        break;
      case "none":
        break;
    }
    const reply = await answer(request).catch((error: unknown) => {
      if (error instanceof ConnectionLost) throw new TypeError("terminated");
      throw error;
    });
    await this.drain();
    return whole(reply);
  }
}

const lost = (error: unknown): void => {
  if (!(error instanceof ConnectionLost)) throw error;
};

function requestOf(url: string, init: RequestInit): Request {
  const { pathname, search } = new URL(url);
  const headers = Object.fromEntries(new Headers(init.headers).entries());
  const body = typeof init.body === "string" ? init.body : null;
  return { method: init.method ?? "GET", url: `${pathname}${search}`, headers, body };
}

const whole = ({ status, headers, text }: Reply): Response =>
  new Response(status === 204 ? null : text, { status, headers: { ...headers } });

/** Half of the body, then the connection is gone. */
function brokenOff({ status, headers, text }: Reply): Response {
  const half = new TextEncoder().encode(text.slice(0, Math.floor(text.length / 2)));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(half);
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(body, { status, headers: { ...headers } });
}
