import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { refusalOf } from "../node/testing/refusal";
import { fromBase64, toBase64 } from "../shared/bytes";
import type { Failure } from "../shared/failure";
import { routes } from "../shared/http/routes";
import { admitPack } from "../shared/proofreading/packs/admission";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { type PackDraft, readPackFile, writePackFile } from "../shared/proofreading/packs/pack-file";
import { verifyAudit } from "./audit/verification";
import { type Desk, signIn, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, type TestPlatform } from "./testing/platform";
import { ledgerFor, newItem, notice, revise } from "./testing/work";

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

const wordsDraft = (version: number, more: Partial<PackDraft["manifest"]> = {}, wrong = "皋城大道南段"): PackDraft => ({
  manifest: {
    id: "city-words",
    name: "六安市用词",
    version,
    issuedAt: `2026-11-20T0${version}:00:00.000Z`,
    expiresOn: "2026-12-31",
    staleAfterDays: 90,
    rollback: false,
    ...more,
  },
  lexicon: { terms: { "unit-term": [{ wrong, right: ["皋城南路"], why: "道路已更名" }] } },
  patterns: [],
  tests: [{ rule: "unit-term", text: `⟦${wrong}⟧封闭施工。` }],
  model: null,
});

const packOf = async (draft: PackDraft, site = "luan"): Promise<Uint8Array> =>
  writePackFile(draft, cityOf(platform, site).authority.profileKey.signer);

const upload = (desk: Desk, bytes: Uint8Array, packId = "city-words") =>
  desk.ask("packs.store", { params: { packId }, body: { bytes: toBase64(bytes) } });

const offered = async (desk: Desk) => routes["packs.list"].reply.parse((await desk.ask("packs.list")).body).packs;
const versions = async (desk: Desk) => (await offered(desk)).map(({ packId, version }) => `${packId} ${version}`);

describe("lexicon packs on the platform (R17, MX-3)", () => {
  it("the demo city offers its fictitious leaders to everybody signed in, and its bytes are the signed pack", async () => {
    const [leaders] = await offered(author);
    expect(leaders).toMatchObject({
      packId: "demo-leaders",
      name: "演示领导人名单（虚构）",
      version: 1,
      previous: null,
    });
    const params = { packId: "demo-leaders", hash: leaders?.hash ?? "" };
    const read = async (desk: Desk) =>
      fromBase64(routes["packs.read"].reply.parse((await desk.ask("packs.read", { params })).body).bytes);
    const held = (bytes: Uint8Array, site: string) =>
      refusalOf(() => readPackFile(bytes, { anchors: cityOf(platform, site).authority.anchors, check: nodeCheck }));
    // Another city has the same names under its own signature.
    expect([held(await read(author), "luan"), held(await read(stranger), "tongnan")]).toEqual([null, null]);
    expect(held(await read(stranger), "luan")?.code).toBe("E_LEXICON_SIGN");
    const unknown = { params: { ...params, packId: "city-words" } };
    expect(verdict(await author.ask("packs.read", unknown))).toBe("404 E_NOT_FOUND");
    const engine = { anchors: cityOf(platform, "luan").authority.anchors, check: nodeCheck };
    const gate = { trust: engine, installed: null, today: "2026-11-20", beside: builtinPacks, now: () => 0 };
    expect(admitPack(await read(author), gate).tests.length).toBeGreaterThan(1);
    const content = notice("某市市长周思齐主持会议，研究部署冬季供暖工作。");
    const { findings } = await ledgerFor(platform, author, content);
    expect(findings.map(({ rule }) => rule)).toContain("leader-title-mismatch");
  });

  it("an editor may not put packs on the platform (E_PERM); 系统管理 may, once for each key", async () => {
    const bytes = await packOf(wordsDraft(1));
    expect(verdict(await upload(author, bytes))).toBe("403 E_PERM");
    expect(verdict(await upload(admin, bytes))).toBe("200");
    expect(await versions(author)).toEqual(["city-words 1", "demo-leaders 1"]);
    expect(await versions(stranger)).toEqual(["demo-leaders 1"]);
  });

  it("a ledger counts only with the packs that are active here, and says which one is not the same", async () => {
    const content = notice("皋城大道南段封闭施工，请市民绕行。");
    const old = await ledgerFor(platform, author, content);
    expect(old.findings.map(({ rule }) => rule)).toContain("unit-term");
    expect(old.packs.find(({ id }) => id === "city-words")).toMatchObject({ version: "1", age: "fresh" });
    expect(verdict(await upload(admin, await packOf(wordsDraft(2, {}, "皋城大道北段"))))).toBe("200");
    const refused = await revise(platform, author, { itemId: newItem(), content, ledger: old });
    expect(verdict(refused)).toBe("409 E_MACHINE");
    expect((refused.body as Failure).detail).toBe("校对规则已更新（city-words 平台第 2 版、本机第 1 版），请重新校对");
    const fresh = await ledgerFor(platform, author, content);
    expect(fresh.findings.map(({ rule }) => rule)).not.toContain("unit-term");
    expect(verdict(await revise(platform, author, { itemId: newItem(), content, ledger: fresh }))).toBe("200");
  });

  it("refuses tampered, foreign, older, expired and failing packs with their reason, and the active one stays", async () => {
    const good = await packOf(wordsDraft(3));
    const tampered = good.slice();
    const at = Buffer.from(tampered).indexOf("皋城南路");
    tampered[at + 2] = (tampered[at + 2] ?? 0) ^ 1;
    const failing = { ...wordsDraft(3), tests: [{ rule: "unit-term", text: "⟦别的词⟧没有。" }] };
    const attempts: [Uint8Array, string][] = [
      [tampered, "422 E_LEXICON"],
      [good.slice(0, -20), "422 E_LEXICON"],
      [await packOf(wordsDraft(3), "tongnan"), "422 E_LEXICON_SIGN"],
      [await packOf(wordsDraft(1)), "409 E_LEXICON_OLD"],
      [await packOf(wordsDraft(2)), "409 E_LEXICON_OLD"],
      [await packOf(wordsDraft(3, { expiresOn: "2026-11-19" })), "422 E_LEXICON_EXPIRED"],
      [await packOf(failing), "422 E_LEXICON_TEST"],
    ];
    for (const [bytes, code] of attempts) expect(verdict(await upload(admin, bytes))).toBe(code);
    expect(verdict(await upload(admin, good, "demo-leaders"))).toBe("422 E_LEXICON");
    expect(await versions(admin)).toEqual(["city-words 2", "demo-leaders 1"]);
  });

  it("goes back to the issue before and forward again, 系统管理 only; without one there is nothing to go back to", async () => {
    const back = (desk: Desk, packId = "city-words") => desk.ask("packs.rollback", { params: { packId }, body: null });
    expect(verdict(await back(author))).toBe("403 E_PERM");
    expect(verdict(await back(admin))).toBe("200");
    expect((await offered(admin))[0]).toMatchObject({ version: 1, previous: { version: 2 } });
    expect(verdict(await back(admin))).toBe("200");
    expect(await versions(admin)).toEqual(["city-words 2", "demo-leaders 1"]);
    expect(verdict(await back(admin, "demo-leaders"))).toBe("409 E_STATE");
    expect(verdict(await back(admin, "no-such-pack"))).toBe("404 E_NOT_FOUND");
  });

  it("keeps what was taken and what was refused in the audit, whose chain holds", async () => {
    const rows = await platform.services.store.db.selectFrom("audit").select(["event", "detail"]).execute();
    const events = rows.map(({ event, detail }) => `${event} ${detail.replace(/ sha-256:\w+$/, "")}`);
    expect(events).toEqual(
      expect.arrayContaining([
        "pack-stored city-words 1",
        "pack-stored city-words 2",
        "pack-rolled-back city-words 1",
        "refused pack-stored E_LEXICON_SIGN",
        "refused pack-stored E_PERM",
      ]),
    );
    expect(await verifyAudit(platform.services.store.db, platform.services)).toBe(rows.length);
  });

  it("an expired pack finds nothing any more; the ledger says so, and one made the day before is still believed", async () => {
    const toNewYear = Date.parse("2026-12-31T15:00:00.000Z") - platform.services.clock().getTime();
    platform.pass(toNewYear);
    const [desk, content] = [await signIn(platform, "luan", "林初晴"), notice("皋城大道北段封闭施工，请市民绕行。")];
    const before = await ledgerFor(platform, desk, content);
    expect(before.findings.map(({ rule }) => rule)).toContain("unit-term");
    platform.pass(2 * 60 * 60 * 1000);
    const after = await ledgerFor(platform, desk, content);
    expect(after.findings.map(({ rule }) => rule)).not.toContain("unit-term");
    expect(after.packs.find(({ id }) => id === "city-words")?.age).toBe("expired");
    for (const ledger of [before, after])
      expect(verdict(await revise(platform, desk, { itemId: newItem(), content, ledger }))).toBe("200");
  });
});
