/** PKI-39 on the desk's side: a refresh token is never sent twice by our own doing. */
import { describe, expect, it } from "vitest";
import { AppError, type FailureCode } from "../../shared/failure";
import type { RouteName } from "../../shared/http/routes";
import type { SessionGrant } from "../../shared/http/session";
import type { Client, PlatformRequest } from "./client";
import { Credentials, endsSession } from "./credentials";
import { newProofKey } from "./proof-key";

const start = Date.parse("2026-11-20T08:00:00.000Z");
const MINUTE = 60_000;
const at = (ms: number): string => new Date(start + ms).toISOString();

function grant(number: number, issued: number): SessionGrant {
  const account = {
    ...{ accountId: "a", personId: "p", name: "张晓岚", site: "luan", unitId: "u", unitName: "办公室" },
    roles: [],
  };
  return {
    token: `token-${number}`,
    refreshToken: `refresh-${number}`,
    expiresAt: at(issued + 10 * MINUTE),
    endsAt: at(12 * 60 * MINUTE),
    account,
    lease: { document: "", signature: "" },
    serverTime: at(issued),
  };
}

/** A platform that renews, and answers the rest by the token it is given. */
async function open() {
  let now = 0;
  let issued = 1;
  const sent: { readonly route: RouteName; readonly token: string | null; readonly body: unknown }[] = [];
  const refusals: (FailureCode | null)[] = [];
  const answer = async (route: RouteName, { credential, body }: PlatformRequest): Promise<unknown> => {
    sent.push({ route, token: credential?.token ?? null, body });
    await Promise.resolve();
    const refusal = refusals.shift() ?? null;
    if (refusal !== null) throw new AppError(refusal);
    if (route === "session.refresh") {
      issued += 1;
      return grant(issued, now);
    }
    if (credential?.token !== `token-${issued}`) throw new AppError("E_SESSION");
    return { serverTime: at(now) };
  };
  // The fake answers each route with what that route's caller expects: this is its parsing door.
  const client = { address: "http://x", request: (route, request = {}) => answer(route, request) } as Client;
  const renewed: string[] = [];
  const credentials = new Credentials(
    {
      client,
      key: await newProofKey(),
      now: () => new Date(start + now),
      renewed: async ({ token }) => void renewed.push(token),
    },
    grant(1, 0),
  );
  return { credentials, sent, refusals, renewed, pass: (ms: number) => (now += ms) };
}

describe("PKI-39: the desk's credentials", () => {
  it("are renewed once for calls at the same time, shortly before the token runs out, and not earlier", async () => {
    const { credentials, sent, renewed, pass } = await open();
    pass(9 * MINUTE);
    await credentials.request("session.read");
    expect(renewed).toEqual([]);
    pass(45_000);
    await Promise.all([1, 2, 3, 4].map(() => credentials.request("session.read")));
    expect(renewed).toEqual(["token-2"]);
    expect(sent.filter(({ route }) => route === "session.refresh")).toEqual([
      { route: "session.refresh", token: null, body: { refreshToken: "refresh-1" } },
    ]);
  });

  it("are renewed when the platform says that the token ran out, and the call is made again, once", async () => {
    const { credentials, sent, refusals } = await open();
    refusals.push("E_SESSION");
    await credentials.request("session.read");
    expect(sent.map(({ route, token }) => `${route} ${token}`)).toEqual([
      "session.read token-1",
      "session.refresh null",
      "session.read token-2",
    ]);
    refusals.push("E_SESSION", null, "E_SESSION");
    await expect(credentials.request("session.read")).rejects.toMatchObject({ code: "E_SESSION" });
    expect(sent).toHaveLength(6);
  });

  it("D1: outlive a gateway that sent a request twice, where asking again does nothing twice", async () => {
    const { credentials, sent, refusals } = await open();
    refusals.push("E_PROOF");
    await credentials.request("session.read");
    refusals.push("E_PROOF");
    await credentials.request("items.revise", { operationId: "op-1" });
    expect(sent.map(({ route }) => route)).toEqual(["session.read", "session.read", "items.revise", "items.revise"]);
    refusals.push("E_PROOF");
    await expect(credentials.request("session.end")).rejects.toMatchObject({ code: "E_PROOF" });
    refusals.push("E_PROOF", "E_PROOF");
    await expect(credentials.request("session.read")).rejects.toMatchObject({ code: "E_PROOF" });
    expect(sent.slice(4).map(({ route }) => route)).toEqual(["session.end", "session.read", "session.read"]);
  });

  it("end with what the platform says at renewal, and out of reach they do not", async () => {
    for (const code of ["E_SESSION", "E_DEVICE_REFUSED", "E_EXPIRED", "E_UNTRAINED", "E_PROOF"] as const) {
      const { credentials, refusals, pass } = await open();
      pass(11 * MINUTE);
      refusals.push(code);
      const error: unknown = await credentials.request("session.read").catch((thrown: unknown) => thrown);
      expect(endsSession(error), code).toBe(true);
    }
    const { credentials, refusals, sent, pass } = await open();
    pass(9 * MINUTE + 45_000);
    refusals.push("E_OFFLINE");
    const error: unknown = await credentials.request("session.read").catch((thrown: unknown) => thrown);
    expect(endsSession(error)).toBe(false);
    await credentials.request("session.read");
    expect(sent.at(-1)).toMatchObject({ route: "session.read", token: "token-2" });
  });

  it("end quietly when the platform is out of reach at sign-out", async () => {
    const { credentials, refusals } = await open();
    refusals.push("E_OFFLINE");
    await expect(credentials.end()).resolves.toBeUndefined();
  });
});
