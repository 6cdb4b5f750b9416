import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { readAnchors } from "../shared/trust/anchors";
import { signDetached } from "../shared/trust/cms";
import { parseSignedData } from "../shared/trust/cms-parse";
import { oids } from "../shared/trust/oids";
import { readPack } from "../shared/trust/pack-read";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { nodeCheck } from "./signature-check";
import { gm, pkcs7, shapedCms } from "./testing/cms-shape";
import { article, person } from "./testing/manuscript";
import { ocspAnswer } from "./testing/ocsp-answer";
import { founded, luanReview, Review } from "./testing/review";

const HOUR = 60;
const later = (minutes: number): Date => new Date(founded.getTime() + minutes * 60_000);
const verdictOf = async (review: Review, change: Parameters<Review["pack"]>[0] = {}): Promise<PackVerdict> =>
  verifyPack(await review.pack(change), review.city.anchors, nodeCheck);
const failing = ({ checks }: PackVerdict): string[] => checks.filter(({ ok }) => !ok).map(({ name }) => name);
const begun = async (): Promise<Review> =>
  (await Review.begin("luan")).writes(person("wang", "编辑员"), article("正文。"));

async function finished(open: Review): Promise<Review> {
  await open.signs(person("sun", "审核员"));
  await open.signs(person("wu", "相关负责人"));
  return open;
}

describe("a pack of the first format", () => {
  const file = (name: string): Uint8Array => readFileSync(new URL(`testing/packs/${name}`, import.meta.url));

  it("written before there were counter-stamps still verifies, and says what it does not carry (S9, S11)", () => {
    const anchors = readAnchors(file("format-1.anchors.json").toString());
    const verdict = verifyPack(Uint8Array.from(file("format-1.cbpack")), anchors, nodeCheck);
    expect(failing(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, phase: "已发布" });
    expect(verdict.rows).toHaveLength(5);
    expect(verdict.rows.every(({ stamped, revocation }) => !stamped && !revocation.known)).toBe(true);
    expect(verdict.checks.filter(({ caution }) => caution).map(({ name }) => name)).toEqual(["审计检查点", "吊销状态"]);
  });
});

describe("a signature made without a connection (S8)", () => {
  it("carries the nonce of the platform and shows both times: the signer's claim and the counter-stamped arrival", async () => {
    const open = await begun();
    await open.signs(person("zhao", "编辑员"));
    open.delay = 26 * HOUR;
    await finished(open);
    const verdict = await verdictOf(open);
    expect(failing(verdict)).toEqual([]);
    const [connected, away] = verdict.rows;
    expect(connected).toMatchObject({ offline: false, stamped: true });
    expect(away).toMatchObject({ offline: true, stamped: true });
    expect(Date.parse(away?.receivedAt ?? "") - Date.parse(away?.signedAt ?? "")).toBeGreaterThan(25 * HOUR * 60_000);
    const nonces = readPack(await open.pack()).statements.map(({ value }) => value.nonce);
    expect(new Set(nonces).size).toBe(3);
  });

  it("is bound to its arrival byte for byte: another valid signature by the same key in its place is refused", async () => {
    const review = await luanReview();
    const [first, ...rest] = review.parts().statements;
    const bytes = utf8(first?.statement ?? "");
    const { signer } = await review.keyOf(person("zhao"));
    const again = await signDetached(bytes, signer, later(3));
    const statements = [{ statement: first?.statement ?? "", signature: toBase64(again) }, ...rest];
    const verdict = await verdictOf(review, { statements });
    expect(verdict.rows[0]?.valid).toBe(true);
    expect(failing(verdict)).toEqual(["平台回签"]);
  });

  it("cannot lose its stamp: a plain receipt among stamped ones is refused", async () => {
    const review = await luanReview();
    const receipts = await Promise.all(
      review.parts().receipts.map(async (one, i) => {
        if (i !== 2) return one;
        const { signatureHash: _, historyHead: __, revocation: ___, ...plain } = JSON.parse(one.receipt);
        return review.signReceipt({ ...plain, type: "caibian-receipt/1" });
      }),
    );
    expect(failing(await verdictOf(review, { receipts }))).toEqual(["平台回签"]);
  });
});

describe("a certificate that ended (S11)", () => {
  const shortLived = (open: Review) =>
    open.city.issuePerson({ name: "赵初审", unitName: "办公室", notAfter: later(HOUR) });

  it("still proves what it signed before, long after its last day", async () => {
    const open = await begun();
    await open.signs(person("zhao", "编辑员"), {}, await shortLived(open));
    open.delay = 3 * 24 * HOUR;
    expect(failing(await verdictOf(await finished(open)))).toEqual([]);
  });

  it("proves nothing that arrived after its last day, whatever time the signer claims", async () => {
    const open = await begun();
    open.delay = 2 * HOUR;
    await open.signs(person("zhao", "编辑员"), {}, await shortLived(open));
    open.delay = 0;
    const [row] = (await verdictOf(await finished(open))).rows;
    expect(row).toMatchObject({ valid: false, reason: expect.stringContaining("已过期") });
  });
});

describe("revocation in a pack (PKI-8)", () => {
  async function revoked(minutes: number): Promise<Review> {
    const open = await begun();
    const { certificate } = await open.keyOf(person("zhao"));
    open.city.revoke(certificate, later(minutes), 1);
    open.crls = open.city.crls(founded);
    await open.signs(person("zhao", "编辑员"));
    return finished(open);
  }

  it("says for every signature by which list its certificate stood when it arrived", async () => {
    const verdict = await verdictOf(await luanReview());
    expect(verdict.rows.every(({ revocation }) => revocation.known)).toBe(true);
    expect(verdict.checks.at(-1)).toEqual({
      name: "吊销状态",
      ok: true,
      caution: false,
      detail: "3 份签名的证书在平台收到时均未吊销",
    });
  });

  it("makes a signature invalid that arrived after the revocation, and leaves one that arrived before", async () => {
    const late = await verdictOf(await revoked(0));
    expect(late.rows[0]).toMatchObject({ valid: false, reason: "证书已于 2026-11-02 被吊销：密钥泄露" });
    expect(failing(late)).toEqual(["签名与证书"]);
    expect(failing(await verdictOf(await revoked(HOUR)))).toEqual([]);
  });

  it("is a caution, not a fault, where the platform had no list; and a fault where the named list is gone or foreign", async () => {
    const bare = await begun();
    bare.crls = [];
    await bare.signs(person("zhao", "编辑员"));
    const verdict = await verdictOf(await finished(bare));
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.checks.at(-1)).toMatchObject({ name: "吊销状态", caution: true });
    const review = await luanReview();
    const gone = await verdictOf(review, { revocation: { crls: [], ocsp: [] } });
    expect(gone.rows[0]?.reason).toBe("回执所指的吊销数据不在证据包中");
    const { revocation } = review.parts();
    const more = await verdictOf(review, {
      revocation: { ...revocation, crls: [...revocation.crls, ...review.city.crls(later(5))] },
    });
    expect(failing(more)).toEqual(["吊销状态"]);
    const foreign = await (await Review.begin("luan")).writes(person("wang", "编辑员"), article("正文。"));
    foreign.crls = review.crls;
    await foreign.signs(person("zhao", "编辑员"));
    expect((await verdictOf(await finished(foreign))).rows[0]?.reason).toContain("吊销列表");
  });

  it("goes by an OCSP answer as well, and refuses the pack when one byte of it is another (PKI-9)", async () => {
    const answered = async (revokedAt: Date | null): Promise<Review> => {
      const open = await begun();
      const { certificate } = await open.keyOf(person("zhao"));
      const { issuer } = open.city.hierarchy();
      const lists = open.crls;
      [open.crls, open.ocsp] = [[], [ocspAnswer({ certificate, issuer, at: founded, revokedAt })]];
      await open.signs(person("zhao", "编辑员"));
      [open.crls, open.ocsp] = [lists, []];
      return finished(open);
    };
    const good = await answered(null);
    const verdict = await verdictOf(good);
    expect(failing(verdict)).toEqual([]);
    expect(verdict.rows[0]?.revocation).toEqual({ known: true, text: "平台收到时未吊销（查询应答 1 份）" });
    expect((await verdictOf(await answered(founded))).rows[0]?.reason).toBe("证书已于 2026-11-02 被吊销");
    const [answer = new Uint8Array()] = good.parts().revocation.ocsp;
    for (let place = 0; place < answer.length; place += 41) {
      const ocsp = [answer.with(place, (answer[place] ?? 0) ^ 0x01)];
      const changed = await verdictOf(good, { revocation: { ...good.parts().revocation, ocsp } });
      expect(changed.ok, `byte ${place}`).toBe(false);
    }
  });

  it("does not take a list that was out of date when the signature arrived", async () => {
    const open = await begun();
    open.delay = 9 * 24 * HOUR;
    await open.signs(person("zhao", "编辑员"));
    open.delay = 0;
    open.crls = open.city.crls(later(9 * 24 * HOUR));
    const [row] = (await verdictOf(await finished(open))).rows;
    expect(row).toMatchObject({ valid: false, reason: "吊销列表已过时" });
  });
});

describe("three kinds of key in one pack (S6)", () => {
  it("verify beside each other below their own roots, and every row names its kind", async () => {
    const kinds = ["rsa", "p256", "sm2"] as const;
    const kindOf = (personId: string) => (({ zhao: "rsa", sun: "p256", wu: "sm2" }) as const)[personId];
    const open = await Review.begin("luan", { kinds, kindOf, intermediate: true });
    await open.writes(person("wang", "编辑员"), article("正文。"));
    await open.signs(person("zhao", "编辑员"));
    const verdict = await verdictOf(await finished(open));
    expect(failing(verdict)).toEqual([]);
    expect(verdict.rows.map(({ certificate }) => certificate?.algorithm)).toEqual(["RSA", "P-256", "SM2"]);
    const signatures = readPack(await open.pack()).statements.map(({ signature }) => parseSignedData(signature));
    expect(new Set(signatures.map(({ signer }) => signer.signatureName)).size).toBe(3);
    expect(canonicalJson(verdict.rows.map(({ stamped }) => stamped))).toBe("[true,true,true]");
  });

  it.each([
    ["301.1 under the names of GM/T 0010", gm, oids.sm2Sign],
    ["501 under the names of PKCS#7", pkcs7, oids.sm2WithSm3],
  ])("verify with SM2 signatures named %s", async (_name, family, signatureName) => {
    const open = await Review.begin("luan", { kinds: ["rsa", "sm2"], kindOf: () => "sm2" });
    const shape = { family, digestName: oids.sm3, signatureName, withNull: false, attributes: true, attached: false };
    open.sign = async (content, { key, signer }, at) =>
      shapedCms(content, { key, kind: "sm2", chain: signer.chain, at: new Date(at) }, shape);
    await open.writes(person("wang", "编辑员"), article("正文。"));
    await open.signs(person("zhao", "编辑员"));
    expect(failing(await verdictOf(await finished(open)))).toEqual([]);
    const [first] = readPack(await open.pack()).statements;
    expect(parseSignedData(first?.signature ?? new Uint8Array())).toMatchObject({ family, signer: { signatureName } });
  });
});
