/** The bridge over a WebSocket: waits for the connection, comes back after it breaks, stops when another window took over. */
import type { DeskBridge } from "../shared/ipc/contract";
import { readMessage, type SocketCall, socketPath, takenOver } from "../shared/ipc/socket";

/** A call that finds no connection waits so long before it fails. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 500;

type Listener = (payload: unknown) => void;

interface Waiting {
  readonly call: SocketCall;
  readonly answer: (reply: unknown) => void;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  readonly sent: boolean;
}

const broken = (code: string, detail: string) => ({ ok: false, failure: { code, detail } });

/** What is used of a WebSocket. */
export type Socket = Pick<WebSocket, "readyState" | "send" | "onopen" | "onmessage" | "onclose">;

export interface BridgeParts {
  /** Opens a connection. */
  readonly open: (url: string) => Socket;
  /** Shows one line above the page; null takes it away. */
  readonly banner: (text: string | null) => void;
}

/** `WebSocket.OPEN`, which not every runtime has as a global. */
const OPEN = 1;

export function connect(address: string, parts: BridgeParts): DeskBridge {
  const bridge = new SocketBridge(`${address}${socketPath}`, parts);
  bridge.open();
  return Object.freeze({ call: bridge.call, listen: bridge.listen });
}

class SocketBridge {
  readonly #url: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #parts: BridgeParts;
  #socket: Socket | null = null;
  #ended = false;
  #next = 0;
  #brokenSince: number | null = null;

  constructor(url: string, parts: BridgeParts) {
    this.#url = url;
    this.#parts = parts;
  }

  readonly call = (name: string, input: unknown): Promise<unknown> => {
    if (!name.startsWith("desk:")) return Promise.reject(new Error("foreign channel"));
    if (this.#ended) return Promise.resolve(broken("E_FOREIGN_SENDER", "工作站已在另一个窗口打开"));
    this.#next += 1;
    const call = { id: this.#next, name, input };
    return new Promise((answer) => {
      const timer = setTimeout(() => this.#giveUp(call.id), PATIENCE_MS);
      this.#waiting.set(call.id, { call, answer, timer, sent: false });
      if (this.#socket?.readyState === OPEN) this.#send(call.id);
    });
  };

  readonly listen = (name: string, handler: Listener): (() => void) => {
    const all = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, all.add(handler));
    return () => all.delete(handler);
  };

  readonly open = (): void => {
    const socket = this.#parts.open(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#brokenSince = null;
      this.#parts.banner(null);
      for (const id of this.#waiting.keys()) this.#send(id);
    };
    socket.onmessage = ({ data }) => this.#receive(String(data));
    socket.onclose = ({ code }) => this.#closed(code);
  };

  #send(id: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.sent) return;
    clearTimeout(waiting.timer);
    this.#waiting.set(id, { ...waiting, timer: undefined, sent: true });
    this.#socket?.send(JSON.stringify(waiting.call));
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (message?.kind === "reply") this.#answer(message.id, message.reply);
    if (message?.kind === "notice")
      for (const handler of this.#listeners.get(message.name) ?? []) handler(message.payload);
  }

  #answer(id: number, reply: unknown): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    waiting?.answer(reply);
  }

  #giveUp(id: number): void {
    this.#answer(id, broken("E_INTERNAL", "与工作站主进程的连接已断开"));
  }

  /** What was sent has an unknown end; every call that changes something may be made again. */
  #closed(code: number): void {
    for (const [id, { sent }] of this.#waiting) if (sent) this.#giveUp(id);
    if (code === takenOver) {
      this.#ended = true;
      for (const id of this.#waiting.keys()) this.#giveUp(id);
      this.#parts.banner("采编工作站已在另一个窗口打开。本窗口已停用，其中尚未显示“已保存”的文字请先复制出来。");
      return;
    }
    this.#brokenSince ??= Date.now();
    if (Date.now() - this.#brokenSince > PATIENCE_MS)
      this.#parts.banner("与工作站主程序的连接已断开，新输入的文字尚未保存。请不要关闭本窗口，并重新运行启动程序。");
    setTimeout(this.open, RETRY_MS);
  }
}
