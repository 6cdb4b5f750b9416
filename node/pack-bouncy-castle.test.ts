import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rootsOf } from "../shared/trust/anchors";
import type { KeyKind } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import { pkcs7, shapedCms } from "./testing/cms-shape";
import { article, person } from "./testing/manuscript";
import { Review } from "./testing/review";
import { describeWith, needed } from "./testing/tools";
import { unpack } from "./testing/unpack";

const jars = ["bcprov", "bcpkix", "bcutil"].map((name) => `/usr/share/java/${name}.jar`);
const source = fileURLToPath(new URL("testing/verify-pack.java", import.meta.url));

describeWith(["java", ...jars], "an evidence pack in the hands of BouncyCastle (S6, S9)", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-castle-"));
  let roots: readonly string[] = [];

  /** Two of the three sign with SM2, once under each family of names. */
  beforeAll(async () => {
    const kinds: Readonly<Record<string, KeyKind>> = { zhao: "sm2", sun: "sm2", wu: "p256" };
    const kindOf = (personId: string) => kinds[personId];
    const review = await Review.begin("luan", { kinds: ["rsa", "p256", "sm2"], kindOf, intermediate: true });
    await review.writes(person("wang", "编辑员"), article("自2026年12月1日起照常办公。"));
    await review.signs(person("zhao", "编辑员"));
    const own = review.sign;
    review.sign = async (content, { key, signer }, at) => {
      const order = { key, kind: "sm2", chain: signer.chain, at: new Date(at) } as const;
      const names = { family: pkcs7, digestName: oids.sm3, signatureName: oids.sm2WithSm3 };
      return shapedCms(content, order, { ...names, withNull: false, attributes: true, attached: false });
    };
    await review.signs(person("sun", "审核员"));
    review.sign = own;
    await review.signs(person("wu", "相关负责人"));
    unpack(await review.pack(), folder);
    roots = rootsOf(review.city.anchors).map((der, i) => {
      const place = path.join(folder, `root-${i}.cer`);
      writeFileSync(place, der);
      return place;
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (): { readonly ok: boolean; readonly lines: readonly string[] } => {
    const args = ["-cp", jars.join(path.delimiter), source, folder, ...roots];
    const { status, stdout, stderr } = spawnSync(needed("java"), args, { encoding: "utf8" });
    return { ok: status === 0, lines: `${stdout}${stderr}`.trim().split("\n") };
  };

  it("PKI-43: every signature holds as it lies there: SM2 under both families of names, P-256, and the platform's RSA", () => {
    const { ok, lines } = verify();
    expect(lines.filter((line) => !line.startsWith("OK "))).toEqual([]);
    expect(ok).toBe(true);
    expect(lines).toContain(`OK statements/001.p7s ${oids.sm2Sign}`);
    expect(lines).toContain(`OK statements/002.p7s ${oids.sm2WithSm3}`);
    expect(lines).toContain(`OK statements/003.p7s ${oids.ecdsaSha256}`);
    expect(lines).toContain(`OK manifest.p7s ${oids.rsa}`);
  });

  it("PKI-43: and none holds once its content is another", () => {
    writeFileSync(path.join(folder, "statements", "001.json"), "{}");
    const { ok, lines } = verify();
    expect(ok).toBe(false);
    expect(lines.filter((line) => line.startsWith("FAIL "))).toHaveLength(1);
    expect(lines.some((line) => line.startsWith("FAIL statements/001.p7s"))).toBe(true);
  });
});
