/** AU-6 at sign-in (LA-41.3a): key and PIN may be right; from outside the city's extranet they are worth nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { loginSigningInput } from "../../shared/trust/login";
import type { Connection } from "../network-floor";
import { isOwnAddress } from "../own-address";
import type { Services } from "../services";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { loginByCertificate } from "./certificate-login";
import { openChallenge } from "./challenge";

let platform: TestPlatform;
/** The same platform as it would be outside the demo city. */
let services: Services;
beforeAll(async () => {
  platform = await openTestPlatform();
  services = { ...platform.services, demo: false };
});
afterAll(() => platform.close());

const proof = { jkt: "j".repeat(43), base: "https://cms.test" };

async function login(connection: Connection): Promise<string> {
  const { signer } = personOf(cityOf(platform, "luan"), "林初晴").key;
  const [own = new Uint8Array()] = signer.chain;
  const device = "device-1";
  const challenge = await openChallenge(services, { device, proof, address: connection.address });
  const { jkt } = proof;
  const statement = { type: "caibian-login/1" as const, ...challenge, device, certificate: digestOf(own), jkt };
  const given = {
    statement: canonicalJson(statement),
    signature: toBase64(await signer.sign(loginSigningInput(statement))),
    chain: signer.chain.map(toBase64),
  };
  try {
    return (await loginByCertificate(services, given, { proof, connection })).maskedPhone;
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe("AU-6: a sign-in with the right key", () => {
  it("passes from the extranet over TLS, and is E_NET from a public address or in clear", async () => {
    expect(await login({ address: "203.0.113.9", encrypted: true })).toBe("E_NET");
    expect(await login({ address: "10.20.30.40", encrypted: false })).toBe("E_NET");
    expect(await login({ address: "127.0.0.1", encrypted: true })).toBe("E_NET");
    expect(await login({ address: "10.20.30.40", encrypted: true })).toMatch(/^1\d\d\*{4}\d{4}$/);
  });
});

describe("the platform's own address", () => {
  const at = (url: string, path: string, demo: boolean, audience = "https://cms.test") =>
    isOwnAddress(new URL(url), path, { audience, demo });

  it("is the configured one, path included, and in the demo city any port of this machine", () => {
    expect(at("https://cms.test/items", "/items", false)).toBe(true);
    expect(at("https://cms.test/cms/items", "/items", false, "https://cms.test/cms")).toBe(true);
    expect(at("http://127.0.0.1:4711/items", "/items", true)).toBe(true);
    expect(at("http://[::1]:4711/items", "/items", true)).toBe(true);
  });

  it("is no other name, port, scheme or path", () => {
    for (const url of ["http://cms.test/items", "https://cms.test:8443/items", "https://cms.test.evil/items"])
      expect(at(url, "/items", false), url).toBe(false);
    expect(at("https://cms.test/other/items", "/items", false)).toBe(false);
    expect(at("http://127.0.0.1/items", "/items", false)).toBe(false);
    expect(at("http://127.0.0.1/x/items", "/items", true)).toBe(false);
    expect(at("http://evil.example/items", "/items", true)).toBe(false);
  });
});
