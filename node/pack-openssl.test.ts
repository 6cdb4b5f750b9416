import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rootsOf } from "../shared/trust/anchors";
import { article, person } from "./testing/manuscript";
import { type OpensslAnswer, openssl, pem } from "./testing/openssl";
import { founded, Review } from "./testing/review";
import { describeWith } from "./testing/tools";
import { unpack } from "./testing/unpack";

describeWith(["openssl"], "an evidence pack in the hands of OpenSSL (S9)", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-pack-"));
  let names: readonly string[] = [];
  let roots = "";

  beforeAll(async () => {
    const kindOf = (personId: string) => (personId === "sun" ? "p256" : "rsa");
    const review = await Review.begin("luan", { kinds: ["rsa", "p256"], kindOf, intermediate: true });
    await review.writes(person("wang", "编辑员"), article("自2026年12月1日起照常办公。"));
    await review.signs(person("zhao", "编辑员"));
    await review.signs(person("sun", "审核员"));
    await review.signs(person("wu", "相关负责人"));
    await review.releases(person("zheng", "发布员"));
    names = unpack(await review.pack(), folder);
    roots = rootsOf(review.city.anchors)
      .map((der) => pem(der, "CERTIFICATE"))
      .join("");
    writeFileSync(path.join(folder, "roots.pem"), roots);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const at = (name: string): string => path.join(folder, name);
  const signed = (): readonly string[] => names.filter((name) => name.endsWith(".p7s"));
  /** The command of docs/evidence-pack.md. */
  const verify = (signature: string, content: string, ...more: readonly string[]): OpensslAnswer =>
    openssl(
      ...["cms", "-verify", ...more, "-binary", "-inform", "DER", "-in", at(signature), "-content", at(content)],
      ...["-CAfile", at("roots.pem"), "-purpose", "any", "-attime", String(founded.getTime() / 1000 + 3_600)],
      ...["-out", "/dev/null"],
    );
  const contentOf = (signature: string): string => signature.replace(/p7s$/, "json");

  it("PKI-1, PKI-2, PKI-3: every RSA and P-256 signature verifies as it lies there, plain and with -cades", () => {
    expect(signed().filter((name) => name.startsWith("statements/"))).toHaveLength(3);
    expect(signed().length).toBeGreaterThan(8);
    for (const name of signed()) {
      expect(verify(name, contentOf(name)), name).toMatchObject({ ok: true });
      expect(verify(name, contentOf(name), "-cades"), name).toMatchObject({ ok: true });
    }
  });

  it("PKI-4: no signature verifies over the content of another", () => {
    for (const name of signed().filter((one) => one !== "statements/001.p7s")) {
      expect(verify(name, "statements/001.json"), name).toMatchObject({ ok: false });
    }
  });

  it("PKI-6: the signed attributes stand in the order that DER demands", () => {
    const { text } = openssl("asn1parse", "-inform", "DER", "-in", at("statements/001.p7s"));
    const order = ["contentType", "signingTime", "messageDigest", "id-smime-aa-signingCertificateV2"];
    const places = order.map((name) => text.search(new RegExp(`:${name}\\r?\\n`)));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it("every certificate and revocation list can be opened, and the lists are signed below the pinned roots", () => {
    for (const name of names.filter((one) => one.endsWith(".der"))) {
      const opened = openssl("x509", "-inform", "DER", "-in", at(name), "-noout", "-subject");
      expect(opened, name).toMatchObject({ ok: true });
    }
    const lists = names.filter((one) => one.endsWith(".crl"));
    expect(lists.length).toBeGreaterThan(0);
    const intermediates = names.filter((one) => one.endsWith(".der")).map((one) => at(one));
    const chain = intermediates.map((one) => openssl("x509", "-inform", "DER", "-in", one).text).join("");
    writeFileSync(at("all.pem"), chain + roots);
    for (const name of lists) {
      const answer = openssl("crl", "-inform", "DER", "-in", at(name), "-noout", "-CAfile", at("all.pem"));
      expect(answer.text, name).toContain("verify OK");
    }
  });
});
