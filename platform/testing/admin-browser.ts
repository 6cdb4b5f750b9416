/** A browser without script at the administrators' pages: a cookie, pages, and forms with their token. */
import { adminTicket } from "../../shared/http/admin";
import type { Desk } from "./desk";
import { lastCode } from "./desk";
import type { TestPlatform } from "./platform";

export interface Shown {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;
export type Files = Readonly<Record<string, Uint8Array>>;

export interface Sending {
  readonly files?: Files;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

export class AdminBrowser {
  readonly #platform: TestPlatform;
  cookie = "";

  constructor(platform: TestPlatform) {
    this.#platform = platform;
  }

  async get(path: string, more: Pick<Sending, "headers" | "from"> = {}): Promise<Shown> {
    const reply = await this.#platform.app.inject({
      method: "GET",
      url: path,
      ...(more.from === undefined ? {} : { remoteAddress: more.from }),
      headers: { ...(this.cookie === "" ? {} : { cookie: this.cookie }), ...more.headers },
    });
    return shown(reply);
  }

  /** Fills the form in as the page of `/admin` gives its token. */
  async act(act: string, fields: Fields, sending: Sending = {}): Promise<Shown> {
    const token = /name="form" value="([^"]+)"/.exec((await this.get("/admin")).text)?.[1] ?? "";
    return this.post(`/admin/${act}`, { form: token, ...fields }, sending);
  }

  async post(path: string, fields: Fields, { files = {}, headers = {}, from }: Sending = {}): Promise<Shown> {
    const body = new FormData();
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((each) => [name, each] as const),
    );
    for (const [name, value] of pairs) body.append(name, value);
    for (const [name, bytes] of Object.entries(files)) body.append(name, new Blob([new Uint8Array(bytes)]), "file");
    const sent = new Response(
      Object.keys(files).length > 0
        ? body
        : new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])),
    );
    const reply = await this.#platform.app.inject({
      method: "POST",
      url: path,
      ...(from === undefined ? {} : { remoteAddress: from }),
      headers: {
        "content-type": sent.headers.get("content-type") ?? "",
        ...(this.cookie === "" ? {} : { cookie: this.cookie }),
        ...headers,
      },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    const cookie = reply.headers["set-cookie"];
    if (typeof cookie === "string") this.cookie = cookie.split(";")[0] ?? "";
    return shown(reply);
  }

  /** By ticket and code of a desk. */
  async enter(desk: Desk): Promise<Shown> {
    const { ticket, code } = adminTicket.parse((await desk.ask("admin.ticket", { body: null })).body);
    return this.post("/admin/enter", { ticket, code });
  }

  /** Asks for a code, types it. */
  async confirm(): Promise<Shown> {
    const asked = await this.act("confirm/send", { back: "/admin" });
    const ticket = /name="ticket" value="([^"]+)"/.exec(asked.text)?.[1] ?? "";
    return this.act("confirm/code", { ticket, back: "/admin", code: lastCode(this.#platform) });
  }
}

interface Injected {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const shown = ({ statusCode, body, headers }: Injected): Shown => ({
  status: statusCode,
  text: body,
  location: String(headers.location ?? ""),
  headers,
});

/** The code that a page of failure names; the status otherwise. */
export const said = ({ status, text }: Shown): string => /\bE_[A-Z_]+\b/.exec(text)?.[0] ?? String(status);
