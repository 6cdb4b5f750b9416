import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import type { TokenModule } from "../../shared/model/token-module";
import { FakeTimers } from "../testing/fake-timers";
import { END_MS, SignerConnection, signerDeadlines } from "./connection";
import type { SignerRequest } from "./protocol";
import { fine, type PretendSigner, pretendSigners } from "./testing/pretend-signer";

const module: TokenModule = {
  kind: "pkcs11",
  name: "vendor",
  path: "/opt/vendor.so",
  hash: `sha-256:${"0".repeat(64)}`,
};
const idle = () => new Promise((done) => setImmediate(done));

function connect(answer: (request: SignerRequest, signer: PretendSigner) => void, checkModule = async () => undefined) {
  const timers = new FakeTimers();
  const { spawn, started } = pretendSigners(answer);
  const connection = new SignerConnection({ module, spawn, timers, deadlines: signerDeadlines, checkModule });
  return { connection, started, timers };
}
const silent = () => undefined;

describe("the connection to a signer process", () => {
  it("starts no process before something is asked, and one for all that is asked", async () => {
    const { connection, started } = connect((request, signer) => signer.say(fine(request, [])));
    expect(started).toHaveLength(0);
    await Promise.all([connection.ask("tokens", null), connection.ask("tokens", null), connection.ask("tokens", null)]);
    expect(started).toHaveLength(1);
    expect(started[0]?.received.map(({ call }) => call)).toEqual(["load", "tokens", "tokens", "tokens"]);
  });

  it("asks one thing at a time, in the order of asking, whatever the delays", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 8 }), async (delays) => {
        let open = 0;
        const { connection, started } = connect(async (request, signer) => {
          open += 1;
          expect(open).toBe(1);
          for (let turn = 0; turn < (delays[request.id % delays.length] ?? 0); turn += 1) await idle();
          open -= 1;
          signer.say(fine(request, [{ id: `c${request.id}`, der: utf8("x"), hasKey: true }]));
        });
        const answers = await Promise.all(delays.map((_, at) => connection.ask("certificates", { serial: `s${at}` })));
        expect(answers.map(([each]) => each?.id)).toEqual(delays.map((_, at) => `c${at + 2}`));
        expect(started).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  it("PKI-24: ends a process that does not answer in time, says so, and the next question finds a fresh one", async () => {
    let hang = true;
    const { connection, started, timers } = connect((request, signer) => {
      if (!hang) signer.say(fine(request, []));
    });
    const answer = connection.ask("tokens", null).catch((error: unknown) => error);
    while (started[0]?.received.length !== 2) await idle();
    timers.advance(signerDeadlines.tokens - 1);
    await idle();
    expect(started[0]?.killed).toBe(false);
    timers.advance(1);
    expect(await answer).toMatchObject({ code: "E_TOKEN_TIMEOUT" });
    expect(started[0]?.killed).toBe(true);
    hang = false;
    expect(await connection.ask("tokens", null)).toEqual([]);
    expect(started).toHaveLength(2);
  });

  it("gives each call its own time, and a PIN pad more than a listing", () => {
    expect(signerDeadlines.login).toBeGreaterThan(signerDeadlines.tokens);
    expect(Math.max(...Object.values(signerDeadlines))).toBeLessThanOrEqual(90_000);
  });

  it("PKI-25: a process that dies fails what was asked of it, and what was waiting is asked of the next one", async () => {
    let die = true;
    const { connection, started } = connect((request, signer) => {
      if (die) signer.die();
      else signer.say(fine(request, []));
      die = false;
    });
    const first = connection.ask("tokens", null).catch((error: unknown) => error);
    const second = connection.ask("tokens", null);
    expect(await first).toMatchObject({ code: "E_SIGNER_CRASHED" });
    expect(await second).toEqual([]);
    expect(started).toHaveLength(2);
  });

  it("does not believe a signer: nonsense, foreign ids, unknown codes and unasked words end it", async () => {
    const lies: ((request: SignerRequest) => unknown)[] = [
      () => "hello",
      () => null,
      ({ id }) => ({ id: id + 1, ok: true, value: [] }),
      ({ id }) => ({ id, ok: true, value: [{ serial: 1 }] }),
      ({ id }) => ({ id, ok: true, value: [], extra: "x" }),
      ({ id }) => ({ id, ok: false, failure: { code: "E_MADE_UP", detail: "" } }),
      ({ id }) => ({ id, ok: true, value: { toString: "x" } }),
    ];
    for (const lie of lies) {
      const { connection, started } = connect((request, signer) => signer.say(lie(request)));
      await expect(connection.ask("tokens", null)).rejects.toMatchObject({ code: "E_SIGNER_CRASHED" });
      expect(started[0]?.killed).toBe(true);
    }
    const { connection, started } = connect((request, signer) => signer.say(fine(request, [])));
    await connection.ask("tokens", null);
    started[0]?.say(fine({ id: 9, call: "tokens", input: null }, []));
    expect(started[0]?.killed).toBe(true);
  });

  it("PKI-24: waits a little for the end of a killed process, and not for ever for one that hangs in the kernel", async () => {
    const timers = new FakeTimers();
    const spawn = () => ({ pid: 1, send: silent, onMessage: silent, onExit: silent, kill: silent });
    const checkModule = async () => undefined;
    const connection = new SignerConnection({ module, spawn, timers, deadlines: signerDeadlines, checkModule });
    const asked = connection.ask("tokens", null).catch((error: unknown) => error);
    while (connection.generation === 0) await idle();
    let over = false;
    const ending = connection.end().then(() => {
      over = true;
    });
    expect(await asked).toMatchObject({ code: "E_CANCELLED" });
    timers.advance(END_MS - 1);
    await idle();
    expect(over).toBe(false);
    timers.advance(1);
    await ending;
  });

  it("hands on a failure of the signer as it is", async () => {
    const { connection, started } = connect(({ id }, signer) =>
      signer.say({ id, ok: false, failure: { code: "E_TOKEN_REMOVED", detail: "张晓岚的密钥" } }),
    );
    await expect(connection.ask("tokens", null)).rejects.toMatchObject({
      code: "E_TOKEN_REMOVED",
      detail: "张晓岚的密钥",
    });
    expect(started[0]?.killed).toBe(false);
  });

  it("starts no process for a file that is not the listed one", async () => {
    const { connection, started } = connect(silent, async () => {
      throw new Error("looked");
    });
    await expect(connection.ask("tokens", null)).rejects.toThrow("looked");
    expect(started).toHaveLength(0);
  });

  it("answers nothing that was asked before it was ended, and a login of an ended process is no login", async () => {
    const { connection, started } = connect((request, signer) => {
      if (request.call === "login") signer.say(fine(request, 1));
    });
    await connection.ask("login", { serial: "a", pin: null, lastTry: false });
    const { generation } = connection;
    const asked = [connection.ask("tokens", null), connection.ask("tokens", null)].map((each) =>
      each.catch((error: unknown) => error),
    );
    while (started[0]?.received.length !== 3) await idle();
    await connection.end();
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ code: "E_CANCELLED" });
    expect(started).toHaveLength(1);
    const late = connection.ask("sign", { session: 1, certificate: "c", data: [utf8("x")] }, generation);
    await expect(late).rejects.toMatchObject({ code: "E_TOKEN_LOGIN" });
    expect(started).toHaveLength(1);
  });
});
