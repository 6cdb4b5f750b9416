/** PKI-39: every way in which a proof of possession can be wrong (RFC 9449 §4.3). */
import { createHash, generateKeyPairSync, sign as signRaw } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteName } from "../../../shared/http/routes";
import { type Ask, ask, type Desk, signIn, verdict } from "../../testing/desk";
import { openTestPlatform, type TestPlatform } from "../../testing/platform";
import { type ProofClaims, type TestProofKey, testProofKey } from "../../testing/proof-key";

let platform: TestPlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  desk = await signIn(platform, "luan", "林初晴");
});
afterAll(() => platform.close());

type Prove = NonNullable<Ask["prove"]>;
const call = (prove: Prove, name: RouteName = "items.list") => desk.ask(name, { prove });
const claimed =
  (change: (honest: ProofClaims) => object): Prove =>
  (key, honest) =>
    key.sign({ ...honest, ...change(honest) });

describe("PKI-39: a proof of possession", () => {
  it("that is honest is taken, each one once", async () => {
    let kept = "";
    const keep: Prove = async (key, honest) => {
      kept = await key.sign(honest);
      return kept;
    };
    expect(verdict(await call(keep))).toBe("200");
    expect(verdict(await call(async () => kept))).toBe("401 E_PROOF");
    expect(verdict(await call((key, honest) => key.sign(honest)))).toBe("200");
  });

  it("is refused for another method, another path, another address, another token, and without a token's hash", async () => {
    const other = createHash("sha256").update("another").digest("base64url");
    const changes: Record<string, (honest: ProofClaims) => object> = {
      method: () => ({ htm: "POST" }),
      path: ({ htu }) => ({ htu: htu.replace("/items", "/columns") }),
      "a path that ends alike": ({ htu }) => ({ htu: htu.replace("/items", "/other/items") }),
      address: () => ({ htu: "https://evil.example/items" }),
      query: ({ htu }) => ({ htu: `${htu}?x=1` }),
      user: () => ({ htu: "http://user@localhost/items" }),
      "no address": () => ({ htu: "items" }),
      token: () => ({ ath: other }),
      "no token": () => ({ ath: undefined }),
      "a foreign nonce": () => ({ nonce: "n".repeat(43) }),
      "a short id": () => ({ jti: "1" }),
      "no time": () => ({ iat: "now" }),
    };
    for (const [name, change] of Object.entries(changes))
      expect(verdict(await call(claimed(change))), name).toBe("401 E_PROOF");
  });

  it("may be sixty seconds off and no more, and E_CLOCK says by how much", async () => {
    const off = (seconds: number) => call(claimed(({ iat }) => ({ iat: iat + seconds })));
    expect(verdict(await off(59))).toBe("200");
    expect(verdict(await off(-60))).toBe("200");
    expect(await off(-3_600)).toEqual({
      status: 409,
      body: { code: "E_CLOCK", detail: "本机时间比平台慢 1 小时" },
    });
    expect(await off(125)).toEqual({
      status: 409,
      body: { code: "E_CLOCK", detail: "本机时间比平台快 2 分 5 秒" },
    });
  });

  it("of another key does not go with this session's token, and E_PROOF ends nothing", async () => {
    const thief = await testProofKey();
    expect(verdict(await desk.ask("items.list", { proofKey: thief }))).toBe("401 E_PROOF");
    expect(verdict(await ask(platform, "items.list", { token: desk.token() }))).toBe("200");
  });

  it("counts for nothing when signed by a key it does not show, by another algorithm, or when it shows a private key", async () => {
    const other = await testProofKey();
    const { privateKey: rsa } = await generateKeyPair("RS256");
    const { privateKey: p384, publicKey: public384 } = await generateKeyPair("ES384", { extractable: true });
    const jwk384 = await exportJWK(public384);
    const wrong: Record<string, Prove> = {
      "a foreign signature": (key, honest) => other.sign(honest, { jwk: key.publicJwk }),
      RSA: (key, honest) =>
        new SignJWT({ ...honest }).setProtectedHeader({ alg: "RS256", typ: "dpop+jwt", jwk: key.publicJwk }).sign(rsa),
      "P-384": (_, honest) =>
        new SignJWT({ ...honest }).setProtectedHeader({ alg: "ES384", typ: "dpop+jwt", jwk: jwk384 }).sign(p384),
      "a private key": privateShown,
      "another type": (key, honest) => key.sign(honest, { typ: "jwt" }),
      "no key": (key, honest) => key.sign(honest, { jwk: undefined }),
      "an extension that must be understood": (key, honest) => key.sign(honest, { crit: ["b64"], b64: true }),
      "a signature of another length": async (key, honest) => `${await key.sign(honest)}AAAA`,
      "padding, which JWS has none of": async (key, honest) => `${await key.sign(honest)}==`,
      "a changed word": async (key, honest) => (await key.sign(honest)).replace(/\.(.)/, ".f"),
      "no signature": async (key, honest) => unsigned(key, honest),
      nothing: async () => "",
      "three dots": async () => "a.b.c",
      "a long one": async () => "x".repeat(5_000),
    };
    for (const [name, prove] of Object.entries(wrong)) expect(verdict(await call(prove)), name).toBe("401 E_PROOF");
  });

  it("is asked for at each step of sign-in, where one made for a signed-in call does not serve", async () => {
    const body = { device: "device-1" };
    const withHash = claimed(() => ({ ath: "x".repeat(43) }));
    expect(verdict(await ask(platform, "auth.challenge", { body, prove: withHash }))).toBe("401 E_PROOF");
    expect(verdict(await ask(platform, "auth.challenge", { body, prove: async () => "" }))).toBe("401 E_PROOF");
    expect(verdict(await ask(platform, "auth.challenge", { body }))).toBe("200");
    for (const name of ["auth.certificate", "auth.sms", "session.create", "session.refresh"] as const)
      expect(verdict(await ask(platform, name, { body: {}, prove: async () => "" })), name).toBe("401 E_PROOF");
  });

  it("has to name a nonce of this platform, which lives for minutes and is handed out with every answer", async () => {
    const before = await platform.app.inject({ method: "GET", url: "/time" });
    const nonce = String(before.headers["dpop-nonce"]);
    expect(nonce).toMatch(/^[\w-]{43}$/);
    const naming = claimed(() => ({ nonce }));
    expect(verdict(await call(naming))).toBe("200");
    platform.pass(11 * 60_000);
    expect(verdict(await desk.ask("items.list", { prove: naming }))).toBe("401 E_PROOF");
    const told = await platform.app.inject({
      method: "POST",
      url: "/auth/challenge",
      headers: { dpop: await nonceless(desk.proofKey) },
      payload: { device: "device-1" },
    });
    expect(told.headers["www-authenticate"]).toBe('DPoP error="use_dpop_nonce"');
    expect(told.headers["dpop-nonce"]).not.toBe(nonce);
  });
});

const privateShown: Prove = async (_, honest) => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), d: (await exportJWK(privateKey)).d };
  return new SignJWT({ ...honest }).setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk }).sign(privateKey);
};

function unsigned({ publicJwk }: TestProofKey, honest: ProofClaims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", typ: "dpop+jwt", jwk: publicJwk })}.${part(honest)}.`;
}

function nonceless(key: TestProofKey): Promise<string> {
  const iat = Math.floor(platform.services.clock().getTime() / 1_000);
  return key.sign({ htm: "POST", htu: "http://localhost/auth/challenge", iat, jti: "j".repeat(20) });
}

describe("the form of a signature", () => {
  it("refuses a signature that is DER where JWS wants r and s", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const prove: Prove = async (_, honest) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const jwk = publicKey.export({ format: "jwk" });
      const input = `${part({ alg: "ES256", typ: "dpop+jwt", jwk })}.${part(honest)}`;
      return `${input}.${signRaw("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
    };
    expect(verdict(await call(prove))).toBe("401 E_PROOF");
  });
});
