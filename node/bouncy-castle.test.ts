import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { signDetached } from "../shared/trust/cms";
import { verifyForeign } from "../shared/trust/cms-foreign";
import type { KeyKind } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { pkcs8Of } from "./soft-key";
import { cfca, gm, pkcs7, type Shape, shapedCms } from "./testing/cms-shape";
import { refusalOf } from "./testing/refusal";
import { describeWith, needed } from "./testing/tools";

const jars = ["bcprov", "bcpkix", "bcutil"].map((name) => `/usr/share/java/${name}.jar`);
const kinds: readonly KeyKind[] = ["rsa", "p256", "sm2"];
const at = new Date("2026-11-22T08:00:00.000Z");
const content = utf8("关于开展安全生产检查的通知");
const other = utf8("关于开展安全生产检查的通告");

describeWith(["java", "javac", ...jars], "PKI-43: BouncyCastle", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-bouncy-"));
  let city: CityAuthority;
  const people = new Map<KeyKind, IssuedKey>();

  beforeAll(async () => {
    const source = path.join(import.meta.dirname, "testing", "BouncyCheck.java");
    const compiled = spawnSync(needed("javac"), ["-cp", jars.join(":"), "-d", folder, source], { encoding: "utf8" });
    if (compiled.status !== 0) throw new Error(compiled.stderr);
    city = await foundCity({ site: "luan", name: "六安市", at, kinds: ["rsa", "p256", "sm2"] });
    for (const kind of kinds) people.set(kind, await city.issuePerson({ name: "张晓岚", unitName: "办公室", kind }));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const person = (kind: KeyKind): IssuedKey => {
    const found = people.get(kind);
    if (found === undefined) throw new Error(kind);
    return found;
  };
  let files = 0;
  const file = (bytes: Uint8Array): string => {
    files += 1;
    const place = path.join(folder, `${files}.bin`);
    writeFileSync(place, bytes);
    return place;
  };
  const ask = (...questions: readonly string[]): readonly string[] => {
    const args = ["-cp", [...jars, folder].join(":"), "BouncyCheck"];
    const { stdout, stderr } = spawnSync(needed("java"), args, { input: questions.join("\n"), encoding: "utf8" });
    const answers = stdout.trim().split("\n");
    if (answers.length !== questions.length) throw new Error(stderr);
    return answers;
  };
  const shaped = (shape: Shape): Uint8Array => {
    const { key, signer } = person("sm2");
    return shapedCms(content, { key, kind: "sm2", chain: signer.chain, at }, shape);
  };

  it("verifies ours of each kind, SM2 under 301.1 and under 501 with both families of OIDs, and CFCA's shape", async () => {
    const ours = await Promise.all(kinds.map((kind) => signDetached(content, person(kind).signer, at)));
    const shapes: readonly Shape[] = [
      { ...cfca, family: pkcs7, signatureName: oids.sm2WithSm3, attributes: true, withNull: false },
      { ...cfca, family: gm, signatureName: oids.sm2WithSm3, attributes: true, withNull: false },
      cfca,
    ];
    const all = [...ours, ...shapes.map(shaped)].map(file);
    expect(ask(...all.map((p7s) => `cms ${p7s} ${file(content)}`))).toEqual(all.map(() => "true"));
    const changed = ask(...all.map((p7s) => `cms ${p7s} ${file(other)}`));
    // Where attributes are signed, BouncyCastle throws over the digest; the value itself it answers with false.
    for (const answer of changed) expect(answer).toMatch(/^(?:false|error .*message-digest attribute value)/);
  });

  it("verifies the certificates and revocation lists of each authority, each under its own only", () => {
    city.revoke(person("sm2").certificate, at, 1);
    const lists = city.crls(at);
    const questions = kinds.flatMap((kind, i) => {
      const root = file(city.hierarchy(kind).root.certificate);
      return [`certificate ${file(person(kind).certificate)} ${root}`, `crl ${file(lists[i] ?? content)} ${root}`];
    });
    expect(ask(...questions)).toEqual(questions.map(() => "true"));
    const mine = file(city.hierarchy("sm2").root.certificate);
    const changed = Uint8Array.from(person("sm2").certificate);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(ask(`certificate ${file(changed)} ${mine}`)).toEqual(["false"]);
  });

  it("makes CMS files that ours takes as foreign ones, of each kind", () => {
    const names = { rsa: "SHA256withRSA RSA", p256: "SHA256withECDSA EC", sm2: "SM3withSM2 EC" } as const;
    const trust = { anchors: city.anchors, at: at.toISOString(), check: nodeCheck, purpose: "review" } as const;
    const out = kinds.map((kind) => path.join(folder, `${kind}.p7s`));
    const questions = kinds.map((kind, i) => {
      const { key, certificate } = person(kind);
      return `sign ${names[kind]} ${file(pkcs8Of(key))} ${file(certificate)} ${file(content)} ${out[i]}`;
    });
    expect(ask(...questions)).toEqual(kinds.map(() => "made"));
    for (const place of out) {
      const theirs = Uint8Array.from(readFileSync(place));
      expect(refusalOf(() => verifyForeign(theirs, content, trust))).toBeNull();
      expect(refusalOf(() => verifyForeign(theirs, other, trust))?.code).toBe("E_HASH");
    }
  });
});
