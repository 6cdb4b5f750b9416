import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newDocumentKey, signDocument } from "../../node/document-key";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { routes } from "../../shared/http/routes";
import { type Desk, signIn, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";

let platform: TestPlatform;
let admin: Desk;
let author: Desk;
let stranger: Desk;

beforeAll(async () => {
  platform = await openTestPlatform();
  admin = await signIn(platform, "luan", "方亦舟");
  author = await signIn(platform, "luan", "林初晴");
  stranger = await signIn(platform, "tongnan", "江雨眠");
});
afterAll(() => platform.close());

const key = newDocumentKey({ keyId: "policy-2026", algorithm: "ed25519" });
const documentOf = (serial: number, more: object = {}): string =>
  JSON.stringify({ level: "unit", site: "luan", serial, issuedAt: "2026-11-20T00:00:00.000Z", ...more });
const signatureOf = (document: string): string => JSON.stringify(signDocument(utf8(document), "policy", [key]));

const upload = (desk: Desk, document: string, signature: string | null = signatureOf(document)) =>
  desk.ask("policy.upload", { body: { document, signature } });
const offered = async (desk: Desk, known?: string) =>
  routes["policy.read"].reply.parse(
    (await desk.ask("policy.read", known === undefined ? {} : { query: { known } })).body,
  );

describe("the unit's policy on the platform (L4, BD-2)", () => {
  it("LA-42: is changed by 系统管理 alone, and given to the site's own people as it was signed", async () => {
    expect(await offered(author)).toEqual({ hash: null, policy: null });
    const document = documentOf(1, { idleLockMinutes: 3 });
    expect(verdict(await upload(author, document))).toBe("403 E_PERM");
    expect(verdict(await upload(admin, document))).toBe("200");
    expect(await offered(author)).toEqual({
      hash: digestOf(utf8(document)),
      policy: { document, signature: signatureOf(document) },
    });
    expect(await offered(stranger)).toEqual({ hash: null, policy: null });
  });

  it("answers with the hash alone when the workstation has it already", async () => {
    const { hash } = await offered(author);
    expect(await offered(author, hash ?? "")).toEqual({ hash, policy: null });
    expect((await offered(author, digestOf(utf8("another")))).policy).not.toBeNull();
  });

  it("BD-2: takes no older issue, no other one of the same serial, none of another site and none that is faulty", async () => {
    expect(verdict(await upload(admin, documentOf(5)))).toBe("200");
    expect(verdict(await upload(admin, documentOf(5)))).toBe("200");
    expect(verdict(await upload(admin, documentOf(4)))).toBe("409 E_POLICY_OLD");
    expect(verdict(await upload(admin, documentOf(5, { idleLockMinutes: 9 })))).toBe("409 E_POLICY_OLD");
    expect(verdict(await upload(admin, documentOf(6, { site: "tongnan" })))).toBe("422 E_POLICY_INVALID");
    expect(verdict(await upload(admin, documentOf(6, { platformUrl: "https://evil.example.com" })))).toBe(
      "422 E_POLICY_INVALID",
    );
    expect(verdict(await upload(admin, documentOf(6, { idleLockMinutes: 60 })))).toBe("422 E_POLICY_INVALID");
    expect((await offered(author)).hash).toBe(digestOf(utf8(documentOf(5))));
  });

  it("BD-2: a signature for something else is none", async () => {
    const document = documentOf(7);
    const release = JSON.stringify(signDocument(utf8(document), "release", [key]));
    expect(verdict(await upload(admin, document, release))).toBe("422 E_PROFILE");
    expect(verdict(await upload(admin, document, "{}"))).toBe("422 E_PROFILE");
  });
});
