import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../shared/canonical";
import { digestOf } from "../shared/digest";
import type { LoginStatement } from "../shared/http/session";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { verifyForeign } from "../shared/trust/cms-foreign";
import { parseSignedData } from "../shared/trust/cms-parse";
import type { KeyKind } from "../shared/trust/key-kind";
import { type LoginProof, loginSigningInput, verifyLogin } from "../shared/trust/login";
import type { Signer } from "../shared/trust/port";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { refusalOf } from "./testing/refusal";

const at = "2026-11-22T08:00:00.000Z";

describe.each(["rsa", "p256", "sm2"] as const)("login statements, %s", (kind: KeyKind) => {
  let city: CityAuthority;
  let person: IssuedKey;
  beforeAll(async () => {
    city = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: [kind], intermediate: true });
    person = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  });

  const statementOf = (certificate: Uint8Array): LoginStatement => ({
    type: "caibian-login/1",
    challengeId: "c1",
    nonce: "n".repeat(32),
    audience: "http://127.0.0.1:1",
    expiresAt: "2026-11-22T08:02:00.000Z",
    device: "d1",
    certificate: digestOf(certificate),
    jkt: "j".repeat(43),
  });
  const trust = () => ({ anchors: city.anchors, at, check: nodeCheck });
  const refusal = (proof: LoginProof) => refusalOf(() => verifyLogin(proof, trust()));
  const proofBy = async ({ signer }: IssuedKey, statement: LoginStatement): Promise<LoginProof> => ({
    statement: canonicalJson(statement),
    signature: await signer.sign(loginSigningInput(statement)),
    chain: signer.chain,
  });

  it("verify with the login key and give back statement, certificate and the path for the revocation check", async () => {
    const proof = await proofBy(person, statementOf(person.certificate));
    const { certificate, path, statement } = verifyLogin(proof, trust());
    expect(certificate.subject.commonName).toBe("张晓岚");
    expect(statement.device).toBe("d1");
    expect(path).toHaveLength(3);
    expect(refusal({ ...proof, statement: proof.statement.replace('"d1"', '"d2"') })?.code).toBe("E_SIGN");
    expect(refusal({ ...proof, statement: `${proof.statement} ` })?.code).toBe("E_SIGN");
    expect(refusal({ ...proof, chain: proof.chain.slice(0, 1) })?.code).toBe("E_CERT_CHAIN");
  });

  it("are refused from an expired certificate, from an encryption certificate and from another's", async () => {
    const issue = (change: object) => city.issuePerson({ name: "张晓岚", unitName: "办公室", ...change });
    const past = { notBefore: new Date("2020-01-01"), notAfter: new Date("2021-01-01") };
    const answer = async (key: IssuedKey) => refusal(await proofBy(key, statementOf(key.certificate)))?.code;
    expect(await answer(await issue({}))).toBeUndefined();
    expect(await answer(await issue(past))).toBe("E_CERT_EXPIRED");
    expect(await answer(await issue({ use: "encrypt" }))).toBe("E_CERT_USAGE");
    expect(refusal(await proofBy(person, statementOf(city.receiptKey.certificate)))?.code).toBe("E_CERT");
    const other = await issue({ name: "李代桃" });
    const borrowed = { ...(await proofBy(other, statementOf(person.certificate))), chain: person.signer.chain };
    expect(refusal(borrowed)).toEqual({ code: "E_SIGN", detail: "登录签名不成立" });
  });

  it("PKI-40: cannot be offered as an approval: a CMS around a login signature is refused", async () => {
    const input = loginSigningInput(statementOf(person.certificate));
    const asLogin: Signer = { chain: person.signer.chain, sign: () => person.signer.sign(input) };
    const cms = await signDetached(input, asLogin, at);
    const review = { ...trust(), purpose: "review" } as const;
    expect(refusalOf(() => verifyDetached(input, cms, review))).toEqual({ code: "E_SIGN", detail: "签名值不成立" });
    expect(refusalOf(() => verifyForeign(cms, input, review))?.code).toBe("E_SIGN");
    expect(input[0]).not.toBe(0x31);
  });

  it("PKI-40: cannot be made of an approval: the CMS signature value is refused as a login signature", async () => {
    const statement = statementOf(person.certificate);
    const approval = await signDetached(loginSigningInput(statement), person.signer, at);
    const { signature } = parseSignedData(approval).signer;
    const proof = { statement: canonicalJson(statement), signature, chain: person.signer.chain };
    expect(refusal(proof)).toEqual({ code: "E_SIGN", detail: "登录签名不成立" });
  });
});
