import { beforeAll, describe, expect, it } from "vitest";
import { sameBytes } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { readArchive, writeArchive } from "../shared/trust/pack-archive";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { type CityAuthority, foundCity } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { type Forgery, forgePack, oneCharacter, reseal } from "./testing/forgery";
import { article, person } from "./testing/manuscript";
import { refusalOf } from "./testing/refusal";
import { founded, luanReview, Review } from "./testing/review";

let review: Review;
let pack: Uint8Array;
/** Another authority under the same names. */
let stranger: CityAuthority;

beforeAll(async () => {
  review = await luanReview();
  pack = await review.pack();
  stranger = await foundCity({ site: "luan", name: "六安市", at: founded });
});

const verdictOf = (bytes: Uint8Array, of: Review = review): PackVerdict =>
  verifyPack(bytes, of.city.anchors, nodeCheck);

/** Names of the failing checks; the code when the pack cannot be read at all; empty when it is accepted. */
function faults(bytes: Uint8Array, of: Review = review): string[] {
  let verdict: PackVerdict | undefined;
  const refusal = refusalOf(() => {
    verdict = verdictOf(bytes, of);
  });
  if (refusal !== null) return [refusal.code];
  return verdict?.checks.filter(({ ok }) => !ok).map(({ name }) => name) ?? [];
}

describe("an evidence pack (S9)", () => {
  it("of a whole 六安 review holds in every check and names who decided what, when, by which certificate", () => {
    const verdict = verdictOf(pack);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict).toMatchObject({
      ok: true,
      phase: "已发布",
      city: "六安市",
      contentHash: contentHash(review.content),
    });
    expect(verdict.rows.map(({ stepName, person: who, valid, standing }) => [stepName, who, valid, standing])).toEqual([
      ["初审", "赵初审", true, true],
      ["复审", "孙复审", true, true],
      ["终审", "吴终审", true, true],
    ]);
    expect(verdict.rows[0]?.certificate).toMatchObject({
      holder: "赵初审 · 市政府办公室",
      issuer: expect.stringContaining("六安市演示根证书"),
    });
  });

  it("is the same bytes when the same parts are packed again", async () => {
    expect(sameBytes(await review.pack(), pack)).toBe(true);
  });

  it("of a whole 潼南 review holds, its sample page rendered again from the content", async () => {
    const tongnan = await (await Review.begin("tongnan")).writes(person("wang", "信息员"), article("全文如下。"));
    await tongnan.signs(person("li", "信息员"));
    await tongnan.signs(person("zhao", "分管负责人"));
    await tongnan.signs(person("chen", "保密审查员"));
    await tongnan.signs(person("sun", "主要负责人"));
    await tongnan.signs(person("feng", "网站管理员"));
    await tongnan.signs(person("qian", "科室负责人"));
    await tongnan.signs(person("zhou", "分管负责人"));
    await tongnan.releases(person("zheng", "网站管理员"));
    const verdict = verdictOf(await tongnan.pack(), tongnan);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.rows).toHaveLength(7);
    const { html = "" } = { html: tongnan.parts().proof ?? "" };
    expect(faults(await tongnan.pack({ proof: html.replace("全文如下", "全文如上") }), tongnan)).toEqual(["排版样张"]);
    expect(faults(await tongnan.pack({ proof: null }), tongnan)).toEqual(["排版样张"]);
  });

  it("keeps a returned and repaired story: the voided signature is still proved, and shown as no longer standing", async () => {
    const story = await (await Review.begin("luan")).writes(person("wang", "编辑员"), article("初稿。"));
    await story.signs(person("zhao", "编辑员"));
    await story.returns(person("sun", "审核员"));
    await story.writes(person("wang", "编辑员"), article("改稿。"));
    await story.signs(person("zhao", "编辑员"));
    await story.signs(person("sun", "审核员"));
    await story.signs(person("wu", "相关负责人"));
    const verdict = verdictOf(await story.pack(), story);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.rows.map(({ decision, standing }) => [decision, standing])).toEqual([
      ["approve", false],
      ["return", true],
      ["approve", true],
      ["approve", true],
      ["approve", true],
    ]);
    expect(faults(await story.pack({ revisions: [] }), story)).toContain("各版本内容");
  });

  it("of a text that a reviewer corrected keeps the version the lower level signed, and both signatures stand (W3)", async () => {
    const story = await (await Review.begin("tongnan")).writes(person("wang", "信息员"), article("原稿。"));
    await story.signs(person("li", "信息员"));
    await story.writes(person("zhao", "分管负责人"), article("原稿，经分管负责人改定。"));
    await story.signs(person("zhao", "分管负责人"));
    await story.signs(person("chen", "保密审查员"));
    await story.signs(person("sun", "主要负责人"));
    await story.signs(person("feng", "网站管理员"));
    await story.signs(person("qian", "科室负责人"));
    await story.signs(person("zhou", "分管负责人"));
    const verdict = verdictOf(await story.pack(), story);
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(verdict.rows[0]).toMatchObject({ valid: true, standing: true });
    expect(verdict.rows[0]?.contentHash).not.toBe(verdict.contentHash);
    expect(verdict.rows[1]?.contentHash).toBe(verdict.contentHash);
  });

  it("of an unfinished review says which steps are missing", async () => {
    const open = await (await Review.begin("luan")).writes(person("wang", "编辑员"), article("初稿。"));
    await open.signs(person("zhao", "编辑员"));
    const failing = verdictOf(await open.pack(), open).checks.filter(({ ok }) => !ok);
    expect(failing).toMatchObject([{ name: "环节齐全", detail: "缺少环节：复审、终审" }]);
  });
});

const changes: readonly (readonly [string, RegExp])[] = [
  ["content.json", /每周六/],
  ["content.json", /"writer":"王/],
  ["ledgers/001.json", /"reason":"确/],
  ["history.json", /"name":"王/],
  ["history.json", /"at":"2026-11-02T00:0\d/],
  ["statements/002.json", /"note":"预/],
  ["statements/003.json", /"role":"相/],
  ["receipts/001.json", /"at":"2026-11-02T00:0\d/],
  ["receipts/004.json", /"operationId":"op-\d/],
  ["profile.json", /"siteName":"./],
  ["audit/001.json", /"event":"r/],
  ["audit/002.json", /"hash":"sha-256:./],
  ["checkpoints/001.json", /"number":\d/],
];

describe("one changed character in an evidence pack", () => {
  const forge = (file: string, pattern: RegExp, cover: Forgery["cover"]) =>
    forgePack(pack, { file, change: oneCharacter(pattern), cover });

  it.each(changes)("is refused in %s at %s as it stands", async (file, pattern) => {
    expect(faults(await forge(file, pattern, "none"))).toEqual(["E_PACK"]);
  });

  it.each(changes)("is refused in %s at %s with every unsigned hash recomputed", async (file, pattern) => {
    expect(faults(await forge(file, pattern, "hashes"))).not.toEqual([]);
  });

  it.each(changes)(
    "is refused in %s at %s when a stranger seals it again with a root of the same name",
    async (file, pattern) => {
      expect(faults(await forge(file, pattern, stranger.receiptKey.signer))).toContain("平台封签");
    },
  );

  // Receipts carry the head of the history, so that not even the platform rewrites what no person signed.
  it.each(changes)("is refused in %s at %s even when the platform itself seals it again", async (file, pattern) => {
    expect(faults(await forge(file, pattern, review.city.receiptKey.signer))).not.toEqual([]);
  });

  it("is refused at any byte of the file, always with an AppError", () => {
    for (let i = 0; i < pack.length; i += 1 + (i % 61)) {
      const changed = Uint8Array.from(pack);
      changed[i] = (changed[i] ?? 0) ^ 0x01;
      expect(faults(changed), `byte ${i}`).not.toEqual([]);
    }
  });
});

describe("a foreign or damaged file", () => {
  it("is refused as a pack: empty, cut, with bytes behind it, with a file too many or too few, compressed", async () => {
    const files = readArchive(pack);
    const without = new Map([...files].filter(([name]) => name !== "receipts/002.p7s"));
    const more = new Map([...files, ["receipts/099.json", new Uint8Array()]]);
    const orphan = new Map([...files, ["statements/009.p7s", files.get("statements/001.p7s") ?? new Uint8Array()]]);
    expect(faults(new Uint8Array())).toEqual(["E_PACK"]);
    expect(faults(pack.subarray(0, pack.length / 2))).toEqual(["E_PACK"]);
    expect(faults(Uint8Array.from([...pack, 0]))).toEqual(["E_PACK"]);
    expect(faults(writeArchive(new Map([...files, ["notes.txt", new Uint8Array()]])))).toEqual(["E_PACK"]);
    const seal = review.city.receiptKey.signer;
    for (const damaged of [without, more, orphan]) expect(faults(await reseal(damaged, seal))).toEqual(["E_PACK"]);
    // Bytes 8 and 9 of a local header name the method; 8 is deflate.
    const compressed = Uint8Array.from(pack);
    compressed[8] = 8;
    const central = Buffer.from(pack).indexOf("504b0102", "hex");
    compressed[central + 10] = 8;
    expect(faults(compressed)).toEqual(["E_PACK"]);
  });

  it("of another city is refused by the anchors of this one", () => {
    const failing = verifyPack(pack, stranger.anchors, nodeCheck).checks.filter(({ ok }) => !ok);
    expect(failing.map(({ name }) => name)).toEqual([
      "平台封签",
      "城市配置签名",
      "平台回执",
      "审计检查点",
      "签名与证书",
    ]);
  });
});

describe("a platform that lies is found out", () => {
  const author = person("wang", "编辑员");
  const begun = async () => (await Review.begin("luan")).writes(author, article("正文。"));
  const finished = async (open: Review) => {
    await open.signs(person("sun", "审核员"));
    await open.signs(person("wu", "相关负责人"));
    return open;
  };

  it("when it signs with a certificate that was expired when it was received", async () => {
    const open = await begun();
    const expired = await open.city.issuePerson({
      name: "赵初审",
      unitName: "办公室",
      notAfter: new Date(founded.getTime() - 1_000),
    });
    await finished(await open.signs(person("zhao", "编辑员"), {}, expired));
    expect(verdictOf(await open.pack(), open).rows[0]).toMatchObject({
      valid: false,
      reason: expect.stringContaining("已过期"),
    });
    expect(faults(await open.pack(), open)).toEqual(["签名与证书"]);
  });

  it("when the certificate is of another root, another person, or not the one the statement names", async () => {
    const cases = [
      [await stranger.issuePerson({ name: "赵初审", unitName: "办公室" }), {}, "根证书"],
      [await review.keyOf(person("sun")), {}, "根证书"],
    ] as const;
    for (const [key, change, reason] of cases) {
      const open = await finished(await (await begun()).signs(person("zhao", "编辑员"), change, key));
      expect(verdictOf(await open.pack(), open).rows[0]?.reason).toContain(reason);
    }
    const own = await begun();
    await finished(await own.signs(person("zhao", "编辑员"), {}, await own.keyOf(person("sun"))));
    expect(verdictOf(await own.pack(), own).rows[0]?.reason).toBe("证书持有人与签名人姓名不符");
    expect(faults(await own.pack(), own)).toContain("人员与证书");
  });

  it("when a statement was signed under another profile, breaks the chain, or was taken out", async () => {
    const profile = { id: "luan", version: 1, hash: `sha-256:${"0".repeat(64)}` };
    const open = await finished(await (await begun()).signs(person("zhao", "编辑员"), { profile }));
    expect(verdictOf(await open.pack(), open).rows[0]?.reason).toBe("审签书依据的不是所附城市配置");
    const broken = await finished(
      await (await begun()).signs(person("zhao", "编辑员"), { previousStatement: profile.hash }),
    );
    expect(faults(await broken.pack(), broken)).toEqual(["审签链"]);
    const { statements } = review.parts();
    expect(faults(await review.pack({ statements: statements.slice(1) }))).toEqual([
      "审签链",
      "平台回签",
      "流程记录",
      "责任信息",
    ]);
    expect(faults(await review.pack({ statements: [...statements].reverse() }))).toEqual(["审签链", "流程记录"]);
  });

  it("when the author reviews the own text under another account: the replay refuses (W2)", async () => {
    const history = review.history.map((entry) =>
      entry.action.kind === "edit" ? { ...entry, actor: { ...entry.actor, personId: "sun" } } : entry,
    );
    expect(faults(await review.pack({ history }))).toEqual(["流程哈希链", "流程回放"]);
  });

  it("when a receipt is missing, doubled, or signed by another key of the same city", async () => {
    const { receipts } = review.parts();
    expect(faults(await review.pack({ receipts: receipts.slice(1) }))).toEqual([
      "平台回执",
      "流程哈希链",
      "审计检查点",
    ]);
    const doubled = await review.pack({ receipts: [...receipts, ...receipts.slice(-1)] });
    expect(faults(doubled)).toEqual(["平台回执", "流程哈希链", "审计检查点"]);
    const [first, ...rest] = receipts;
    const forged = await review.signReceipt(JSON.parse(first?.receipt ?? "{}"), review.city.profileKey);
    expect(faults(await review.pack({ receipts: [forged, ...rest] }))).toEqual(["平台回执"]);
  });

  it("when ledger or content are other ones than those signed", async () => {
    const { ledgers, content } = review.parts();
    expect(faults(await review.pack({ ledgers: [] }))).toEqual(["校对台账"]);
    expect(
      faults(await review.pack({ ledgers: ledgers.map((one) => ({ ...one, status: "partial" as const })) })),
    ).toEqual(["校对台账"]);
    const other = article("自2026年12月1日起，政务服务大厅每周日上午照常办公。");
    expect(faults(await review.pack({ content: other }))).toEqual(["各版本内容", "环节齐全", "签名与证书"]);
    const unlisted = { ...content, links: ["https://example.cn/"] };
    expect(faults(await review.pack({ content: unlisted }))).toContain("内容哈希");
  });
});
