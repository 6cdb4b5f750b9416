import { describe, expect, it } from "vitest";
import { sameBytes, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import type { TokenDriver } from "./driver";
import { parentPort } from "./parent-port";
import type { SignerReply } from "./protocol";
import { type OpenModule, serveSigner } from "./service";

const module: TokenModule = {
  kind: "pkcs11",
  name: "vendor",
  path: "/opt/vendor.so",
  hash: `sha-256:${"0".repeat(64)}`,
};
const seen: Uint8Array[] = [];
let running = 0;

/** A driver whose only token signs by repeating what it is given. */
const driver: TokenDriver = {
  tokens: async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    return [];
  },
  certificates: () => Promise.reject(new TypeError("a bug that names /home/张晓岚")),
  login: async (serial, pin) => {
    if (pin !== null) seen.push(pin);
    if (serial === "gone") throw new AppError("E_TOKEN_REMOVED");
    return { sign: async (_, data) => data, close: async () => undefined };
  },
  close: async () => undefined,
};

function serve(open: OpenModule = async () => driver) {
  const replies: SignerReply[] = [];
  let hear: (message: unknown) => void = () => undefined;
  serveSigner(
    {
      send: (reply) => replies.push(reply),
      onMessage: (listener) => {
        hear = listener;
      },
    },
    open,
  );
  let id = 0;
  const ask = async (call: string, input: unknown): Promise<SignerReply | undefined> => {
    id += 1;
    hear({ id, call, input });
    for (let turn = 0; turn < 10; turn += 1) await new Promise((done) => setImmediate(done));
    return replies.find((reply) => reply.id === id);
  };
  return { ask, replies, hear: (message: unknown) => hear(message) };
}
const codeOf = (reply: SignerReply | undefined) => (reply?.ok === false ? reply.failure.code : "none");

describe("the signer's side of the protocol", () => {
  it("loads one library once, and answers nothing about tokens before", async () => {
    const { ask } = serve();
    expect(codeOf(await ask("tokens", null))).toBe("E_MODULE_REFUSED");
    expect(codeOf(await ask("load", { module }))).toBe("none");
    expect(codeOf(await ask("load", { module }))).toBe("E_MODULE_REFUSED");
    expect(await ask("tokens", null)).toMatchObject({ ok: true, value: [] });
  });

  it("runs one request at a time although several were sent", async () => {
    const { ask, hear, replies } = serve();
    await ask("load", { module });
    for (const id of [50, 51, 52]) hear({ id, call: "tokens", input: null });
    await ask("tokens", null);
    expect(replies.map(({ id }) => id)).toEqual([1, 50, 51, 52, 2]);
  });

  it("parses what it is asked, and says nothing to what is no request", async () => {
    const { ask, hear, replies } = serve();
    await ask("load", { module });
    expect(codeOf(await ask("login", { serial: "a" }))).toBe("E_INPUT");
    expect(codeOf(await ask("load", { module: { ...module, path: "libvendor.so" } }))).toBe("E_INPUT");
    expect(codeOf(await ask("sign", { session: 1, certificate: "c", data: [] }))).toBe("E_INPUT");
    const before = replies.length;
    hear("hello");
    hear({ id: 9, call: "format", input: null });
    await ask("tokens", null);
    expect(replies.length).toBe(before + 1);
  });

  it("S3: overwrites the PIN that crossed, whether the login succeeds or not", async () => {
    const { ask } = serve();
    await ask("load", { module });
    const pins = [utf8("271828"), utf8("314159")];
    await ask("login", { serial: "here", pin: pins[0], lastTry: false });
    expect(codeOf(await ask("login", { serial: "gone", pin: pins[1], lastTry: false }))).toBe("E_TOKEN_REMOVED");
    expect(seen).toHaveLength(2);
    for (const each of pins) expect(sameBytes(each, new Uint8Array(6))).toBe(true);
  });

  it("signs in an open login only, and knows none after its end", async () => {
    const { ask } = serve();
    await ask("load", { module });
    const answer = await ask("login", { serial: "here", pin: null, lastTry: false });
    const session = answer?.ok === true ? answer.value : 0;
    const order = { session, certificate: "c", data: [utf8("x")] };
    expect(await ask("sign", order)).toMatchObject({ ok: true, value: [utf8("x")] });
    await ask("logout", { session });
    expect(codeOf(await ask("sign", order))).toBe("E_TOKEN_LOGIN");
    expect(codeOf(await ask("logout", { session }))).toBe("none");
  });

  it("tells a bug by its code alone: its text may hold what must not leave", async () => {
    const { ask } = serve();
    await ask("load", { module });
    expect(await ask("certificates", { serial: "a" })).toMatchObject({
      failure: { code: "E_INTERNAL", detail: "" },
    });
  });
});

describe("the signer's end of the channel", () => {
  it("is Node's when it was forked, and ends with the desk", () => {
    const sent: unknown[] = [];
    const exits: number[] = [];
    const listeners = new Map<string, (message: unknown) => void>();
    const port = parentPort({
      send: (message) => sent.push(message),
      on: (event, listener) => listeners.set(event, listener),
      exit: (code) => exits.push(code),
    });
    port.send({ id: 1, ok: true, value: null });
    expect(sent).toHaveLength(1);
    listeners.get("disconnect")?.(null);
    expect(exits).toEqual([0]);
  });

  it("is Electron's in a utility process, where messages come in events", () => {
    const sent: unknown[] = [];
    const heard: unknown[] = [];
    let emit: (event: { readonly data: unknown }) => void = () => undefined;
    const port = parentPort({
      parentPort: {
        postMessage: (message) => sent.push(message),
        on: (_, listener) => {
          emit = listener;
        },
      },
      on: () => undefined,
      exit: () => undefined,
    });
    port.onMessage((message) => heard.push(message));
    emit({ data: "asked" });
    port.send({ id: 1, ok: true, value: null });
    expect([heard, sent.length]).toEqual([["asked"], 1]);
  });

  it("does not start by itself", () => {
    expect(() => parentPort({ on: () => undefined, exit: () => undefined })).toThrow("desk");
  });
});
