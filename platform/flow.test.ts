/** What happens between the steps: returns, a reviewer's edit, files, the API's own description. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parsePage } from "../node/page-node";
import { nodeCheck } from "../node/signature-check";
import { fromBase64, toBase64, utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { routes } from "../shared/http/routes";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import { readArticle } from "../shared/publication/read-page";
import { verifyDetached } from "../shared/trust/cms";
import { receipt } from "../shared/trust/receipt";
import type { Statement } from "../shared/trust/statement";
import { verifyPack } from "../shared/trust/verdict";
import { replay } from "../shared/workflow/replay";
import { type Desk, signIn, succeeded, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { clean, ledgerFor, newItem, notice, revise, sign } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);
const tongnan = (name: string): Promise<Desk> => signIn(platform, "tongnan", name);

describe("a return (W4)", () => {
  it("needs category and text, voids the signatures, and waits for the author, who then starts at 初审 again", async () => {
    const content = notice();
    const itemId = newItem();
    await revise(platform, await luan("林初晴"), { itemId, content });
    await sign(await luan("林初晴"), itemId);
    const reviewer = await luan("沈亦谦");
    const category = reviewer.site.profile.review.refusals[0]?.code ?? null;
    const back: Partial<Statement> = { decision: "return", gates: [], checks: [] };
    expect(verdict(await sign(reviewer, itemId, { ...back, category: null, note: "依据不足" }))).toBe("422 E_FORM");
    expect(verdict(await sign(reviewer, itemId, { ...back, category, note: " " }))).toBe("422 E_FORM");
    expect(verdict(await sign(reviewer, itemId, { ...back, category: "no-such", note: "依据不足" }))).toBe(
      "422 E_FORM",
    );
    expect(verdict(await sign(reviewer, itemId, { ...back, category, note: "依据不足，请补充。" }))).toBe("200");
    const author = await luan("林初晴");
    const { summary, history } = await author.read(itemId);
    expect(summary).toMatchObject({ phase: "returned", waitingForMe: true });
    const state = replay(history, author.site.profile);
    expect(state.signatures.every((signature) => !signature.valid)).toBe(true);
    const better = notice(`${clean}依据见附件。`, { indexNumber: content.metadata.indexNumber });
    const revised = await revise(platform, author, { itemId, content: better, parent: contentHash(content) });
    expect(verdict(revised)).toBe("200");
    for (const name of ["林初晴", "沈亦谦", "顾长宁"])
      expect(verdict(await sign(await luan(name), itemId))).toBe("200");
  });
});

describe("a reviewer's permitted edit (WF-7, W3)", () => {
  it("is covered by that reviewer's own signature, bars the next level, and is proved by the pack", async () => {
    const content = notice(clean, { writer: "江雨眠" });
    const itemId = newItem();
    const author = await tongnan("江雨眠");
    await revise(platform, author, { itemId, content });
    await sign(author, itemId);
    const reviewer = await tongnan("贺青山");
    const better = notice(`${clean}节假日除外。`, content.metadata);
    const { ledger } = await reviewer.read(itemId);
    expect(ledger.contentHash).toBe(contentHash(content));
    const edited = await revise(platform, reviewer, { itemId, content: better, parent: contentHash(content) });
    expect(verdict(edited)).toBe("200");
    expect(succeeded(edited).summary).toMatchObject({ phase: "in-review", nextStep: "二审" });
    for (const name of ["贺青山", "岑守默", "陆明远", "温如许", "夏怀瑾", "贺青山"])
      expect(verdict(await sign(await tongnan(name), itemId)), name).toBe("200");
    const publisher = await tongnan("简清和");
    const entered = await publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(better) } });
    const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("200");
    const { bytes } = routes["items.evidence"].reply.parse(
      (await publisher.ask("items.evidence", { params: { itemId } })).body,
    );
    expect(verifyPack(fromBase64(bytes), publisher.site.anchors, nodeCheck)).toMatchObject({ ok: true });
    const old = await author.site;
    expect(old.site).toBe("tongnan");
  });
});

describe("receipts (D2)", () => {
  it("are canonical, name the operation and the hash, and verify against the pinned receipt key", async () => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    const content = notice();
    const key = "operation-17";
    const given = succeeded(await revise(platform, desk, { itemId, content, key })).receipt;
    const parsed = receipt.parse(JSON.parse(given.receipt));
    expect(parsed).toMatchObject({ itemId, event: "revision", operationId: key, contentHash: contentHash(content) });
    const trust = { anchors: desk.site.anchors, at: parsed.at, check: nodeCheck, purpose: "receipt" } as const;
    expect(() => verifyDetached(utf8(given.receipt), fromBase64(given.signature), trust)).not.toThrow();
    const changed = given.receipt.replace(itemId, newItem());
    expect(() => verifyDetached(utf8(changed), fromBase64(given.signature), trust)).toThrow("E_HASH");
  });
});

describe("files", () => {
  const bytes = utf8("序号,事项\n1,预约办理\n");
  const hash = digestOf(bytes);
  const withFile = (content: Content): Content => {
    const file = { hash, name: "事项清单.csv", mime: "text/csv", size: bytes.length };
    const blocks = [...content.document.blocks, { kind: "attachment" as const, id: "a1", file }];
    return contentOf({ ...content.document, blocks }, content.metadata);
  };

  it("travel apart, named by hash, are seen by those who see the item, and by the public once it is published", async () => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    const content = withFile(notice());
    const put = (body: object, named = hash) =>
      desk.ask("files.store", { params: { hash: named }, body: { itemId, mime: "text/csv", ...body } });
    expect(verdict(await put({ bytes: toBase64(utf8("其他")) }))).toBe("409 E_HASH");
    expect(verdict(await put({ bytes: toBase64(bytes) }))).toBe("200");
    expect(verdict(await revise(platform, desk, { itemId, content }))).toBe("200");
    expect(verdict(await desk.ask("files.read", { params: { hash } }))).toBe("200");
    const stranger = await luan("顾长宁");
    expect(verdict(await stranger.ask("files.read", { params: { hash } }))).toBe("403 E_PERM");
    const url = `/public/site/luan/files/${encodeURIComponent(hash)}`;
    expect((await platform.app.inject({ method: "GET", url })).statusCode).toBe(404);
    for (const name of ["林初晴", "沈亦谦", "顾长宁"]) await sign(await luan(name), itemId);
    const publisher = await luan("苏晚舟");
    const entered = await publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
    const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("200");
    const got = await platform.app.inject({ method: "GET", url });
    expect(got.statusCode).toBe(200);
    expect(digestOf(new Uint8Array(got.rawPayload))).toBe(hash);
    expect(got.headers["content-disposition"]).toContain("attachment");
    const { publicPath } = await publisher.read(itemId);
    const page = await platform.app.inject({ method: "GET", url: publicPath });
    expect(contentHash(readArticle(parsePage(page.body)))).toBe(contentHash(content));
    expect(page.body).toContain(`/public/site/luan/files/`);
  });
});

describe("the text inside files (MC-36)", () => {
  const bytes = utf8("联系人电话13812345678");
  const hash = digestOf(bytes);
  const file = { hash, name: "联系人.txt", mime: "text/plain", size: bytes.length };

  it("is looked at like the manuscript's: a ledger made without it is refused (E_MACHINE)", async () => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    const { document, metadata } = notice();
    const attached = { kind: "attachment" as const, id: "a1", file };
    const content = contentOf({ ...document, blocks: [...document.blocks, attached] }, metadata);
    await desk.ask("files.store", {
      params: { hash },
      body: { itemId, mime: "text/plain", bytes: toBase64(bytes) },
    });
    const blind = await ledgerFor(platform, desk, content);
    expect(blind.status).toBe("partial");
    expect(verdict(await revise(platform, desk, { itemId, content, ledger: blind }))).toContain("E_MACHINE");
    const pretended = { ...blind, status: "complete" as const };
    expect(verdict(await revise(platform, desk, { itemId, content, ledger: pretended }))).toContain("E_MACHINE");
    expect(verdict(await revise(platform, desk, { itemId, content }))).toBe("200");
    const { ledger } = await desk.read(itemId);
    expect(ledger.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain("block privacy-mobile");
  });
});

describe("reading", () => {
  it("gives the signed profile, the columns, an older version, the sample page only once there is one", async () => {
    const desk = await luan("林初晴");
    const signed = routes["profile.read"].reply.parse((await desk.ask("profile.read")).body);
    expect(digestOf(utf8(signed.document))).toBe(desk.site.profileHash);
    expect(verdict(await desk.ask("columns.list"))).toBe("200");
    const first = notice();
    const itemId = newItem();
    await revise(platform, desk, { itemId, content: first });
    const second = notice(`${clean}请相互转告。`);
    await revise(platform, desk, { itemId, content: second, parent: contentHash(first) });
    const old = await desk.ask("items.revision", { params: { itemId, hash: contentHash(first) } });
    expect(old.body).toEqual({ content: first });
    expect(verdict(await desk.ask("items.proof", { params: { itemId } }))).toBe("409 E_STAGE");
    const { next } = routes["changes.list"].reply.parse(
      (await desk.ask("changes.list", { query: { after: "0" } })).body,
    );
    const third = notice(`${clean}特此公告。`);
    await revise(platform, desk, { itemId, content: third, parent: contentHash(second) });
    const fresh = await desk.ask("changes.list", { query: { after: String(next) } });
    expect(fresh.body).toMatchObject({ entries: [{ seq: next + 1, itemId, gone: false }], next: next + 1 });
    expect(verdict(await desk.ask("items.read", { params: { itemId: "nothing" } }))).toBe("404 E_NOT_FOUND");
  });

  it("counts open findings itself, whatever the ledger's author says", async () => {
    const desk = await luan("林初晴");
    const content = notice("会议定于2026年2月30日召开，请各单位按时参加。");
    const itemId = newItem();
    const honest = await ledgerFor(platform, desk, content);
    await revise(platform, desk, { itemId, content, ledger: { ...honest, entries: [] } });
    const { history } = await desk.read(itemId);
    const pass = history.find(({ action }) => action.kind === "machine-pass")?.action;
    if (pass?.kind !== "machine-pass") throw new Error("no pass");
    const { block, error, warning } = pass.undecided;
    expect(block + error + warning).toBe(honest.findings.filter((finding) => finding.severity !== "hint").length);
  });
});
