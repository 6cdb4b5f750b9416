/**
 * The browser shell: one loopback origin, one window. A window that opens later takes over and the earlier one stops
 * for good: refusing the later one would lock a person out behind a hung or forgotten window, and two writers would
 * each show a truth of their own.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { messageLimit, socketPath, takenOver } from "../../shared/ipc/socket";
import { styleSource } from "../../shared/publication/style-source";
import type { Desk } from "../desk";
import { answerPage } from "../page-answer";
import { pageHeaders } from "../page-headers";
import { serveWindow } from "./connection";
import { Gate } from "./gate";
import { closedPage, plainPage, plainStyle } from "./plain-page";

export interface BrowserShellOptions {
  readonly desk: Pick<Desk, "call" | "listen">;
  /** Fixed: another origin would be an empty store to the browser. */
  readonly port: number;
  /** The built window. */
  readonly staticFolder: string;
  readonly clock: () => Date;
}

export interface BrowserShell {
  readonly origin: string;
  /** An address that opens the window, once. */
  readonly launchUrl: () => string;
  readonly close: () => Promise<void>;
}

/** A workstation without a window locks itself after a minute: long enough for a reload, too short for a passer-by. */
const ALONE_MS = 60_000;

/** Of pages that need nothing of the workstation: they may load and reach nothing at all. */
const plainHeaders = pageHeaders({ connect: [], styles: [styleSource(plainStyle)] });

/** @throws NodeJS.ErrnoException EADDRINUSE when the port is taken */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const shell = new Shell(options);
  await shell.listen();
  return { origin: shell.origin, launchUrl: shell.launchUrl, close: shell.close };
}

class Shell {
  readonly origin: string;
  readonly #host: string;
  readonly #options: BrowserShellOptions;
  readonly #gate: Gate;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimit });
  #window: WebSocket | null = null;
  #alone: NodeJS.Timeout | undefined;

  constructor(options: BrowserShellOptions) {
    this.#options = options;
    this.#host = `127.0.0.1:${options.port}`;
    this.origin = `http://${this.#host}`;
    this.#gate = new Gate(options.port, options.clock);
    this.#server = createServer((request, response) => {
      // One request that goes wrong must not end the process and with it the open window.
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, { socket, head }));
  }

  readonly launchUrl = (): string => `${this.origin}/?launch=${this.#gate.issue()}`;

  readonly listen = (): Promise<void> =>
    new Promise((done, failed) => {
      this.#server.once("error", failed);
      this.#server.listen(this.#options.port, "127.0.0.1", done);
    });

  readonly close = async (): Promise<void> => {
    clearTimeout(this.#alone);
    this.#window?.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A name that resolves to loopback must not reach us (DNS rebinding).
    if (request.headers.host !== this.#host) return this.#page(response, 403, closedPage);
    if (request.method !== "GET" && request.method !== "HEAD") return this.#page(response, 405, closedPage);
    // Any page may make the browser ask for `//`, which is no address.
    const url = URL.parse(request.url ?? "/", this.origin) ?? new URL("/-", this.origin);
    const token = url.searchParams.get("launch");
    if (token !== null) return this.#launch(response, token);
    if (!this.#gate.knows(request.headers.cookie)) return this.#page(response, 403, closedPage);
    const file = await answerPage({
      folder: this.#options.staticFolder,
      pathname: url.pathname,
      connect: [`ws://${this.#host}`],
      newNonce: () => randomBytes(18).toString("base64"),
    });
    if (file === null) return this.#page(response, 404, plainPage("没有这个页面", "请回到采编工作站的窗口。"));
    response.writeHead(200, { ...file.headers, "content-length": file.bytes.length });
    response.end(request.method === "HEAD" ? undefined : file.bytes);
  }

  #launch(response: ServerResponse, token: string): void {
    const cookie = this.#gate.exchange(token);
    if (cookie === null) {
      this.#page(response, 403, closedPage);
      return;
    }
    response.writeHead(303, { ...plainHeaders, location: "/", "set-cookie": cookie, "cache-control": "no-store" });
    response.end();
  }

  #page(response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, { ...plainHeaders, "content-type": "text/html; charset=utf-8" });
    response.end(html);
  }

  #upgrade(request: IncomingMessage, { socket, head }: { readonly socket: Duplex; readonly head: Buffer }): void {
    const { host, origin, cookie } = request.headers;
    const ours =
      request.url === socketPath && host === this.#host && origin === this.origin && this.#gate.knows(cookie);
    if (!ours) {
      // Node hands the socket over without a listener; torn off, it would end the process.
      socket.on("error", () => socket.destroy());
      // Nobody reads from it any more, so it would stay half open and keep the desk from stopping.
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n", () => socket.destroy());
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#admit(opened));
  }

  #admit(socket: WebSocket): void {
    clearTimeout(this.#alone);
    this.#window?.close(takenOver);
    this.#window = socket;
    socket.on("close", () => {
      if (this.#window !== socket) return;
      this.#window = null;
      this.#alone = setTimeout(() => void this.#options.desk.call("desk:session.lock", null), ALONE_MS);
      this.#alone.unref();
    });
    serveWindow(socket, this.#options.desk);
  }
}
