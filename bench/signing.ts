/** Sign-in, one review signature end to end, and the verdict on a pack of ten statements, beside bare library calls. */
import { createPublicKey, sign, verify } from "node:crypto";
import { sm2 } from "sm-crypto-v2";
import type { IssuedKey } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { newSoftKey, spkiOf } from "../node/soft-key";
import { mutated, randomFrom } from "../node/testing/mutation";
import { refusalOf } from "../node/testing/refusal";
import { nameOfCertificate } from "../platform/identity/certificate-name";
import { type Desk, signInWith, succeeded } from "../platform/testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../platform/testing/platform";
import { newItem, notice, revise, statementFor } from "../platform/testing/work";
import { fromBase64, utf8 } from "../shared/bytes";
import { verifyDetached } from "../shared/trust/cms";
import type { KeyKind } from "../shared/trust/key-kind";
import { receipt } from "../shared/trust/receipt";
import { verifyPack } from "../shared/trust/verdict";
import { readCertificate } from "../shared/trust/x509";
import { figureLine, printFigures } from "./figure";
import { tenStatements } from "./ten-statements";
import { type BenchToken, softHsmToken, softSkfToken } from "./token";

const RUNS = 21;
const NAME = "林初晴";
const HOUR = 3_600_000;

export async function signing(): Promise<void> {
  await bare();
  const platform = await openTestPlatform();
  try {
    await online(platform, "rsa", softHsmToken);
    await online(platform, "sm2", softSkfToken);
  } finally {
    await platform.close();
  }
  for (const kind of ["rsa", "p256", "sm2"] as const) await packs(kind);
}

/** The libraries themselves, without a file format, a token or a platform. */
async function bare(): Promise<void> {
  const data = utf8("x".repeat(1_000));
  const rsa = await newSoftKey("rsa");
  if (!("type" in rsa)) throw new Error("an RSA key is Node's");
  const value = sign("sha256", data, rsa);
  const open = createPublicKey({ key: Buffer.from(spkiOf(rsa)), format: "der", type: "spki" });
  const pair = sm2.generateKeyPairHex();
  const signature = sm2.doSignature(data, pair.privateKey, { hash: true, publicKey: pair.publicKey });
  await printFigures([
    { name: "bare: RSA-2048 sign (node:crypto)", runs: RUNS, work: () => sign("sha256", data, rsa) },
    { name: "bare: RSA-2048 verify (node:crypto)", runs: RUNS, work: () => verify("sha256", data, open, value) },
    {
      name: "bare: SM2 sign (sm-crypto-v2)",
      runs: RUNS,
      work: () => sm2.doSignature(data, pair.privateKey, { hash: true, publicKey: pair.publicKey }),
    },
    {
      name: "bare: SM2 verify (sm-crypto-v2)",
      runs: RUNS,
      work: () => sm2.doVerifySignature(data, signature, pair.publicKey, { hash: true }),
    },
  ]);
}

type OpenToken = (key: IssuedKey) => Promise<BenchToken>;

/** With a platform in this process and a token in its signer process. */
async function online(platform: TestPlatform, kind: KeyKind, openToken: OpenToken): Promise<void> {
  const key = await boundKey(platform, kind);
  const token = await openToken(key);
  const label = `${kind.toUpperCase()} on a token`;
  try {
    await token.signer.sign(utf8("first use loads the library"));
    await printFigures([
      { name: `${label}: PIN, one value, logout`, runs: RUNS, work: () => token.signer.sign(utf8("审签书")) },
    ]);
    await signIns(platform, token, label);
    await reviews(platform, token, label);
  } finally {
    await token.close();
  }
}

/** A key of the person whose certificate the platform knows. */
async function boundKey(platform: TestPlatform, kind: KeyKind): Promise<IssuedKey> {
  const { authority, city } = cityOf(platform, "luan");
  const { person, accountId, key } = personOf(cityOf(platform, "luan"), NAME);
  if (kind === "rsa") return key;
  const issued = await authority.issuePerson({ name: NAME, unitName: city.units[person.unit], kind });
  const named = nameOfCertificate(readCertificate(issued.certificate));
  await platform.services.store.db
    .insertInto("certificates")
    .values({ ...named, account_id: accountId })
    .execute();
  return issued;
}

const deskOf = (platform: TestPlatform, { signer }: BenchToken): Promise<Desk> =>
  signInWith(platform, personOf(cityOf(platform, "luan"), NAME), signer);

/** Challenge, signature, certificate, code, session: all but the wait for the SMS. */
async function signIns(platform: TestPlatform, token: BenchToken, label: string): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    // Codes are limited by the hour, lists are then asked for again: the slowest way in.
    platform.pass(HOUR);
    const begun = performance.now();
    await deskOf(platform, token);
    if (run > 0) times.push(performance.now() - begun);
  }
  console.log(figureLine(`${label}: sign-in without the SMS wait`, times));
}

/** From the typed PIN to a receipt that was verified: token, CMS, own check, platform with its machine pass, receipt. */
async function reviews(platform: TestPlatform, token: BenchToken, label: string): Promise<void> {
  platform.pass(HOUR);
  const desk = await deskOf(platform, token);
  const [whole, made]: [number[], number[]] = [[], []];
  for (let run = 0; run <= RUNS; run += 1) {
    const itemId = newItem();
    await revise(platform, desk, { itemId, content: notice() });
    const prepared = await statementFor(desk, itemId);
    const begun = performance.now();
    const signed = await desk.signStatement(prepared.said);
    const trust = { anchors: desk.site.anchors, check: nodeCheck, at: prepared.said.signedAt } as const;
    verifyDetached(utf8(signed.statement), fromBase64(signed.signature), { ...trust, purpose: "review" });
    const signedAfter = performance.now() - begun;
    const body = { signed, ledger: prepared.ledger };
    const answer = succeeded(await desk.ask("items.review", { params: { itemId }, body })).receipt;
    const { at } = receipt.parse(JSON.parse(answer.receipt));
    verifyDetached(utf8(answer.receipt), fromBase64(answer.signature), { ...trust, at, purpose: "receipt" });
    if (run === 0) continue;
    whole.push(performance.now() - begun);
    made.push(signedAfter);
  }
  console.log(figureLine(`${label}: one review signature, made and verified on the desk`, made));
  console.log(figureLine(`${label}: one review signature end to end`, whole));
}

async function packs(kind: KeyKind): Promise<void> {
  const review = await tenStatements(kind);
  const pack = await review.pack();
  const { anchors } = review.city;
  const random = randomFrom(1);
  await printFigures([
    {
      name: `verify a pack of 10 ${kind.toUpperCase()} statements`,
      runs: RUNS,
      work: () => verifyPack(pack, anchors, nodeCheck),
    },
    {
      name: `refuse such a pack with one changed byte`,
      runs: RUNS * 5,
      work: () => refusalOf(() => verifyPack(mutated(pack, random(pack.length), random), anchors, nodeCheck)),
    },
  ]);
}
