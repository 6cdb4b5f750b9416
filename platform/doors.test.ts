/** Who tries the doors: strangers with large bodies, guesses, foreign names, absurd sizes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type Desk, lastCode, presentCertificate, signIn, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./testing/platform";
import { ledgerFor, newItem, notice, revise } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const MINUTE = 60_000;
const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);
const signerOf = (name: string) => personOf(cityOf(platform, "luan"), name).key.signer;

describe("a stranger", () => {
  it("is told so before the body is read, however large it is", async () => {
    const reply = await platform.app.inject({
      method: "PUT",
      url: "/items/x/revisions",
      headers: { "content-type": "application/json", authorization: "Bearer nobody", "idempotency-key": "k" },
      payload: `{"not":"json ${"x".repeat(60 * 1_048_576)}`,
    });
    expect([reply.statusCode, reply.json().code]).toEqual([401, "E_SESSION"]);
  });

  it("who comes to the demo city by a foreign name is refused, as DNS rebinding would come (E_NET)", async () => {
    for (const url of ["/demo/sms", "/time", "/openapi.json"]) {
      const get = (host: string) => platform.app.inject({ method: "GET", url, headers: { host } });
      expect((await get("evil.example:17810")).json(), url).toMatchObject({ code: "E_NET" });
      expect((await get("127.0.0.1:17810")).statusCode, url).toBe(200);
    }
  });

  it("is stopped after a hundred failures from one address, and nobody is before", async () => {
    const guess = () => ask(platform, "session.create", { body: { ticket: "guess", code: "000000" } });
    const tried: string[] = [];
    for (let i = 0; i < 101; i += 1) tried.push(verdict(await guess()));
    expect(new Set(tried.slice(0, 100))).toEqual(new Set(["403 E_SMS"]));
    expect(tried[100]).toBe("429 E_LIMIT");
    platform.pass(6 * MINUTE);
    expect(verdict(await guess())).toBe("403 E_SMS");
  });
});

describe("wrong SMS codes", () => {
  it("count through new login steps, and an hour later the person may try again (AU-2)", async () => {
    const signer = signerOf("白景行");
    const miss = async (ticket: string): Promise<void> => {
      const wrong = String((Number(lastCode(platform)) + 1) % 1_000_000).padStart(6, "0");
      for (let i = 0; i < 5; i += 1)
        expect(verdict(await ask(platform, "session.create", { body: { ticket, code: wrong } }))).toBe("403 E_SMS");
    };
    const ticketIn = (body: unknown): string =>
      typeof body === "object" && body !== null && "ticket" in body ? String(body.ticket) : "";
    for (let step = 0; step < 3; step += 1) {
      await miss(ticketIn((await presentCertificate(platform, signer)).body));
      platform.pass(61_000);
    }
    expect(verdict(await presentCertificate(platform, signer))).toBe("429 E_LIMIT");
    platform.pass(61 * MINUTE);
    expect((await luan("白景行")).token()).not.toBe("");
  });
});

describe("absurd sizes", () => {
  it("a ledger of tens of thousands of decisions is refused at once (E_TOO_LARGE), and the platform goes on answering", async () => {
    const desk = await luan("林初晴");
    const content = notice("会议定于2026年2月30日召开。");
    const honest = await ledgerFor(platform, desk, content);
    const [entry] = honest.entries;
    if (entry === undefined) throw new Error("the text has a finding");
    const entries = Array.from({ length: 60_000 }, (_, i) => ({ ...entry, reason: `第${i}次` }));
    const answer = await revise(platform, desk, { itemId: newItem(), content, ledger: { ...honest, entries } });
    expect(verdict(answer)).toBe("413 E_TOO_LARGE");
  });

  it("a mime type that is none is refused where it is given (E_INPUT)", async () => {
    const desk = await luan("林初晴");
    const hash = `sha-256:${"0".repeat(64)}`;
    for (const mime of ["text/html\r\nx: y", "\0", "x".repeat(300), "image/png; a=b\u0000"]) {
      const answer = await desk.ask("files.store", { params: { hash }, body: { itemId: newItem(), mime, bytes: "" } });
      expect(verdict(answer), mime.slice(0, 20)).toBe("400 E_INPUT");
    }
  });
});
